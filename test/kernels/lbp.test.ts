import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { type LbpOptions, lbp } from '../../src/features/lbp.js';
import { type Image, imageFrom } from '../../src/image/image.js';
import { withKernels } from '../../src/kernels/kernels.js';

/** The same numbers as floats do not go to the kernel. */
const asFloats = (image: Image): Image => ({ ...image, data: Float64Array.from(image.data) });

describe('the lbp kernel gives the codes of the reference', () => {
  const random = new Random(5);
  const randomImage = (width: number, height: number, levels: number): Image => {
    const data = Uint8Array.from({ length: width * height }, () => random.integer(0, levels - 1));
    return imageFrom(data, { width, height, channels: 1 });
  };
  const expectSame = (image: Image, options: LbpOptions) =>
    expect(lbp(image, options).data, `${image.width}×${image.height} ${JSON.stringify(options)}`).toEqual(
      lbp(asFloats(image), options).data,
    );

  it('at every width from 1 to 40 and heights around them, with few grey levels or all', () => {
    for (let width = 1; width <= 40; width++)
      for (const levels of [2, 5, 256])
        for (const [points, radius] of [
          [8, 1],
          [16, 2],
          [24, 3],
        ] as const)
          expectSame(randomImage(width, 1 + ((width * 7) % 11), levels), {
            points,
            radius,
            method: 'default',
          });
  });

  it('at any number of points and radius, in every method', () => {
    for (let points = 2; points <= 31; points++)
      for (const method of ['default', 'ror', 'uniform', 'nri-uniform'] as const)
        for (const radius of [0.1, 1, 1.5, 2.75, 7, 33])
          expectSame(randomImage(19, 9, radius === 1 ? 256 : 4), { points, radius, method });
  });

  it('where all pixels are equal, so that every comparison is decided by the last bit', () => {
    for (const value of [0, 1, 77, 254, 255])
      for (const [points, radius] of [
        [8, 1],
        [16, 2],
        [24, 3],
      ] as const)
        expectSame(imageFrom(new Uint8Array(70 * 66).fill(value), { width: 70, height: 66, channels: 1 }), {
          points,
          radius,
          method: 'default',
        });
  });

  it('on slopes, whose points are nearly as bright as their pixels', () => {
    for (const [right, down] of [
      [1, 0],
      [0, 1],
      [1, 1],
      [3, -2],
    ] as const) {
      const data = Uint8Array.from(
        { length: 60 * 40 },
        (_, i) => 90 + right * (i % 60) + down * Math.floor(i / 60),
      );
      const slope = imageFrom(data, { width: 60, height: 40, channels: 1 });
      for (const radius of [1, 1.3, 2, 3]) expectSame(slope, { points: 24, radius, method: 'default' });
    }
  });

  it('and gives its memory back', () => {
    const free = () => withKernels((_, arena) => arena.allocate(1));
    const before = free();
    lbp(randomImage(30, 20, 9), { points: 16, radius: 2, method: 'uniform' });
    expect(free()).toBe(before);
  });
});
