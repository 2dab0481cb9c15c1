import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { BLOCK_NORMS, type BlockNorm } from '../../src/features/hog/block-norm.js';
import { cellHistograms as referenceCells } from '../../src/features/hog/cell-histograms.js';
import { normalisedBlocks as referenceBlocks } from '../../src/features/hog/normalised-blocks.js';
import { OrientationBins } from '../../src/features/hog/orientation-bins.js';
import { orientationCuts } from '../../src/features/hog/orientation-cuts.js';
import { type HogOptions, hogShape } from '../../src/features/hog.js';
import { type Image, imageFrom } from '../../src/image/image.js';
import { cellHistograms, imageBlocks } from '../../src/kernels/hog.js';
import { withKernels } from '../../src/kernels/kernels.js';

type BlockOptions = Pick<HogOptions, 'orientations' | 'pixelsPerCell' | 'cellsPerBlock'>;

interface Cells {
  readonly cell: number;
  readonly orientations: number;
}

const nextPointer = () => withKernels((_, arena) => arena.allocate(1));

function noise(width: number, height: number, seed = 1): Image<Uint8Array> {
  const random = new Random(seed);
  const data = Uint8Array.from({ length: width * height }, () => random.integer(0, 255));
  return imageFrom(data, { width, height, channels: 1 });
}

const byKernel = (image: Image<Uint8Array>, cells: Cells) =>
  cellHistograms(image, { ...cells, cuts: orientationCuts(cells.orientations) });

const byReference = (image: Image<Uint8Array>, { cell, orientations }: Cells) =>
  referenceCells(image, new OrientationBins(orientations, false), cell);

/** Sums of a cell are at most 360.7 × its pixels, and each is rounded to float32 once for every vote. */
function expectClose(image: Image<Uint8Array>, cells: Cells): void {
  const [found, expected] = [byKernel(image, cells), byReference(image, cells)];
  expect(found.shape).toEqual(expected.shape);
  expect(found.data.length).toBe(expected.data.length);
  for (let i = 0; i < found.data.length; i++)
    if (Math.abs(found.data[i] - expected.data[i]) > 2e-6 * expected.data[i])
      expect.fail(`${found.data[i]} for ${expected.data[i]} at ${i} of ${JSON.stringify(cells)}`);
}

/** Blocks straight from the image, and the reference's of the reference's cells. */
function expectBlocks(image: Image<Uint8Array>, options: Required<BlockOptions>, norm: BlockNorm): void {
  const { pixelsPerCell: cell, orientations } = options;
  const shape = hogShape(image, options);
  const rule = { cell, orientations, cuts: orientationCuts(orientations) };
  const found = imageBlocks(image, shape, { rule, norm: BLOCK_NORMS.indexOf(norm) });
  const expected = referenceBlocks(byReference(image, { cell, orientations }), shape, norm).data;
  expect(found.length).toBe(expected.length);
  let largest = 0;
  for (let i = 0; i < found.length; i++) largest = Math.max(largest, Math.abs(found[i] - expected[i]));
  expect(largest).toBeLessThan(5e-7);
}

/**
 * Three rows whose middle one holds every gradient with this component along y: every second pixel is 0, those between
 * rise and fall by −255 to 255.
 */
function everyGradientAlongX(dy: number): Image<Uint8Array> {
  const middle = Array.from({ length: 511 }, (_, i) => (i % 2 ? (i + 1) / 2 : 0)).flatMap((value) => [
    value,
    0,
  ]);
  const width = middle.length;
  const above = new Uint8Array(width).fill(Math.max(0, -dy));
  const below = new Uint8Array(width).fill(Math.max(0, dy));
  return imageFrom(Uint8Array.from([...above, ...middle, ...below]), { width, height: 3, channels: 1 });
}

describe('the kernel of hog beside the reference', () => {
  it.each([1, 4, 9, 12, 36])(
    'puts all 261,121 gradients into the same of %i bins, to the bit',
    (orientations) => {
      const seen = new Set<number>();
      for (let dy = -255; dy <= 255; dy++) {
        const image = everyGradientAlongX(dy);
        // One pixel a cell: a histogram is one vote.
        const found = byKernel(image, { cell: 1, orientations });
        const expected = byReference(image, { cell: 1, orientations });
        if (Buffer.compare(Buffer.from(found.data.buffer), Buffer.from(expected.data.buffer)) !== 0)
          expect.fail(`a gradient of ${dy} along y`);
        for (let x = 1; x < image.width - 1; x++)
          seen.add((image.data[image.width + x + 1] - image.data[image.width + x - 1]) * 1000 + dy);
      }
      expect(seen.size).toBe(511 * 511);
    },
  );

  it('agrees on every size of image around whole cells, and of cells narrow and wide', () => {
    for (const cell of [1, 2, 3, 5, 8, 16])
      for (let width = 1; width <= 40; width++)
        expectClose(noise(width, 2 * cell + (width % 4), width), { cell, orientations: 9 });
  });

  it('agrees for every number of orientations', () => {
    for (let orientations = 1; orientations <= 20; orientations++)
      for (const cell of [6, 8]) expectClose(noise(41, 26), { cell, orientations });
    expectClose(noise(41, 26), { cell: 8, orientations: 360 });
  });

  it('agrees over the edges of the bands in which an image is read', () => {
    expectClose(noise(5003, 100), { cell: 8, orientations: 9 });
    expectClose(noise(5003, 100), { cell: 7, orientations: 9 });
  });

  it('gives zeros for black and white', () => {
    for (const level of [0, 255])
      for (const cell of [3, 8]) {
        const image = imageFrom(new Uint8Array(33 * 17).fill(level), { width: 33, height: 17, channels: 1 });
        expect(byKernel(image, { cell, orientations: 9 }).data.every((value) => value === 0)).toBe(true);
      }
  });

  it('normalises blocks of any size by every norm', () => {
    const how = fc.record({
      orientations: fc.integer({ min: 1, max: 12 }),
      pixelsPerCell: fc.constantFrom(3, 8),
      cellsPerBlock: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(how, fc.constantFrom(...BLOCK_NORMS), fc.nat(), (options, norm, seed) => {
        const image = noise(67, 45, seed);
        expectBlocks(image, options, norm);
      }),
      { numRuns: 60 },
    );
  });

  it('normalises blocks over the edges of the bands in which an image is read', () => {
    const image = noise(5003, 100);
    for (const cellsPerBlock of [1, 2, 3])
      for (const pixelsPerCell of [7, 8])
        expectBlocks(image, { orientations: 9, pixelsPerCell, cellsPerBlock }, 'L2-Hys');
  });

  it('gives its memory back', () => {
    const before = nextPointer();
    byKernel(noise(100, 80), { cell: 8, orientations: 9 });
    expectBlocks(noise(100, 80), { orientations: 9, pixelsPerCell: 8, cellsPerBlock: 2 }, 'L2');
    expect(nextPointer()).toBe(before);
  });
});
