import { networkClassifier } from './network-classifier.js';
import { networks } from './networks/index.js';

export { builtinEngine } from './engines/builtin/engine.js';
export { chooseEngine, type EngineName } from './engines/choose-engine.js';
export type { Engine, Executable, Program, Update } from './engines/engine.js';
export { type OnnxRuntime, onnxRuntimeEngine } from './engines/onnxruntime/engine.js';
export { referenceEngine } from './engines/reference.js';
export { gradients } from './gradients.js';
export { Graph } from './graph/graph.js';
export type { Attributes, Evaluation, Operator } from './graph/operator.js';
export type { DType, Initializer, Shape, Tensor, Values, Variable } from './graph/tensor.js';
export { type InitializerName, initializerOf } from './initializers.js';
export { layerOf, layerTypes } from './layers/index.js';
export { defineLayer, type Layer, type LayerContext, type LayerType } from './layers/layer.js';
export { type Loss, type LossName, losses } from './losses/index.js';
export { Network, type NetworkFitOptions, type NetworkSettings, type RepeatOptions } from './network.js';
export { networkClassifier } from './network-classifier.js';
export { type TrainingOptions, trainingOptions } from './network-options.js';
export {
  type Architecture,
  type BuiltNetwork,
  buildNetwork,
  type NamedLayer,
} from './networks/architecture.js';
export {
  type ArchitectureDescription,
  describeArchitecture,
  type LayerDescription,
} from './networks/describe-architecture.js';
export { type FmpNetworkOptions, fmpNetwork } from './networks/fmp-network.js';
export { findNetwork, networkNames, networks } from './networks/index.js';
export type { NetworkDefinition, Recipe, Task } from './networks/network.js';
export { exportNetwork } from './onnx/export-network.js';
export * from './ops/index.js';
export { minimise, optimizers } from './optimizers/index.js';
export type { Optimizer } from './optimizers/optimizer.js';
export { type RunOptions, Session, type SessionOptions } from './session.js';
export { arraySource } from './train/array-source.js';
export type { Batch, BatchSource } from './train/batch-source.js';
export { decodeCheckpoint, encodeCheckpoint } from './train/checkpoint-file.js';
export type { LabelledSamples } from './train/hold-back.js';
export { imageSource } from './train/image-source.js';
export type { Checkpoint, EpochReport, StepReport } from './train/train.js';
export type { Score } from './train/trainer.js';

/** Every network as a classifier. */
export const networkClassifiers = networks.map(networkClassifier);
