export { type BowOptions, bowOptions, type EncodeWordsOptions, encodeWordsOptions } from './bow-options.js';
export type { DescriptorSource } from './descriptor-source.js';
export { encodeWords } from './encode-words.js';
export { sampleDescriptors } from './sample-descriptors.js';
export { type TrainVocabularyOptions, trainVocabulary } from './train-vocabulary.js';
export { Vocabulary, type VocabularyParts, type VocabularyTraining } from './vocabulary.js';
