export { type BowOptions, bowOptions, type EncodeWordsOptions, encodeWordsOptions } from './bow-options.js';
export type { DescriptorSource } from './descriptor-source.js';
export { encodeWords } from './encode-words.js';
export { type KMeansOptions, kMeans, kMeansInBands, type OpenBands } from './k-means/k-means.js';
export type { Clustering } from './k-means/lloyd-steps.js';
export { miniBatchKMeans } from './k-means/mini-batch.js';
export { sampleDescriptors } from './sample-descriptors.js';
export { type TrainVocabularyOptions, trainVocabulary, trainVocabularyInBands } from './train-vocabulary.js';
export { Vocabulary, type VocabularyParts, type VocabularyTraining } from './vocabulary.js';
