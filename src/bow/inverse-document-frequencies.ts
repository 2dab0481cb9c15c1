/**
 * idf of each word: `log(documents / frequency)`, natural logarithm, so that a word of every image weighs 0.
 * A word that no image had weighs 0 too: nothing is known of it (as in DBoW2), and without the rule it would weigh
 * infinitely much.
 *
 * Source: Sivic & Zisserman, ICCV 2003, doi:10.1109/ICCV.2003.1238663, section 4.
 * Differences from scikit-learn's TfidfTransformer: no smoothing, and no 1 added.
 */
export function inverseDocumentFrequencies(frequencies: Int32Array, documents: number): Float64Array {
  return Float64Array.from(frequencies, (frequency) =>
    frequency === 0 ? 0 : Math.log(documents / frequency),
  );
}
