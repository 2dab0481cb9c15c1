/** The weight of a word that occurs `count` times in an image: its square root, as repeated structure bursts. */
export const termFrequency = (count: number): number => Math.sqrt(count);

/**
 * How telling a word is that occurs in `images` of `total` images: ln((1 + total) / (1 + images)) + 1. As if one
 * more image had every word, so that words the index has never seen have a weight too, and a word that is
 * everywhere still counts a little.
 */
export const inverseDocumentFrequency = (images: number, total: number): number =>
  Math.log((1 + total) / (1 + images)) + 1;
