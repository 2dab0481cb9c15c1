import { type OptionsOf, resolveOptions } from '../core/options.js';
import type { Image } from '../image/image.js';
import { toGrey } from '../image/luma.js';
import type { GlobalExtractor, OptionValues } from './extractor.js';
import { lbp, lbpCodeOptions } from './lbp.js';
import { lbpHistogram, lbpHistogramOptions } from './lbp-histogram.js';

const { bins, grid, norm } = lbpHistogramOptions;

/** The options of the `lbp` feature: those of the codes, and how they are counted. */
export const lbpOptions = { ...lbpCodeOptions, bins, grid, norm };

/** Options of `lbpFeature`; what is left out takes its default in `lbpOptions`. */
export type LbpFeatureOptions = Partial<OptionsOf<typeof lbpOptions>>;

/**
 * The histogram of an image's local binary patterns (`lbp`, then `lbpHistogram`), of sum 1 a grid cell.
 *
 * The default, `nri-uniform` with P = 8 and R = 1, has 59 bins. It is not invariant to rotation; `uniform` (10 bins)
 * is. On KTH-TIPS, 40 training images a class, a standardised RBF SVM (C = 10) reaches 95% on the former and
 * 86% on the latter, which is why the former is the default.
 */
export function lbpFeature(image: Image, options: LbpFeatureOptions = {}): Float32Array {
  const { bins, grid, norm, ...codeOptions } = resolveOptions('lbp', lbpOptions, options);
  const { points, method } = codeOptions;
  const grey = toGrey(image, codeOptions.luma);
  return lbpHistogram(lbp(grey, codeOptions), { points, method, bins, grid, norm, white: whiteOf(grey) });
}

function whiteOf({ data }: Image): number {
  if (data instanceof Uint8Array) return 255;
  return data instanceof Uint16Array ? 65535 : 1;
}

/** `lbpFeature` for the registry. */
export const lbpExtractor: GlobalExtractor = {
  kind: 'global',
  name: 'lbp',
  summary: 'local binary patterns: how each pixel compares with a circle of neighbours, as a histogram',
  options: lbpOptions,
  sizeDependent: false,
  extract: (image: Image, options: OptionValues = {}) => lbpFeature(image, options),
};
