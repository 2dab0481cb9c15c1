export { openIndex, saveIndex } from './index-file.js';
export { indexImages } from './index-images.js';
export { describeImage, type IndexSettings, indexSettings } from './index-settings.js';
export { createIndex, MemoryIndex } from './memory-index.js';
export { averagePrecision, meanAveragePrecision, precisionAt, type RankedAnswer } from './metrics.js';
export type { Hit, SearchIndex, SearchOptions } from './search-index.js';
export type { WordCounts } from './word-counts.js';
