import { describe, expect, it } from 'vitest';
import { hasKernels, kernelBuild, withKernels } from '../../src/kernels/kernels.js';

interface Probe {
  multiplyAddIsFused(above1: number, minusSquare: number): number;
}

describe('the kernels', () => {
  it('run on this machine', () => {
    expect(hasKernels()).toBe(true);
    if (process.env.FOVEA_KERNELS === 'plain') expect(kernelBuild()).toBe('plain');
  });

  it('multiply and add in one rounding in the fused build, and nowhere else', () => {
    const isFused = withKernels(({ multiplyAddIsFused }: Probe) =>
      multiplyAddIsFused(1 + 2 ** -23, -(1 + 2 ** -22)),
    );
    expect(Boolean(isFused)).toBe(kernelBuild() === 'fused');
  });

  it('lend memory that is aligned, and take it back when the work is done or fails', () => {
    const first = withKernels((_, arena) => arena.allocate(100));
    expect(first % 64).toBe(0);
    expect(() =>
      withKernels((_, arena) => {
        arena.allocate(1 << 20);
        throw new Error('on the way');
      }),
    ).toThrow('on the way');
    expect(withKernels((_, arena) => arena.allocate(100))).toBe(first);
  });

  it('nest, each giving back its own', () => {
    withKernels((_, outer) => {
      const kept = outer.put(Uint8Array.of(1, 2, 3));
      const inner = withKernels((_, arena) => arena.put(Uint8Array.of(9)));
      expect(inner).toBeGreaterThan(kept);
      expect([...outer.u8(kept, 3)]).toEqual([1, 2, 3]);
      expect(outer.allocate(1)).toBe(inner);
    });
  });

  it('refuse what no memory holds, and work on', () => {
    expect(() => withKernels((_, arena) => arena.allocate(5e9))).toThrow(
      expect.objectContaining({ code: 'LIMIT', message: expect.stringContaining('Use a smaller image') }),
    );
    expect(withKernels((_, arena) => [...arena.u8(arena.put(Uint8Array.of(7)), 1)])).toEqual([7]);
  });

  it('give back the memory of an image too large to keep', () => {
    withKernels((_, arena) => arena.allocate(300 * 1024 * 1024));
    expect(withKernels((_, arena) => arena.size)).toBeLessThan(16 * 1024 * 1024);
  });
});
