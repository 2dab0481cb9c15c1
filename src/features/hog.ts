import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import { choice, flag, integer, type OptionsOf, resolveOptions } from '../core/options.js';
import type { Image, PixelArray } from '../image/image.js';
import { lumaOption, toGrey } from '../image/luma.js';
import { cellHistograms as cellHistogramsWithKernels, imageBlocks } from '../kernels/hog.js';
import { hasKernels } from '../kernels/kernels.js';
import type { GlobalExtractor } from './extractor.js';
import { BLOCK_NORMS } from './hog/block-norm.js';
import { cellHistograms } from './hog/cell-histograms.js';
import { normalisedBlocks } from './hog/normalised-blocks.js';
import { openCvHog } from './hog/opencv-hog.js';
import { OrientationBins } from './hog/orientation-bins.js';
import { orientationCuts } from './hog/orientation-cuts.js';

/** Options of `hog`. */
export const hogOptions = {
  orientations: integer({ default: 9, min: 1, max: 360, describe: 'bins of each histogram' }),
  pixelsPerCell: integer({ default: 8, min: 1, describe: 'side of a cell, in pixels' }),
  cellsPerBlock: integer({ default: 3, min: 1, describe: 'side of a block, in cells' }),
  blockNorm: choice({ choices: BLOCK_NORMS, default: 'L2-Hys', describe: 'how a block is normalised' }),
  transformSqrt: flag({
    default: false,
    describe: 'take the square root of every pixel first, against shadows',
  }),
  signed: flag({
    default: false,
    describe: 'tell dark-to-light from light-to-dark: bins over 0–360° instead of 0–180°',
  }),
  channel: choice({
    choices: ['grey', 'strongest'],
    default: 'grey',
    describe: 'gradients of the grey image, or at each pixel of the channel where they are strongest',
  }),
  implementation: choice({
    choices: ['scikit-image', 'opencv'],
    default: 'scikit-image',
    describe: 'whose program to agree with where they differ',
  }),
  luma: lumaOption,
} as const;

/** Options of `hog`, each with its default in `hogOptions`. */
export type HogOptions = Partial<OptionsOf<typeof hogOptions>>;

type Resolved = OptionsOf<typeof hogOptions>;

/**
 * Histograms of oriented gradients.
 *
 * 1. The image becomes grey (`luma`: `bt601` keeps the number type of the input, `bt709` gives floats in
 *    [0, 1]), or with `channel: 'strongest'` stays as it is, every channel counting; with `transformSqrt`
 *    each value is replaced by its square root.
 * 2. Gradients: the difference of the two neighbours along x and along y, 0 at the border.
 * 3. Each cell of `pixelsPerCell` × `pixelsPerCell` pixels gets a histogram of `orientations` bins: a pixel
 *    votes with the length of its gradient for the bin of its direction. Sums are divided by the cell's area.
 *    Pixels beyond the last whole cell are left out.
 * 4. Every square of `cellsPerBlock` × `cellsPerBlock` cells, at every cell, is a block and is normalised by
 *    itself (`blockNorm`; see `normaliseBlock` for the formulas).
 *
 * Returns `[blocksY, blocksX, cellsPerBlock, cellsPerBlock, orientations]` (see `hogShape`), whose flat data
 * is scikit-image's feature vector; values lie in [0, 1]. An image smaller than one block gives no blocks:
 * a shape with a 0 in it and no data. A blank image gives zeros.
 *
 * 8-bit pixels with unsigned bins are computed by SIMD kernels where the machine has WebAssembly: the same bins, but
 * sums in float32, so that values differ by less than 1e-6 from those of the same image in any other number type.
 *
 * N. Dalal, B. Triggs: Histograms of oriented gradients for human detection, CVPR 2005,
 * doi:10.1109/CVPR.2005.177.
 *
 * Differences from the paper: blocks of 3×3 cells (there 2×2); votes go to one bin of one cell, without
 * interpolation; no Gaussian window over the block.
 *
 * Differences from scikit-image (`feature.hog`): none in value beyond these roundings to float32, with `bt709`
 * for RGB given to its `rgb2gray`, and with `channel: 'strongest'` for its `channel_axis`. Cells and blocks
 * are square. `signed` is not in scikit-image. Float32 images are computed in float64. It raises an error
 * for an image smaller than a block. A gradient exactly on the edge between two bins (45° is one for 4 and 12
 * bins) is settled by the last bit of its components: integers (8- and 16-bit grey, `bt601`) agree always,
 * `bt709` only as far as both sides add up the three channels alike; with `transformSqrt`, 30° and 60° occur exactly
 * too, so that with 6 or 12 bins single pixels of a photograph may vote otherwise.
 * Differences from OpenCV (`HOGDescriptor`): it interpolates between bins and cells, weights the window, and lays
 * blocks and their cells out column by column. With `implementation: 'opencv'` so does this: see `openCvHog`. Its defaults
 * are `cellsPerBlock: 2`, `transformSqrt: true` and, for colour images, `channel: 'strongest'`; there is only L2-Hys.
 *
 * @throws BAD_OPTION, also for another `blockNorm` than L2-Hys with OpenCV's implementation; BAD_SHAPE for channels that `luma` cannot make grey; BAD_DATA for NaN, infinities, and
 * with `transformSqrt` negative values.
 */
