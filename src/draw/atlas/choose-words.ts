import type { WordUse } from './word-usage.js';

/** Words that have something in common, and what. */
export interface AtlasSection {
  readonly title: string;
  readonly about: string;
  readonly words: readonly WordUse[];
}

/**
 * The words worth a look: the most frequent, the burstiest, and the rarest that at least two images have. Equal ones by
 * number; words that no image has are left out.
 */
export function chooseWords(words: readonly WordUse[], { most }: { most: number }): AtlasSection[] {
  const used = words.filter(({ images }) => images > 0);
  const first = (key: (word: WordUse) => number, of: readonly WordUse[] = used) =>
    [...of].sort((a, b) => key(b) - key(a) || a.word - b.word).slice(0, most);
  const sections = [
    {
      title: 'Most frequent',
      about: 'Found nearly everywhere, these say little about an image: tf-idf gives them little weight.',
      words: first(({ images, occurrences }) => images + occurrences / 1e9),
    },
    {
      title: 'Burstiest',
      about: 'Where they occur they occur often, as repeated structure does: windows, waves, fur.',
      words: first(
        ({ burstiness }) => burstiness,
        used.filter(({ burstiness }) => burstiness > 1),
      ),
    },
    {
      title: 'Rarest',
      about: 'In few images, but in more than one: what tf-idf trusts most.',
      words: first(
        ({ images, occurrences }) => -images - occurrences / 1e9,
        used.filter(({ images }) => images > 1),
      ),
    },
  ];
  return sections.filter((section) => section.words.length > 0);
}
