import { FoveaError } from '../core/errors.js';
import { ndarray } from '../core/ndarray.js';
import { type Json, type State, tensorOf } from '../core/state.js';
import type { IndexSettings } from './index-settings.js';
import type { WordCounts } from './word-counts.js';

type Entry = readonly [path: string, words: WordCounts];

const owner = 'index';

/**
 * What an index holds, as it is saved: paths in order of code units; `starts[i]` to `starts[i + 1] − 1` are the
 * places of image i's words (ascending) and counts.
 */
export function imagesState(entries: readonly Entry[]): State {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const paths = sorted.map(([path]) => path);
  const starts = new Uint32Array(sorted.length + 1);
  sorted.forEach(([, { words }], i) => {
    starts[i + 1] = starts[i]! + words.length;
  });
  const words = new Int32Array(starts.at(-1)!);
  const counts = new Uint32Array(words.length);
  sorted.forEach(([, image], i) => {
    words.set(image.words, starts[i]!);
    counts.set(image.counts, starts[i]!);
  });
  return {
    config: { paths },
    tensors: {
      starts: ndarray(starts, [starts.length]),
      words: ndarray(words, [words.length]),
      counts: ndarray(counts, [counts.length]),
    },
  };
}

/** The entries of `imagesState`. @throws BAD_FILE when they contradict themselves or a vocabulary of so many words. */
export function imagesFrom(state: State, vocabularyWords: number): Entry[] {
  const { paths } = state.config;
  if (!isTexts(paths)) throw contradiction('it names no images');
  const starts = tensorOf(state, 'starts', { owner, type: Uint32Array }).data;
  const words = tensorOf(state, 'words', { owner, type: Int32Array }).data;
  const counts = tensorOf(state, 'counts', { owner, type: Uint32Array }).data;
  if (starts.length !== paths.length + 1 || starts[0] !== 0 || starts[paths.length] !== words.length)
    throw contradiction(`${paths.length} images do not fit its lists`);
  if (counts.length !== words.length) throw contradiction('it has not one count a word');
  return paths.map((path, i) => {
    const [start, end] = [starts[i]!, starts[i + 1]!];
    const image = { words: words.slice(start, end), counts: counts.slice(start, end) };
    if (end < start || !isConsistent(image, vocabularyWords))
      throw contradiction(`the words of ${path} are out of order`);
    return [path, image];
  });
}

function isConsistent({ words, counts }: WordCounts, vocabularyWords: number): boolean {
  return words.every(
    (word, i) => word >= 0 && word < vocabularyWords && counts[i]! > 0 && (i === 0 || word > words[i - 1]!),
  );
}

/** The settings as they are saved. */
export const settingsState = ({ feature, options, load }: IndexSettings): State => ({
  config: { feature, options, load: { ...load } as { [key: string]: Json } },
  tensors: {},
});

/** The settings of `settingsState`. @throws BAD_FILE when they are none. */
export function settingsFrom({ config }: State): IndexSettings {
  const { feature, options, load } = config;
  if (typeof feature !== 'string' || !isRecord(options) || !isRecord(load))
    throw contradiction('it does not say how its images were described');
  return { feature, options, load };
}

const isTexts = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const contradiction = (what: string): FoveaError =>
  new FoveaError('BAD_FILE', `Expected an index but ${what}. Build it anew.`);