export function hog(image: Image, options: HogOptions = {}): NdArray<Float32Array> {
  const resolved = resolveOptions('hog', hogOptions, options);
  const shape = shapeOf(image, resolved);
  if (resolved.implementation === 'opencv') {
    requireL2Hys(resolved.blockNorm);
    return { data: openCvHog(image, shape, resolved), shape };
  }
  const pixels = pixelsOf(image, resolved);
  if (!suitsKernels(pixels, resolved))
    return normalisedBlocks(cellsOf(pixels, resolved), shape, resolved.blockNorm);
  const norm = BLOCK_NORMS.indexOf(resolved.blockNorm);
  return { data: imageBlocks(pixels, shape, { rule: cellRule(resolved), norm }), shape };
}

function requireL2Hys(blockNorm: string): void {
  if (blockNorm !== 'L2-Hys')
    throw new FoveaError(
      'BAD_OPTION',
      `Expected L2-Hys for hog.blockNorm with OpenCV's implementation but received '${blockNorm}'. OpenCV has no other.`,
    );
}

/**
 * The cells' histograms before blocks are normalised (steps 1–3 of `hog`), `[cellsY, cellsX, orientations]`:
 * what glyphs are drawn from. Values are mean gradient lengths, in the unit of the grey image.
 * `cellsPerBlock`, `blockNorm` and `implementation` have no influence. Errors as `hog`.
 */
export function hogCells(image: Image, options: HogOptions = {}): NdArray<Float32Array> {
  const resolved = resolveOptions('hog', hogOptions, options);
  return cellsOf(pixelsOf(image, resolved), resolved);
}

/**
 * The shape that `hog` has for an image of that size:
 * `[blocksY, blocksX, cellsPerBlock, cellsPerBlock, orientations]`, x before y with `implementation: 'opencv'`.
 * A 32×32 image with `pixelsPerCell: 3`, `cellsPerBlock: 2` has 10×10 cells, 9×9 blocks and 2916 values.
 * @throws BAD_OPTION
 */
export function hogShape(
  size: { readonly width: number; readonly height: number },
  options: HogOptions = {},
): readonly number[] {
  return shapeOf(size, resolveOptions('hog', hogOptions, options));
}

function shapeOf(
  size: { readonly width: number; readonly height: number },
  { pixelsPerCell, cellsPerBlock, orientations, implementation }: Resolved,
): readonly number[] {
  const blocks = (length: number) => Math.max(0, Math.floor(length / pixelsPerCell) - cellsPerBlock + 1);
  const sides = [blocks(size.height), blocks(size.width)];
  if (implementation === 'opencv') sides.reverse();
  return [...sides, cellsPerBlock, cellsPerBlock, orientations];
}

/** What gradients are taken of. */
function pixelsOf(image: Image, { channel, luma, transformSqrt }: Resolved): Image {
  const grey = channel === 'grey' ? toGrey(image, luma) : image;
  const pixels = transformSqrt ? { ...grey, data: squareRoots(grey.data) } : grey;
  const { data } = pixels;
  if (data instanceof Float32Array || data instanceof Float64Array) requireFinite(data);
  return pixels;
}

function cellsOf(pixels: Image, resolved: Resolved): NdArray<Float32Array> {
  const { orientations, signed, pixelsPerCell } = resolved;
  if (suitsKernels(pixels, resolved)) return cellHistogramsWithKernels(pixels, cellRule(resolved));
  return cellHistograms(pixels, new OrientationBins(orientations, signed), pixelsPerCell);
}

function cellRule({ orientations, pixelsPerCell }: Resolved) {
  return { cell: pixelsPerCell, orientations, cuts: orientationCuts(orientations) };
}

function suitsKernels(pixels: Image, { signed }: Resolved): pixels is Image<Uint8Array> {
  return !signed && pixels.channels === 1 && pixels.data instanceof Uint8Array && hasKernels();
}

function squareRoots(data: PixelArray): Float64Array {
  const roots = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) roots[i] = Math.sqrt(data[i]);
  return roots;
}

function requireFinite(data: Float32Array | Float64Array): void {
  for (let i = 0; i < data.length; i++)
    if (!Number.isFinite(data[i]))
      throw new FoveaError(
        'BAD_DATA',
        `Expected finite pixels for hog (none negative with transformSqrt) but value ${i} is NaN, infinite or negative. Clean or clip the image.`,
      );
}

/** `hog` for the registry: the flat descriptor. Its length depends on the image's size. */
export const hogExtractor: GlobalExtractor = {
  name: 'hog',
  summary: 'histograms of oriented gradients over cells, normalised in overlapping blocks',
  options: hogOptions,
  kind: 'global',
  sizeDependent: true,
  extract: (image, options) => hog(image, options).data,
};
