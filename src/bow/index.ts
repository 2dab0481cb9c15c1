export { type BowOptions, bowOptions, type EncodeWordsOptions, encodeWordsOptions } from './bow-options.js';
export type { DescriptorSource } from './descriptor-source.js';
export { encodeWords } from './encode-words.js';
export { Encoder } from './encoder.js';
export type { Encoding, FittedEncoding, ImageDescriptors, TrainingDescriptors } from './encoding.js';
export { encodings, findEncoding } from './encodings.js';
export { type FisherVectorOptions, fisherVector, fisherVectorOptions } from './fisher-vector.js';
export { GaussianMixture, type GaussianMixtureParts } from './gaussian-mixture.js';
export { type KMeansOptions, kMeans, kMeansInBands, type OpenBands } from './k-means/k-means.js';
export type { Clustering } from './k-means/lloyd-steps.js';
export { miniBatchKMeans } from './k-means/mini-batch.js';
export { type LocalExtract, localExtract, positionsOf, trainingDescriptors } from './local-extract.js';
export { responsibilities } from './mixture-statistics.js';
export { powerNormalise, scaleToUnitLength } from './power-norm.js';
export { PrincipalComponents, type PrincipalComponentsParts } from './principal-components.js';
export { restoreWords } from './restore-words.js';
export { sampleDescriptors } from './sample-descriptors.js';
export { type SpatialPyramidOptions, spatialPyramid, spatialPyramidOptions } from './spatial-pyramid.js';
export {
  type GaussianMixtureOptions,
  gaussianMixtureOptions,
  type TrainedMixture,
  trainGaussianMixture,
} from './train-gaussian-mixture.js';
export { type TrainVocabularyOptions, trainVocabulary, trainVocabularyInBands } from './train-vocabulary.js';
export {
  type TrainVocabularyTreeOptions,
  trainVocabularyTree,
  treeOptions,
} from './train-vocabulary-tree.js';
export { VisualWords, type VocabularyTraining, type WordsKnowledge } from './visual-words.js';
export { type VladOptions, vlad, vladOptions } from './vlad.js';
export { Vocabulary, type VocabularyParts } from './vocabulary.js';
export { VocabularyTree, type VocabularyTreeParts } from './vocabulary-tree.js';
