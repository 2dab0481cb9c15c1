export { type BowOptions, bowOptions, type EncodeWordsOptions, encodeWordsOptions } from './bow-options.js';
export type { DescriptorSource } from './descriptor-source.js';
export { encodeWords } from './encode-words.js';
export { type KMeansOptions, kMeans, kMeansInBands, type OpenBands } from './k-means/k-means.js';
export type { Clustering } from './k-means/lloyd-steps.js';
export { miniBatchKMeans } from './k-means/mini-batch.js';
export { restoreWords } from './restore-words.js';
export { sampleDescriptors } from './sample-descriptors.js';
export { type TrainVocabularyOptions, trainVocabulary, trainVocabularyInBands } from './train-vocabulary.js';
export {
  type TrainVocabularyTreeOptions,
  trainVocabularyTree,
  treeOptions,
} from './train-vocabulary-tree.js';
export { VisualWords, type VocabularyTraining, type WordsKnowledge } from './visual-words.js';
export { Vocabulary, type VocabularyParts } from './vocabulary.js';
export { VocabularyTree, type VocabularyTreeParts } from './vocabulary-tree.js';
