import { fingerprint } from '../core/fingerprint.js';
import type { State } from '../core/state.js';
import type { Representation } from '../models/representation.js';
import type { Bench, Sides } from './bench.js';
import { Stopwatch } from './stopwatch.js';

/** The vectors of one representation, fitted on one training side. */
export interface Vectors {
  readonly train: readonly Float32Array[];
  readonly test: readonly Float32Array[];
  /** Fitting and encoding of the training images; encoding of the test images. */
  readonly seconds: { readonly train: number; readonly test: number };
}

/** Whether a representation learns from training images: of one that does not, extracts are vectors. */
export const learns = ({ fitKey, cacheKey }: Pick<Representation, 'fitKey' | 'cacheKey'>): boolean =>
  fitKey !== cacheKey;

/** The store's key of what a representation that learns makes of one training side. */
export function vectorsKey(
  { fitKey }: Pick<Representation, 'fitKey'>,
  { train }: Sides,
  { contents }: Pick<Bench, 'contents'>,
): string {
  return `vectors ${fitKey} ${fingerprint(train.map((index) => contents[index]!))}`;
}

/** Under the key of vectors: what was learnt. */
export const STATE_ITEM = 'state';

/**
 * The vectors of a representation, and the representation fitted: from the store, or learnt and put there. What is
 * missing or damaged in the store is made again.
 */
export async function vectorsOf(
  representation: Representation,
  sides: Sides,
  bench: Bench,
): Promise<Vectors> {
  if (!learns(representation)) return learnVectors(representation, sides, bench);
  const key = vectorsKey(representation, sides, bench);
  const known = storedVectors(representation, sides, { key, bench });
  if (known) return known;
  const vectors = await learnVectors(representation, sides, bench);
  putVectors(vectors, sides, { key, state: representation.state(), bench });
  return vectors;
}

function putVectors(
  vectors: Vectors,
  sides: Sides,
  { key, state, bench: { store, contents } }: { key: string; state: State; bench: Bench },
): void {
  const itemsOf = (side: 'train' | 'test') =>
    sides[side].map((index, i) => ({
      item: contents[index]!,
      value: vectors[side][i]!,
      seconds: vectors.seconds[side] / sides[side].length,
    }));
  // The state last: where it is, the vectors are too.
  const learnt = { item: STATE_ITEM, value: state, seconds: 0 };
  store.put(key, [...itemsOf('train'), ...itemsOf('test'), learnt]);
}

function storedVectors(
  representation: Representation,
  { train, test }: Sides,
  { key, bench: { store, contents } }: { key: string; bench: Bench },
): Vectors | undefined {
  const state = store.get(key, STATE_ITEM) as State | undefined;
  if (!state) return undefined;
  const vectors = { train: [] as Float32Array[], test: [] as Float32Array[] };
  const seconds = { train: 0, test: 0 };
  for (const [side, indices] of [
    ['train', train],
    ['test', test],
  ] as const)
    for (const index of indices) {
      const vector = store.get(key, contents[index]!) as Float32Array | undefined;
      if (!vector) return undefined;
      vectors[side].push(vector);
      seconds[side] += store.secondsOf(key, contents[index]!)!;
    }
  representation.restore(state);
  return { ...vectors, seconds };
}

/**
 * Fits a representation on the training images and encodes both sides, whatever the store may hold. The extracts of
 * the training images are in memory at once, those of the test images one at a time.
 */
export async function learnVectors(
  representation: Representation,
  { train, test }: Sides,
  bench: Bench,
): Promise<Vectors> {
  const [training, testing] = [new Stopwatch(bench.clock), new Stopwatch(bench.clock)];
  const extracts: unknown[] = [];
  for (const index of train) extracts.push(await extractOf(representation, index, bench));
  await training.timeAsync(() => representation.fit(extracts));
  const encoded = {
    train: training.time(() => extracts.map((extract) => representation.encode(extract))),
    test: [] as Float32Array[],
  };
  for (const index of test) {
    const extract = await extractOf(representation, index, bench);
    encoded.test.push(testing.time(() => representation.encode(extract)));
  }
  return { ...encoded, seconds: { train: training.seconds, test: testing.seconds } };
}

/** An image's extract from the store, or, where that is damaged or gone, from the image, and put there again. */
async function extractOf(
  representation: Representation,
  index: number,
  { store, contents, dataset, clock }: Bench,
): Promise<unknown> {
  const { cacheKey } = representation;
  const item = contents[index]!;
  const known = store.get(cacheKey, item);
  if (known !== undefined) return known;
  const image = await dataset.load(index);
  const watch = new Stopwatch(clock);
  const value = watch.time(() => representation.extract(image));
  store.put(cacheKey, [{ item, value, seconds: watch.seconds }]);
  return value;
}
