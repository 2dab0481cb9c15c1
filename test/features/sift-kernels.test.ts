import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { describeIn } from '../../src/features/sift/describe.js';
import { describePatch } from '../../src/features/sift/descriptor.js';
import { detectExtrema } from '../../src/features/sift/detect.js';
import { BORDER, findExtrema } from '../../src/features/sift/extrema.js';
import { fusedMultiplyAdd } from '../../src/features/sift/fused-multiply-add.js';
import { gaussianBlur } from '../../src/features/sift/gaussian-blur.js';
import { orientations } from '../../src/features/sift/orientation.js';
import { doubled, halved, type Plane } from '../../src/features/sift/plane.js';
import { ScaleSpace, withScaleSpace } from '../../src/features/sift/scale-space.js';
import { siftVariants } from '../../src/features/sift/variants.js';
import { imageFrom } from '../../src/image/image.js';
import { withKernels } from '../../src/kernels/kernels.js';
import { blurredPlane } from '../../src/kernels/sift/blur.js';
import { ArenaExtrema } from '../../src/kernels/sift/extrema.js';
import { ArenaPlane, withPlaneMemory } from '../../src/kernels/sift/plane-memory.js';
import { copyOf, implementations } from './sift-planes.js';

type Place = (plane: Plane) => Plane;
const [reference, kernel] = implementations.map(([, run]) => run);
/** The same work by the reference and by kernels. */
const both = <T>(work: (place: Place) => T): [T, T] => [reference!(work), kernel!(work)];

const random = new Random(7);
function noise(width: number, height: number, value = () => random.uniform() * 255): Plane {
  return { data: Float32Array.from({ length: width * height }, value), width, height };
}

const sizes: [width: number, height: number][] = [
  ...Array.from({ length: 40 }, (_, i): [number, number] => [i + 1, 1 + ((7 * i) % 23)]),
  [3, 40],
  [47, 12],
  [48, 12],
  [49, 12],
  [63, 9],
  [64, 9],
  [65, 9],
];
const contents: [name: string, value: () => number][] = [
  ['noise', () => random.uniform() * 255],
  ['whole numbers', () => Math.floor(random.uniform() * 256)],
  ['black', () => 0],
  ['white', () => 255],
  ['huge values', () => random.uniform() * 1e30],
];

function arenaExtrema(gaussians: readonly Plane[], threshold: number) {
  return kernel!((place) => {
    const planes = gaussians.map((plane) => place(plane) as ArenaPlane);
    const search = new ArenaExtrema(planes, { threshold, border: BORDER });
    // Rows come a few at a time.
    for (let made = 7; made < planes[0]!.height; made += 7) search.advance(made);
    search.advance(planes[0]!.height);
    return search.found;
  });
}

describe('the kernels of SIFT give the reference’s bits', () => {
  it.each(contents)('doubling and halving planes of odd sizes: %s', (_, value) => {
    for (const [width, height] of sizes) {
      const plane = noise(width, height, value);
      // The doubled image is exact only as an 8-bit one.
      const whole = { ...plane, data: plane.data.map((v) => Math.floor(v) % 256) };
      const [theirs, ours] = both((place) => copyOf(doubled(place(whole))));
      expect(ours).toEqual(theirs);
      const [their, our] = both((place) => copyOf(halved(place(plane))));
      expect(our).toEqual(their);
    }
  });

  it.each(contents)('blurring planes of odd sizes, narrower and wider than the blur: %s', (_, value) => {
    for (const [width, height] of sizes)
      for (const sigma of [0.3, 1.2262735, 1.6, 3.09, 7]) {
        const plane = noise(width, height, value);
        const [theirs, ours] = both((place) => copyOf(gaussianBlur(place(plane), sigma)));
        expect(ours).toEqual(theirs);
      }
  });

  it('blurring a gentle slope, where many sums lie half-way between two floats', () => {
    const plane = { ...noise(300, 40), data: Float32Array.from({ length: 12000 }, (_, i) => (i % 300) / 16) };
    for (const sigma of [0.7, 1.249, 1.6]) {
      const [theirs, ours] = both((place) => copyOf(gaussianBlur(place(plane), sigma)));
      expect(ours).toEqual(theirs);
    }
  });

  it('blurring where float64 rounds a sum to half-way between two floats', () => {
    // 1 + 2⁻²³ + 2⁻²⁴ − 2⁻⁶⁰ lies below the middle of two floats; rounded to float64 it is the middle.
    const plane = { data: Float32Array.of(1 + 2 ** -23, 2 ** -24 * (1 + 2 ** -18), 0), width: 3, height: 1 };
    const middle = 1 - 2 ** -18;
    const blurred = kernel!((place) =>
      copyOf(blurredPlane(place(plane) as ArenaPlane, Float32Array.of(1, middle, 1))),
    );
    const row = fusedMultiplyAdd(plane.data[1]!, middle, plane.data[0]!);
    expect(row).toBe(1 + 2 ** -23);
    expect(blurred.data[1]).toBe(fusedMultiplyAdd(2 * row, 1, Math.fround(row * middle)));
  });

  it('all planes of an octave and their extrema', () => {
    for (const [width, height] of [
      [1, 1],
      [40, 11],
      [70, 53],
      [33, 100],
    ] as const) {
      const data = Uint8Array.from({ length: width * height }, () => random.integer(0, 255));
      const image = imageFrom(data, { width, height, channels: 1 });
      const options = { layers: 3, sigma: 1.6, firstOctave: 0, variant: siftVariants.opencv };
      const octave = (space: ScaleSpace) => {
        const { planes, extrema } = space.octave(0, 1);
        return { planes: planes.map(copyOf), extrema };
      };
      expect(withScaleSpace(image, options, octave)).toEqual(octave(new ScaleSpace(image, options)));
    }
  });

  it('extrema of differences, ties among them', () => {
    for (const [width, height] of [...sizes, [80, 60] as const]) {
      const gaussians = Array.from({ length: 6 }, () =>
        noise(width, height, () => Math.floor(random.uniform() * 9)),
      );
      for (const threshold of [0, 1, 3]) {
        const theirs = findExtrema(gaussians, threshold);
        const ours = arenaExtrema(gaussians, threshold);
        expect(ours).toEqual(theirs);
        if (width === 80 && threshold === 0) expect(ours.length).toBeGreaterThan(0);
      }
    }
  });

  it('orientations and descriptors anywhere, at any angle and size', () => {
    const plane = noise(70, 53);
    for (let i = 0; i < 300; i++) {
      const [x, y] = [random.integer(0, 69), random.integer(0, 52)];
      const scale = 0.3 + 6 * random.uniform();
      const [theirs, ours] = both((place) => orientations(place(plane), { x, y }, scale));
      expect(ours).toEqual(theirs);
      const angle = i % 5 === 0 ? 90 * (i % 4) : 360 * random.uniform();
      const patch = { x: 90 * random.uniform() - 10, y, scale, angle };
      const [their, our] = both((place) => {
        const out = new Float32Array(128);
        describePatch(place(plane), patch, out);
        return out;
      });
      expect(our).toEqual(their);
    }
  });
});

