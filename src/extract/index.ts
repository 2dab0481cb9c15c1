export {
  type BatchOptions,
  type BatchReport,
  type Extracted,
  extractBatch,
  type FeatureSink,
  type Skipped,
} from './extract-batch.js';
export { type DescribedImage, gatherFeatures } from './gather-features.js';
export { learnVocabulary, vocabularyOptions } from './learn-vocabulary.js';
export { openSink } from './sinks.js';
export { openVocabulary, saveVocabulary } from './vocabulary-file.js';
