import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import { choice, integer, number, type OptionsOf, resolveOptions } from '../core/options.js';
import { histogramNormOption, normaliseHistogram } from './histogram-norm.js';
import { type LbpMethod, lbpMethods } from './lbp-codes.js';
import { type GridCell, gridCells } from './spatial-grid.js';
import { requireVectorLength } from './vector-limit.js';

/** How codes are counted. `points` and `method` must be those that the codes were made with. */
export const lbpHistogramOptions = {
  points: integer({ default: 8, min: 2, max: 31, describe: 'P: neighbours on the circle' }),
  method: choice({ choices: lbpMethods, default: 'nri-uniform', describe: 'what the codes are' }),
  bins: integer({ default: 16, min: 1, max: 4096, describe: 'bins of the variance; only for method var' }),
  white: number({
    default: 255,
    min: Number.MIN_VALUE,
    describe: 'grey value of white in the image; only for method var',
  }),
  grid: integer({ default: 1, min: 1, max: 64, describe: 'one histogram for each of grid × grid cells' }),
  norm: histogramNormOption,
};

/** Options of `lbpHistogram`; what is left out takes its default. */
export type LbpHistogramOptions = Partial<OptionsOf<typeof lbpHistogramOptions>>;

/**
 * How often each code occurs: the descriptor of a texture.
 *
 * Input: `codes` of `lbp`, `[height, width]`. Output: grid² histograms one after the other, row by row, each of
 * `lbpHistogramLength` bins, each normalised by itself: by default to sum 1. A cell without pixels stays 0.
 *
 * `var`: `bins` bins of equal width in log₂(1 + v) over [0, 14), where v is the variance on the scale on which
 * white is 255 (its maximum, 127.5², lies just below 14). Equal neighbours, NaN among the codes, count as v = 0.
 * The paper cuts at quantiles of the training set instead; fixed bins need no training.
 *
 * @throws BAD_OPTION when `default` or `ror` would need more than 2^16 bins; LIMIT for more than 2^22 numbers;
 * BAD_SHAPE unless codes are `[height, width]`; MISMATCH for a code that `points` and `method` cannot give.
 */
export function lbpHistogram(codes: NdArray, options: LbpHistogramOptions = {}): Float32Array {
  const resolved = resolveOptions('lbp', lbpHistogramOptions, options);
  const [height, width] = codes.shape;
  if (height === undefined || width === undefined || codes.shape.length !== 2)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected codes of shape [height, width] for lbpHistogram but received [${codes.shape.join(', ')}].`,
    );
  const bins = lbpHistogramLength(resolved);
  requireVectorLength('lbp', bins * resolved.grid ** 2);
  const indices = resolved.method === 'var' ? varianceBins(codes, resolved) : codes;
  const cells = gridCells({ width, height }, resolved.grid);
  const histogram = new Float32Array(cells.length * bins);
  cells.forEach((cell, i) => {
    const counts = countCell(indices, cell, bins);
    histogram.set(normaliseHistogram(counts, resolved.norm), i * bins);
  });
  return histogram;
}

/** Bins of one histogram: 2^P for `default` and `ror`, P + 2, P(P − 1) + 3, or `bins` for `var`. */
export function lbpHistogramLength({
  points,
  method,
  bins,
}: {
  points: number;
  method: LbpMethod;
  bins: number;
}): number {
  if (method === 'uniform') return points + 2;
  if (method === 'nri-uniform') return points * (points - 1) + 3;
  if (method === 'var') return bins;
  if (points > 16)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected at most 16 points for a histogram of method ${method} (2^16 bins) but received ${points}. Use uniform or nri-uniform.`,
    );
  return 2 ** points;
}

function countCell(codes: NdArray, cell: GridCell, bins: number): Float64Array {
  const counts = new Float64Array(bins);
  const width = codes.shape[1]!;
  for (let y = cell.top; y < cell.bottom; y++)
    for (let i = y * width + cell.left; i < y * width + cell.right; i++) {
      const code = codes.data[i]!;
      if (!(code < bins))
        throw new FoveaError(
          'MISMATCH',
          `Expected codes below ${bins} but received ${code}. Give lbpHistogram the points and method that lbp had.`,
        );
      counts[code]!++;
    }
  return counts;
}

const LOG_VARIANCE_RANGE = 14;

function varianceBins(codes: NdArray, { bins, white }: { bins: number; white: number }): NdArray {
  const scale = (255 / white) ** 2;
  const indices = Uint16Array.from(codes.data as ArrayLike<number>, (variance) => {
    if (Number.isNaN(variance)) return 0;
    // Rounding can leave an equal neighbourhood a hair below zero.
    const level = Math.log2(1 + Math.max(0, variance) * scale);
    return Math.min(bins - 1, Math.floor((bins * level) / LOG_VARIANCE_RANGE));
  });
  return { data: indices, shape: codes.shape };
}
