export { type BowOptions, bowOptions, type EncodeWordsOptions, encodeWordsOptions } from './bow-options.js';
export type { DescriptorSource } from './descriptor-source.js';
export { encodeWords } from './encode-words.js';
export { Encoder } from './encoder.js';
export type { Encoding, FittedEncoding, ImageDescriptors, TrainingDescriptors } from './encoding.js';
export { encodings, findEncoding } from './encodings.js';
export { type FisherVectorOptions, fisherVector, fisherVectorOptions } from './fisher-vector.js';
export { GaussianMixture, type GaussianMixtureParts } from './gaussian-mixture.js';
export {
  compacted,
  extractedBy,
  type LocalExtract,
  localExtract,
  positionsOf,
  seen,
  trainingDescriptors,
} from './local-extract.js';
export { responsibilities } from './mixture-statistics.js';
export { powerNormalise, scaleToUnitLength } from './power-norm.js';
export { PrincipalComponents, type PrincipalComponentsParts } from './principal-components.js';
export { sampleDescriptors } from './sample-descriptors.js';
export { type SpatialPyramidOptions, spatialPyramid, spatialPyramidOptions } from './spatial-pyramid.js';
export {
  type GaussianMixtureOptions,
  gaussianMixtureOptions,
  type TrainedMixture,
  trainGaussianMixture,
} from './train-gaussian-mixture.js';
export { type TrainVocabularyOptions, trainVocabulary } from './train-vocabulary.js';
export { type VladOptions, vlad, vladOptions } from './vlad.js';
export { Vocabulary, type VocabularyParts, type VocabularyTraining } from './vocabulary.js';
