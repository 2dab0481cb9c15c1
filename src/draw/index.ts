export { type AtlasOptions, atlasPage } from './atlas/atlas-page.js';
export { type AtlasSection, chooseWords } from './atlas/choose-words.js';
export { PatchStrip } from './atlas/patch-strip.js';
export {
  type WordExample,
  type WordsWithCentroids,
  WordUsage,
  type WordUse,
} from './atlas/word-usage.js';
export { type BarStyle, type Box, bars } from './bars.js';
export { drawColourHistogram } from './colour-histogram.js';
export { drawFeature } from './draw-feature.js';
export { drawFmp, fmpPictureOptions } from './fmp.js';
export { type DrawnHit, drawHits, type HitsOptions } from './hits.js';
export { drawHog } from './hog.js';
export { drawKeypoints } from './keypoints.js';
export { drawLbp } from './lbp.js';
export { cutPatch, type PatchOptions } from './patch.js';
export type { Picture } from './picture.js';
export type { Rgb } from './rgb.js';
export { drawVector } from './vector.js';
export { drawWords, type WordSource, type WordsOptions } from './words.js';
