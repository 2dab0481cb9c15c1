import { FoveaError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';

/**
 * The items of a stream in another order, through a buffer: each new item takes the place of a random one, which goes
 * out. A buffer as large as the stream makes every order equally likely; a smaller one keeps items near their place.
 * @param options.buffer items kept at once, at least 1.
 * @throws BAD_OPTION for a buffer of less than one item.
 */
export async function* shuffled<T>(
  items: AsyncIterable<T> | Iterable<T>,
  { buffer, random }: { readonly buffer: number; readonly random: Random },
): AsyncGenerator<T, void, undefined> {
  if (!Number.isInteger(buffer) || buffer < 1)
    throw new FoveaError('BAD_OPTION', `Expected a buffer of at least one item but received ${buffer}.`);
  const kept: T[] = [];
  for await (const item of items) {
    if (kept.length < buffer) {
      kept.push(item);
      continue;
    }
    const place = random.integer(0, buffer - 1);
    const out = kept[place]!;
    kept[place] = item;
    yield out;
  }
  yield* random.shuffle(kept);
}
