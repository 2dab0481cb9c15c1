import { afterEach, describe, expect, it, vi } from 'vitest';
import { toGrey } from '../../src/image/luma.js';
import { unfilled } from '../../src/kernels/unfilled.js';
import { randomPixels } from './random-pixels.js';

const sizes = [0, 1, 63, 64, 65, 4095, 100_000];

describe('memory for results', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each(sizes)('has exactly the %i bytes asked for, and no other owner', (bytes) => {
    const [one, other] = [unfilled(bytes), unfilled(bytes)];
    expect(one.byteLength).toBe(bytes);
    expect(one).not.toBe(other);
    expect(Object.prototype.toString.call(one)).toBe('[object ArrayBuffer]');
  });

  it.each([
    ['without it', undefined],
    ['where it deals out parts of a pool', { allocUnsafeSlow: () => ({ buffer: new ArrayBuffer(8192) }) }],
  ])('comes from the platform alone, and not from Buffer, %s', (_, buffer) => {
    vi.stubGlobal('Buffer', buffer);
    for (const bytes of sizes) expect(unfilled(bytes).byteLength).toBe(bytes);
  });

  it('is all that a result of a kernel stands on', () => {
    const { data } = toGrey(randomPixels(7, 5));
    expect(data.buffer.byteLength).toBe(35);
    expect(data.constructor).toBe(Uint8Array);
  });
});
