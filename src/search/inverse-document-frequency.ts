/**
 * How telling a word is that `images` of `total` images have: ln(1 + (total − images + ½) / (images + ½)), the idf of
 * BM25 as Lucene has it. Close to ln(total / images), but above 0 even for a word that every image has, and finite
 * for one that none has.
 *
 * S. Robertson, H. Zaragoza: The probabilistic relevance framework: BM25 and beyond, 2009, doi:10.1561/1500000019.
 */
export const inverseDocumentFrequency = (images: number, total: number): number =>
  Math.log(1 + (total - images + 0.5) / (images + 0.5));
