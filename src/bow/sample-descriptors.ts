import { FoveaError } from '../core/errors.js';
import { type NdArray, row } from '../core/ndarray.js';
import { Random } from '../core/random.js';

/**
 * Draws descriptors to learn a vocabulary from: uniformly, without repetition, over all descriptors of all images,
 * so that an image with many keypoints weighs more than one with few.
 *
 * @param lists one `[keypoints, length]` array an image; images without descriptors are fine.
 * @param options.count how many at most; all of them, when there are no more.
 * @returns `[min(count, total), length]` (a copy), in the order of the images.
 * @throws BAD_SHAPE when descriptors differ in length, naming the first image that does.
 */
export function sampleDescriptors(
  lists: readonly NdArray<Float32Array | Uint8Array>[],
  options: { count: number; seed: number },
): NdArray<Float32Array> {
  const length = lists.find((list) => list.shape[0]! > 0)?.shape[1] ?? 0;
  const starts = startsOf(lists, length);
  const chosen = new Random(options.seed).sample(starts.at(-1)!, options.count);
  const data = new Float32Array(chosen.length * length);
  let image = 0;
  for (let i = 0; i < chosen.length; i++) {
    while (chosen[i]! >= starts[image + 1]!) image++;
    data.set(row(lists[image]!, chosen[i]! - starts[image]!), i * length);
  }
  return { data, shape: [chosen.length, length] };
}

/** Where each image's descriptors start when all are counted through; the total comes last. */
function startsOf(lists: readonly NdArray<Float32Array | Uint8Array>[], length: number): number[] {
  const starts = [0];
  lists.forEach((list, image) => {
    const count = list.shape[0]!;
    if (count > 0 && list.shape[1] !== length)
      throw new FoveaError(
        'BAD_SHAPE',
        `Expected descriptors of ${length} numbers, as in the images before, but image ${image} has ${list.shape[1]}.`,
      );
    starts.push(starts[image]! + count);
  });
  return starts;
}
