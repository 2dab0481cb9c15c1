import { convolve } from '../../image/convolve.js';
import { correlate } from '../../image/correlate.js';
import { rgbToHsv } from '../../image/hsv.js';
import type { Image } from '../../image/image.js';
import { rgbToLab } from '../../image/lab.js';
import { toGrey } from '../../image/luma.js';
import type { Border } from '../../image/padding.js';
import { resizeImage } from '../../image/resize.js';
import type { Check } from '../check.js';
import { everyColourCheck } from '../every-colour-check.js';
import { valuesCheck } from '../values-check.js';

/** Decoding, grey, colour spaces, filters and sizes. */
export const imageChecks: readonly Check[] = [
  valuesCheck({
    feature: 'JPEG decoding',
    against: 'OpenCV',
    area: 'decode',
    unit: 'values',
    promise: { worst: 0 },
    ours: ({ data }) => data,
  }),
  everyColourCheck({
    feature: 'grey, bt601',
    against: 'OpenCV',
    digest: 'grey',
    convert: (rgb) => toGrey(rgb),
  }),
  valuesCheck({
    feature: 'grey, bt709',
    against: 'scikit-image',
    area: 'bt709',
    unit: 'pixels',
    promise: { worst: 1e-12 },
    ours: (image) => toGrey(image, 'bt709').data,
  }),
  everyColourCheck({ feature: 'HSV, 8-bit', against: 'OpenCV', digest: 'hsv', convert: rgbToHsv }),
  everyColourCheck({ feature: 'Lab, 8-bit', against: 'OpenCV', digest: 'lab', convert: rgbToLab }),
  valuesCheck({
    feature: 'Lab, float',
    against: 'scikit-image',
    area: 'lab-float',
    unit: 'values',
    promise: { worst: 1e-10 },
    ours: (image) => rgbToLab(unitFloats(image)).data,
  }),
  valuesCheck({
    feature: 'convolution',
    against: 'SciPy',
    area: 'convolve',
    unit: 'pixels',
    promise: { worst: 1e-10 },
    ours: (image, options) =>
      convolve(toGrey(image), kernelOf(options), { ...borderOf(options), output: 'float64' }).data,
  }),
  valuesCheck({
    feature: '8-bit filters',
    against: 'OpenCV',
    area: 'filter2d',
    unit: 'pixels',
    // By 1 where the exact sum lies within about 1e-5 of a tie: OpenCV adds up in float32.
    promise: { worst: 1, agreeingShare: 0.995 },
    ours: (image, options) =>
      correlate(toGrey(image), kernelOf(options), { ...borderOf(options), output: 'uint8' }).data,
  }),
  valuesCheck({
    feature: 'resize',
    against: 'OpenCV',
    area: 'resize',
    unit: 'values',
    promise: { worst: 1 },
    ours: (image, options) => resizeImage(image, options as { width: number; height: number }).data,
  }),
];

type FilterOptions = Readonly<Record<string, unknown>>;

const kernelOf = (options: FilterOptions) => options.kernel as number[][];

const borderOf = (options: FilterOptions) => ({ border: options.border as Border });

const unitFloats = (image: Image<Uint8Array>): Image<Float64Array> => ({
  ...image,
  data: Float64Array.from(image.data, (value) => value / 255),
});
