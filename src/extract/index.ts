export { bandsInWorkers } from './bands-in-workers.js';
export { encodeToFile, type VectorCard } from './encode-to-file.js';
export { encoderArtefact, openEncoder, saveEncoder } from './encoder-file.js';
export {
  type BatchOptions,
  type BatchReport,
  type Extracted,
  extractBatch,
  type FeatureSink,
  type Skipped,
} from './extract-batch.js';
export { type ExtractToFileOptions, extractToFile } from './extract-to-file.js';
export type { FeatureCall, FeatureCard } from './feature-card.js';
export { gatherDescriptors } from './gather-descriptors.js';
export { type DescribedImage, gatherFeatures } from './gather-features.js';
export { learnVocabulary, learnVocabularyInWorkers, vocabularyOptions } from './learn-vocabulary.js';
export { mergeShards } from './merge-shards.js';
export {
  type DescriptorSet,
  holdsDescriptors,
  type NamedExtract,
  readDescriptors,
} from './read-descriptors.js';
export type { Shard } from './share.js';
export { openSink } from './sinks.js';
export { openVocabulary, openWords, saveVocabulary } from './vocabulary-file.js';
