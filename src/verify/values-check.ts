import type { NumericArray } from '../core/ndarray.js';
import type { OptionValues } from '../features/extractor.js';
import type { Image } from '../image/image.js';
import type { Check } from './check.js';
import { differences, together } from './differences.js';
import { casesOf } from './goldens.js';

/** A check that compares numbers one by one, over all cases of an area. */
export interface ValuesCheck extends Omit<Check, 'measure'> {
  /** Fovea's answer to a case. */
  ours(image: Image<Uint8Array>, options: OptionValues): NumericArray | readonly number[];
}

/** @throws BAD_FILE for an area that the goldens do not have. */
export function valuesCheck({ ours, ...row }: ValuesCheck): Check {
  return {
    ...row,
    measure(goldens) {
      const cases = casesOf(goldens, row.area);
      const parts = cases.map(({ image, options, expected }) =>
        differences(ours(image, options), expected.data),
      );
      return { images: new Set(cases.map(({ imageName }) => imageName)).size, ...together(parts) };
    },
  };
}
