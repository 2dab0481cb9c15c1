import { colourHistogram } from '../../features/colour-histogram.js';
import { hog } from '../../features/hog.js';
import { lbp } from '../../features/lbp.js';
import { lbpMethods } from '../../features/lbp-codes.js';
import type { Check } from '../check.js';
import { valuesCheck } from '../values-check.js';

/** Features that turn a whole image into numbers: colour histogram, LBP by every method, HOG. */
export const globalFeatureChecks: readonly Check[] = [
  valuesCheck({
    feature: 'colour histogram',
    against: 'OpenCV',
    area: 'histogram',
    unit: 'bins',
    promise: { worst: 0 },
    ours: (image, options) => colourHistogram(image, { ...options, norm: 'none' }),
  }),
  ...lbpMethods.map((method) =>
    valuesCheck({
      feature: `LBP, ${method}`,
      against: 'scikit-image',
      area: `lbp-${method}`,
      unit: method === 'var' ? 'variances' : 'codes',
      // Variances of 8-bit grey reach 16,000; codes are whole numbers.
      promise: { worst: method === 'var' ? 1e-8 : 0 },
      ours: (image, options) => lbp(image, options).data,
    }),
  ),
  valuesCheck({
    feature: 'HOG',
    against: 'scikit-image',
    area: 'hog',
    unit: 'values',
    promise: { worst: 1e-6 },
    ours: (image, options) => hog(image, options).data,
  }),
  valuesCheck({
    feature: "HOG, OpenCV's",
    against: 'OpenCV',
    area: 'hog-opencv',
    unit: 'values',
    promise: { worst: 1e-5 },
    ours: (image, options) => hog(image, options).data,
  }),
];
