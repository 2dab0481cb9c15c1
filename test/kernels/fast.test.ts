import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { findCorners as reference } from '../../src/features/fast/corners.js';
import { type Image, imageFrom } from '../../src/image/image.js';
import { findCorners as kernel } from '../../src/kernels/fast.js';
import { withKernels } from '../../src/kernels/kernels.js';

const nextPointer = () => withKernels((_, arena) => arena.allocate(1));

/** Pixels out of a few levels: with two, long arcs are frequent, with many, scores are. */
function noise(
  size: { width: number; height: number },
  levels: readonly number[],
  seed = 1,
): Image<Uint8Array> {
  const random = new Random(seed);
  const data = Uint8Array.from({ length: size.width * size.height }, () => random.pick(levels));
  return imageFrom(data, { ...size, channels: 1 });
}

function expectSame(image: Image<Uint8Array>, rule: { threshold: number; arc: number }): void {
  for (const nonmaxSuppression of [true, false])
    expect(kernel(image, { ...rule, nonmaxSuppression })).toEqual(
      reference(image, { ...rule, nonmaxSuppression }),
    );
}

const FEW = [0, 0, 0, 0, 0, 9, 200, 255];
const MANY = Array.from({ length: 256 }, (_, i) => i);

describe('the kernel of fast gives the corners of the reference, their order and scores', () => {
  it('at every width from 1 to 70, and at some greater ones', () => {
    for (let width = 1; width <= 70; width++)
      expectSame(noise({ width, height: 12 }, FEW, width), { threshold: 5, arc: 9 });
    for (const width of [1023, 1029, 1030, 1031, 1046, 2055])
      expectSame(noise({ width, height: 9 }, FEW, width), { threshold: 5, arc: 9 });
  });

  it('at every height from 1 to 20', () => {
    for (let height = 1; height <= 20; height++)
      expectSame(noise({ width: 33, height }, FEW, height), { threshold: 0, arc: 9 });
  });

  it('over the edges of the bands in which an image is read', () => {
    // 16384 pixels wide, a band has 16 rows.
    expectSame(noise({ width: 16384, height: 26 }, MANY), { threshold: 60, arc: 9 });
  });

  it('for every arc and any threshold', () => {
    const rule = fc.record({
      arc: fc.integer({ min: 9, max: 12 }),
      threshold: fc.integer({ min: 0, max: 255 }),
    });
    const sizes = fc.record({
      width: fc.integer({ min: 7, max: 60 }),
      height: fc.integer({ min: 7, max: 30 }),
    });
    fc.assert(
      fc.property(
        rule,
        sizes,
        fc.constantFrom(FEW, MANY, [0, 1], [0, 255]),
        fc.nat(),
        (how, size, levels, seed) => expectSame(noise(size, levels, seed), how),
      ),
      { numRuns: 200 },
    );
  });

  it('in black, in white, and with a dot of the one in the other', () => {
    for (const [ground, dot] of [
      [0, 0],
      [255, 255],
      [0, 255],
      [255, 0],
    ]) {
      const image = noise({ width: 21, height: 15 }, [ground]);
      image.data[7 * 21 + 10] = dot;
      for (const threshold of [0, 254, 255]) expectSame(image, { threshold, arc: 9 });
      const rule = { threshold: 254, arc: 12, nonmaxSuppression: true };
      expect(Array.from(kernel(image, rule))).toEqual(ground === dot ? [] : [10, 7, 254]);
    }
  });

  it('and gives its memory back', () => {
    const before = nextPointer();
    kernel(noise({ width: 100, height: 80 }, FEW), { threshold: 5, arc: 10, nonmaxSuppression: false });
    expect(nextPointer()).toBe(before);
  });
});
