import { FoveaError } from '../../../src/core/errors.js';
import type { Dataset } from '../../../src/data/dataset.js';
import { pattern, patternNames } from '../../models/helpers/patterns.js';

/** Pictures of three patterns as a data set; those whose index is in `broken` cannot be decoded. */
export function patternDataset(perClass: number, { broken = [] as readonly number[] } = {}): Dataset {
  const labels = Int32Array.from({ length: perClass * patternNames.length }, (_, i) =>
    Math.floor(i / perClass),
  );
  const pathOf = (i: number) => `patterns/${patternNames[labels[i]!]}/${i}.png`;
  return {
    name: 'patterns',
    classNames: patternNames,
    labels,
    pathOf,
    async load(i) {
      if (broken.includes(i))
        throw new FoveaError('BAD_IMAGE', `Expected an image in ${pathOf(i)} but received junk.`);
      return pattern(labels[i]!, i, 32);
    },
  };
}