describe('sift by kernels', () => {
  it.each([
    [1, 1],
    [3, 50],
    [23, 17],
    [64, 49],
  ])('finds and describes in %d × %d pixels of noise what the reference does', (width, height) => {
    const data = Uint8Array.from({ length: width * height }, () => random.integer(0, 255));
    const image = imageFrom(data, { width, height, channels: 1 });
    const options = { layers: 3, sigma: 1.6, firstOctave: -1, variant: siftVariants.opencv };
    const found = (space: ScaleSpace) => {
      const keypoints = detectExtrema(space, image, {
        contrastThreshold: 0.01,
        edgeThreshold: 10,
        upright: false,
      });
      return { keypoints, descriptors: describeIn(space, keypoints) };
    };
    const ours = withScaleSpace(image, options, found);
    expect(ours).toEqual(found(new ScaleSpace(image, options)));
    if (width === 64) expect(ours.keypoints.length).toBeGreaterThan(0);
  });
});

describe('the memory of a scale space', () => {
  const image = imageFrom(new Uint8Array(64 * 48).fill(7), { width: 64, height: 48, channels: 1 });
  const top = () => withKernels((_, arena) => arena.allocate(1));

  it('is given back when the work is done, and when it fails', () => {
    const before = top();
    const options = { layers: 3, sigma: 1.6, firstOctave: -1, variant: siftVariants.opencv };
    withScaleSpace(image, options, (space) => space.level(0, 3));
    expect(top()).toBe(before);
    expect(() => withScaleSpace(image, options, (space) => space.level(9, 0))).toThrow(/octave 9/);
    expect(top()).toBe(before);
  });

  it('is not asked for where an octave would not fit, and the reference computes instead', () => {
    const lowest = (layers: number) =>
      withScaleSpace(image, { layers, sigma: 1.6, firstOctave: -1, variant: siftVariants.opencv }, (space) =>
        space.level(-1, 0),
      );
    expect(lowest(3)).toBeInstanceOf(ArenaPlane);
    expect(lowest(1e6)).not.toBeInstanceOf(ArenaPlane);
  });

  it('serves again what was released', () => {
    withPlaneMemory((memory) => {
      const first = memory.create(100, 100);
      const second = memory.create(10, 10);
      memory.release(first);
      const small = [memory.create(50, 50), memory.create(50, 50)];
      expect(small[0]!.pointer).toBe(first.pointer);
      expect(small[1]!.pointer).toBeGreaterThanOrEqual(first.pointer + 4 * 50 * 50);
      expect(small[1]!.pointer).toBeLessThan(second.pointer);
      expect(memory.create(100, 100).pointer).toBeGreaterThan(second.pointer);
    });
  });

  it('keeps a plane readable when memory grows under it', () => {
    withPlaneMemory((memory) => {
      const plane = memory.create(2, 1);
      plane.data.set([1, 2]);
      memory.create(4096, 4096);
      expect([...plane.data]).toEqual([1, 2]);
    });
  });
});
