/** How often each visual word occurs in one image: the words that do, ascending, and their counts. */
export interface WordCounts {
  readonly words: Int32Array;
  readonly counts: Uint32Array;
}

/** Counts the words of an image's descriptors. No words give empty lists. */
export function countWords(assigned: Int32Array): WordCounts {
  const sorted = assigned.slice().sort();
  const words = new Int32Array(sorted.length);
  const counts = new Uint32Array(sorted.length);
  let last = -1;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) words[++last] = sorted[i]!;
    counts[last]!++;
  }
  return { words: words.slice(0, last + 1), counts: counts.slice(0, last + 1) };
}
