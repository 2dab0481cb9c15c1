import type { Dataset } from '../data/dataset.js';
import type { Image } from '../image/image.js';

/** An image of a data set, or why there is none. */
export type Loaded =
  | { readonly index: number; readonly image: Image; readonly error?: undefined }
  | { readonly index: number; readonly image?: undefined; readonly error: unknown };

/**
 * Decodes images in the given order, never more than `ahead` besides the one in use, so that decoding goes on
 * beside the work of the caller and memory holds a handful of images however many there are.
 */
export async function* loadAhead(
  dataset: Dataset,
  indices: readonly number[],
  ahead = 2,
): AsyncGenerator<Loaded, void, undefined> {
  const pending: Promise<Loaded>[] = [];
  let next = 0;
  while (next < indices.length || pending.length > 0) {
    while (next < indices.length && pending.length <= ahead) pending.push(loadOne(dataset, indices[next++]!));
    yield await pending.shift()!;
  }
}

async function loadOne(dataset: Dataset, index: number): Promise<Loaded> {
  try {
    return { index, image: await dataset.load(index) };
  } catch (error) {
    return { index, error };
  }
}
