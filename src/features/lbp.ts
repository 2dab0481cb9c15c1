import type { NdArray } from '../core/ndarray.js';
import { choice, integer, number, type OptionsOf, resolveOptions } from '../core/options.js';
import type { Image } from '../image/image.js';
import { lumaOption, toGrey } from '../image/luma.js';
import { hasKernels } from '../kernels/kernels.js';
import { lbpKernel } from '../kernels/lbp.js';
import { encodePatterns, lbpMethods } from './lbp-codes.js';
import { circleOffsets, lbpPatterns, lbpVariances } from './lbp-patterns.js';

/** The options of `lbp`. */
export const lbpCodeOptions = {
  points: integer({ default: 8, min: 2, max: 31, describe: 'P: neighbours on the circle' }),
  radius: number({ default: 1, min: 0.1, max: 100, describe: 'R: radius of the circle, in pixels' }),
  method: choice({
    choices: lbpMethods,
    default: 'nri-uniform',
    describe: 'how the pattern of a pixel becomes its code',
  }),
  luma: lumaOption,
};

/** Options of `lbp`; what is left out takes its default in `lbpCodeOptions`. */
export type LbpOptions = Partial<OptionsOf<typeof lbpCodeOptions>>;

/**
 * Local binary patterns: how each pixel compares with a circle of neighbours.
 *
 * 1. Neighbour p of P lies at angle 2πp/P, counter-clockwise on screen from the right, at distance R; its
 *    offset is rounded to five decimals. Between pixels it is interpolated bilinearly; outside the image
 *    everything is 0.
 * 2. Bit p of the pattern is 1 where neighbour p is at least as bright as the pixel.
 * 3. The pattern becomes a code:
 *
 * | method | code | codes |
 * |---|---|---|
 * | `default` | the pattern itself, bit 0 the neighbour to the right | 2^P |
 * | `ror` | the smallest of the pattern's P rotations: invariant to rotation | 2^P, few of them used |
 * | `uniform` | the number of ones if at most 2 neighbouring bits differ, else P + 1: invariant to rotation | P + 2 |
 * | `nri-uniform` | one code for each pattern of at most 2 changes, one for all others: not invariant | P(P − 1) + 3 |
 * | `var` | variance of the neighbours, in squared grey levels; NaN where they are all equal | real numbers |
 *
 * Input: grey as it is, RGB through `luma`. Output: `[height, width]`, Uint32Array, for `var` Float64Array.
 * A kernel compares 8-bit grey, for all methods but `var`; its codes are those of the plain path.
 *
 * Source: T. Ojala, M. Pietikäinen, T. Mäenpää, "Multiresolution gray-scale and rotation invariant texture
 * classification with local binary patterns", PAMI 24(7), 2002, doi:10.1109/TPAMI.2002.1017623; `nri-uniform`:
 * T. Ahonen, A. Hadid, M. Pietikäinen, PAMI 28(12), 2006, doi:10.1109/TPAMI.2006.244.
 *
 * Differences from scikit-image's `local_binary_pattern(image, P, R, method)`: none in the codes. It calls
 * `nri-uniform` `nri_uniform`, defaults to `default`, and gives float64 throughout; there, too, the radius is
 * held in float32. Differences from the paper: the border is coded as well (with 0 outside), not left out.
 *
 * @throws BAD_OPTION; BAD_SHAPE for other than 1 or 3 channels; BAD_DATA when a pixel is NaN or infinite.
 */
export function lbp(image: Image, options: LbpOptions = {}): NdArray<Uint32Array | Float64Array> {
  const { points, radius, method, luma } = resolveOptions('lbp', lbpCodeOptions, options);
  const shape = [image.height, image.width];
  const circle = circleOffsets(points, radius);
  const grey = toGrey(image, luma);
  if (method === 'var') return { data: lbpVariances(grey, circle), shape };
  if (!(grey.data instanceof Uint8Array) || !hasKernels())
    return { data: encodePatterns(lbpPatterns(grey, circle), { method, points }), shape };
  const found = lbpKernel(grey as Image<Uint8Array>, circle, { uniform: method === 'uniform' });
  return { data: method === 'uniform' ? found : encodePatterns(found, { method, points }), shape };
}
