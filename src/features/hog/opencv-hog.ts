import type { OptionsOf } from '../../core/options.js';
import type { Image } from '../../image/image.js';
import { toGreyU8 } from '../../image/luma.js';
import { toU8 } from '../../image/to-u8.js';
import type { hogOptions } from '../hog.js';
import { fastAtan2 } from '../sift/fast-atan2.js';

/** What `openCvHog` takes of HOG's options. */
type Settings = Omit<OptionsOf<typeof hogOptions>, 'blockNorm' | 'implementation'>;

/** The length that a normalised block's values are cut at. */
const CLIP = 0.2;

/**
 * HOG as OpenCV's `HOGDescriptor.compute` has it, for one window as large as the image allows and blocks one cell
 * apart. Beside scikit-image's (`hog`):
 * - pixels are 8-bit; with `transformSqrt` (OpenCV's `gammaCorrection`) their square roots are taken;
 * - each vote is shared between the two nearest orientations and, within its block, the two by two nearest cells;
 * - votes are weighted by a Gaussian over the block, of a quarter of its side, centred on the pixel right below its
 *   middle;
 * - blocks are normalised by L2-Hys with OpenCV's small constants: a tenth of the block's length, then 0.001.
 *
 * Within 2e-6 of OpenCV 4.6.
 *
 * @param shape what `hogShape` gives.
 * @returns blocks column by column, cells of a block column by column, as OpenCV lays them out.
 */
export function openCvHog(image: Image, shape: readonly number[], settings: Settings): Float32Array {
  const { pixelsPerCell, cellsPerBlock, orientations } = settings;
  const pixels = settings.channel === 'grey' ? toGreyU8(image, settings.luma) : toU8(image);
  const votes = sharedVotes(pixels, settings);
  const window = blockWindow(pixelsPerCell, cellsPerBlock);
  const [blocksX, blocksY] = shape as [number, number];
  const length = cellsPerBlock * cellsPerBlock * orientations;
  const out = new Float32Array(blocksX * blocksY * length);
  for (let x = 0, start = 0; x < blocksX; x++)
    for (let y = 0; y < blocksY; y++, start += length) {
      const block = out.subarray(start, start + length);
      const first = y * pixelsPerCell * pixels.width + x * pixelsPerCell;
      for (const { row, column, cell, weight } of window) {
        const p = 2 * (first + row * pixels.width + column);
        block[cell * orientations + votes.bins[p]!]! += weight * votes.weights[p]!;
        block[cell * orientations + votes.bins[p + 1]!]! += weight * votes.weights[p + 1]!;
      }
      normalise(block);
    }
  return out;
}

/** Two votes a pixel: the bins below and above its direction, and the gradient's length shared between them. */
interface Votes {
  readonly bins: Uint16Array;
  readonly weights: Float32Array;
}

function sharedVotes(pixels: Image<Uint8Array>, { orientations, signed, transformSqrt }: Settings): Votes {
  const { data, width, height, channels } = pixels;
  const levels = Float32Array.from({ length: 256 }, (_, i) => (transformSqrt ? Math.sqrt(i) : i));
  const bins = new Uint16Array(2 * width * height);
  const weights = new Float32Array(2 * width * height);
  const binsPerDegree = orientations / (signed ? 360 : 180);
  const [right, down] = [channels, width * channels];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i += 2) {
      let strongest = -1;
      let dx = 0;
      let dy = 0;
      for (let c = 0; c < channels; c++) {
        const p = (y * width + x) * channels + c;
        // The border mirrors without repeating its pixel: there is no gradient across it.
        const gx = x > 0 && x < width - 1 ? levels[data[p + right]!]! - levels[data[p - right]!]! : 0;
        const gy = y > 0 && y < height - 1 ? levels[data[p + down]!]! - levels[data[p - down]!]! : 0;
        const squared = Math.fround(gx * gx + gy * gy);
        // Of equally strong channels OpenCV takes the last (blue).
        if (squared < strongest) continue;
        strongest = squared;
        dx = gx;
        dy = gy;
      }
      const bin = fastAtan2(dy, dx) * binsPerDegree - 0.5;
      const lower = Math.floor(bin);
      const length = Math.sqrt(strongest);
      bins[i] = (lower + orientations) % orientations;
      bins[i + 1] = (lower + 1) % orientations;
      weights[i] = length * (1 - (bin - lower));
      weights[i + 1] = length * (bin - lower);
    }
  return { bins, weights };
}

/** How much of a pixel's votes, by its place in the block, goes to one cell of the block. */
interface WindowShare {
  readonly row: number;
  readonly column: number;
  readonly cell: number;
  readonly weight: number;
}

function blockWindow(pixelsPerCell: number, cellsPerBlock: number): WindowShare[] {
  const side = pixelsPerCell * cellsPerBlock;
  const falloff = -1 / (2 * (side / 4) ** 2);
  const shares: WindowShare[] = [];
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const gaussian = Math.exp(((row - side / 2) ** 2 + (column - side / 2) ** 2) * falloff);
      for (const down of nearestCells(row, { pixelsPerCell, cellsPerBlock }))
        for (const across of nearestCells(column, { pixelsPerCell, cellsPerBlock })) {
          const cell = across.cell * cellsPerBlock + down.cell;
          shares.push({ row, column, cell, weight: gaussian * down.part * across.part });
        }
    }
  return shares;
}

/** The cells of a block whose centres are nearest to a pixel along one axis; what falls outside is lost. */
function nearestCells(
  pixel: number,
  { pixelsPerCell, cellsPerBlock }: { pixelsPerCell: number; cellsPerBlock: number },
): { cell: number; part: number }[] {
  const position = (pixel + 0.5) / pixelsPerCell - 0.5;
  const cell = Math.floor(position);
  return [
    { cell, part: 1 - (position - cell) },
    { cell: cell + 1, part: position - cell },
  ].filter((one) => one.cell >= 0 && one.cell < cellsPerBlock);
}

function normalise(block: Float32Array): void {
  const first = 1 / (lengthOf(block) + 0.1 * block.length);
  for (let i = 0; i < block.length; i++) block[i] = Math.min(block[i]! * first, CLIP);
  const second = 1 / (lengthOf(block) + 1e-3);
  for (let i = 0; i < block.length; i++) block[i]! *= second;
}

function lengthOf(values: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i]! * values[i]!;
  return Math.sqrt(squares);
}
