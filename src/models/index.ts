/** Whole models: representations of images, and a classifier over them, from a name such as `hog+svm`. */
export {
  ImageModel,
  type LabelledClasses,
  type ModelConfig,
  type ModelExtract,
  type PartConfig,
} from './image-model.js';
export { type LoadedModel, loadModel, saveModel } from './model-file.js';
export { isNetwork, type ModelParts, modelOptions, modelParts } from './model-parts.js';
export { type ModelRegistry, modelRegistry, representationDefinitions } from './model-registry.js';
export { networkToOnnx } from './network-to-onnx.js';
export { defaultImageSize, type ParseModelOptions, parseModel } from './parse-model.js';
export { type NamedModel, parseModels } from './parse-models.js';
export type { ImageSize, Representation, RepresentationDefinition } from './representation.js';
export { type TrainedNetwork, type TrainNetworkOptions, trainNetwork } from './train-network.js';
export { withOptions } from './with-options.js';
