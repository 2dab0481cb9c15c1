import { FoveaError } from '../core/errors.js';
import type { Dataset, Split } from '../data/dataset.js';

/** @throws BAD_DATA, naming it, for a class without images to train on, or when there is nothing to test on. */
export function confirmEveryClass({ classNames, labels, name }: Dataset, { train, test }: Split): void {
  const trained = new Set(Array.from(train, (index) => labels[index]));
  const missing = classNames.find((_, label) => !trained.has(label));
  if (missing === undefined && test.length > 0) return;
  throw new FoveaError(
    'BAD_DATA',
    `Expected images of ${name} ${missing === undefined ? 'to test on' : `to train on in class '${missing}'`} but there are none. Check the split.`,
  );
}
