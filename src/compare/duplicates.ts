import { fingerprint } from '../core/fingerprint.js';
import type { Dataset } from '../data/dataset.js';
import { type ImageSignature, imageSignature, type NearDuplicate, nearDuplicates } from './leaks/index.js';
import type { Store } from './store.js';

/** The store's key of the leak guard's signatures. */
export const SIGNATURES = 'leak signatures';

/** The store's key of the near-duplicates of sets of images. */
const DUPLICATES = 'near duplicates';

/** Images that were surveyed with signatures. */
export interface SurveyedSet {
  /** Into the data set. */
  readonly indices: readonly number[];
  /** The item of each in the store. */
  readonly contents: readonly string[];
}

/** Near-duplicates in a set of images, as indices into the data set; found once for one set. */
export async function duplicatesAmong(
  { indices, contents }: SurveyedSet,
  { dataset, store }: { readonly dataset: Dataset; readonly store: Store },
): Promise<NearDuplicate[]> {
  const item = fingerprint(contents);
  const known = store.get(DUPLICATES, item) as NearDuplicate[] | undefined;
  const found = known ?? nearDuplicates(await signaturesOf({ indices, contents }, { dataset, store }));
  if (!known) store.put(DUPLICATES, [{ item, value: found, seconds: 0 }]);
  return found.map(({ images: [a, b], ...pair }) => ({ images: [indices[a]!, indices[b]!], ...pair }));
}

async function signaturesOf(
  { indices, contents }: SurveyedSet,
  { dataset, store }: { dataset: Dataset; store: Store },
): Promise<ImageSignature[]> {
  const signatures: ImageSignature[] = [];
  for (const [i, index] of indices.entries()) {
    const known = store.get(SIGNATURES, contents[i]!) as ImageSignature | undefined;
    signatures.push(known ?? imageSignature(await dataset.load(index)));
  }
  return signatures;
}
