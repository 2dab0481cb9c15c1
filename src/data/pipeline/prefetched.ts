import { pMapIterable } from 'p-map';

/**
 * What `load` makes of each item, in order, with up to `ahead` of them under way or waiting while the caller works:
 * files are read and decoded (in threads of sharp's own) beside the training.
 * @param options.ahead default 4: about two for each core of a small machine.
 */
export function prefetched<T, R>(
  items: Iterable<T>,
  load: (item: T) => Promise<R>,
  { ahead = 4 }: { readonly ahead?: number } = {},
): AsyncIterable<R> {
  return pMapIterable(items, load as (item: T) => Promise<Awaited<R>>, {
    concurrency: ahead,
    backpressure: ahead,
  });
}
