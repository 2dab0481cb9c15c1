import { type OptionsOf, resolveOptions } from '../core/options.js';
import type { Image } from '../image/image.js';
import { lumaOption, toGrey } from '../image/luma.js';
import type { GlobalExtractor, OptionValues } from './extractor.js';
import { lbp } from './lbp.js';
import { lbpHistogram, lbpHistogramOptions } from './lbp-histogram.js';

/** The options of `lbpMultiscale`. */
export const lbpMultiscaleOptions = { luma: lumaOption, norm: lbpHistogramOptions.norm };

/** Options of `lbpMultiscale`; what is left out takes its default. */
export type LbpMultiscaleOptions = Partial<OptionsOf<typeof lbpMultiscaleOptions>>;

const CIRCLES = [
  { points: 8, radius: 1 },
  { points: 16, radius: 2 },
  { points: 24, radius: 3 },
] as const;

/**
 * Texture at three scales, invariant to rotation: the `uniform` LBP histograms of (P, R) = (8, 1), (16, 2) and
 * (24, 3), each of sum 1, one after the other: 10 + 18 + 26 = 54 numbers.
 *
 * Source: T. Ojala, M. Pietikäinen, T. Mäenpää, PAMI 24(7), 2002, doi:10.1109/TPAMI.2002.1017623, section 2.5.
 * Differences from the paper: it adds the log-likelihoods of the three scales; here a classifier weighs them.
 */
export function lbpMultiscale(image: Image, options: LbpMultiscaleOptions = {}): Float32Array {
  const { luma, norm } = resolveOptions('lbp-multiscale', lbpMultiscaleOptions, options);
  const grey = toGrey(image, luma);
  const histograms = CIRCLES.map((circle) => {
    const codes = lbp(grey, { ...circle, method: 'uniform' });
    return lbpHistogram(codes, { points: circle.points, method: 'uniform', norm });
  });
  return Float32Array.from(histograms.flatMap((histogram) => [...histogram]));
}

/** `lbpMultiscale` for the registry. */
export const lbpMultiscaleExtractor: GlobalExtractor = {
  kind: 'global',
  name: 'lbp-multiscale',
  summary:
    'rotation-invariant local binary patterns at three scales, (8,1), (16,2) and (24,3), as histograms',
  options: lbpMultiscaleOptions,
  sizeDependent: false,
  extract: (image: Image, options: OptionValues = {}) => lbpMultiscale(image, options),
};
