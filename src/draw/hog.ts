import { resolveOptions } from '../core/options.js';
import { type HogOptions, hogCells, hogOptions } from '../features/hog.js';
import type { Image } from '../image/image.js';
import { toGreyU8 } from '../image/luma.js';
import { enlarge, enlarged, readableScale } from './enlarge.js';
import { addGlyphs } from './glyphs.js';
import type { Picture } from './picture.js';
import { dim, toRgb8 } from './rgb.js';

/** The least width of a cell in a picture: below it, nine strokes cannot be told apart. */
const READABLE_CELL = 16;
/** An image is not enlarged beyond so many pixels a side, however small its cells. */
const MOST_PIXELS = 4096;

/**
 * HOG as glyphs: over a dark grey version of the image, each cell shows its histogram as a star of strokes
 * along the edges, as bright as their weight (as scikit-image's `visualize`). The image is enlarged a whole
 * number of times until a cell is at least 16 pixels wide (up to 4096 pixels a side).
 *
 * Brightness is the square root of the weight over the 95th percentile of each cell's strongest bin, so that
 * one hard edge does not leave everything else black.
 */
export function drawHog(image: Image, options: HogOptions = {}): Picture {
  const { pixelsPerCell, signed, orientations } = resolveOptions('hog', hogOptions, options);
  const cells = hogCells(image, options);
  const most = Math.max(1, Math.floor(MOST_PIXELS / Math.max(image.width, image.height)));
  const scale = Math.min(most, Math.max(readableScale(image), Math.ceil(READABLE_CELL / pixelsPerCell)));
  const picture = enlarge(dim(toRgb8(toGreyU8(image)), 0.2), scale);
  const strongest = strongestBins(cells.data, orientations);
  const full = strongest[Math.floor(0.95 * (strongest.length - 1))] || 1;
  const bright = { data: cells.data.map((weight) => Math.sqrt(weight / full)), shape: cells.shape };
  addGlyphs(picture, bright, { cell: pixelsPerCell * scale, signed });
  return {
    image: picture,
    caption: `${cells.shape[1]}×${cells.shape[0]} cells of ${pixelsPerCell}×${pixelsPerCell} pixels${enlarged(scale)}; strokes lie along edges, as bright as the square root of their weight`,
  };
}

/** Each cell's largest weight, ascending. */
function strongestBins(data: Float32Array, orientations: number): Float32Array {
  const strongest = new Float32Array(data.length / orientations);
  for (let i = 0; i < data.length; i++) {
    const cell = Math.floor(i / orientations);
    strongest[cell] = Math.max(strongest[cell]!, data[i]!);
  }
  return strongest.sort();
}
