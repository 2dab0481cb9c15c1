import { FoveaError } from '../../core/errors.js';
import {
  leakyReluActivation,
  reluActivation,
  sigmoidActivation,
  softmaxActivation,
  softplusActivation,
  tanhActivation,
} from './activation.js';
import { batchNormalisation } from './batch-normalisation.js';
import { convolution } from './convolution.js';
import { dense } from './dense.js';
import { dropConnect } from './drop-connect.js';
import { dropout } from './dropout.js';
import { flattening } from './flatten.js';
import { fractionalMaxPooling } from './fractional-max-pooling.js';
import type { Layer, LayerConfig, LayerType } from './layer.js';
import { localResponseNormalisation } from './local-response-normalisation.js';
import { maxout } from './maxout.js';
import { averagePooling, globalAveragePooling, maxPooling } from './pooling.js';

/** Every type of layer. One more costs a line here. */
export const layerTypes: readonly LayerType<never>[] = [
  dense,
  convolution,
  maxPooling,
  averagePooling,
  globalAveragePooling,
  fractionalMaxPooling,
  flattening,
  sigmoidActivation,
  reluActivation,
  leakyReluActivation,
  tanhActivation,
  softplusActivation,
  softmaxActivation,
  maxout,
  dropout,
  dropConnect,
  localResponseNormalisation,
  batchNormalisation,
];

/** A layer from its type's name and its settings, as they were saved. @throws NOT_FOUND, listing what there is. */
export function layerOf(type: string, config: LayerConfig): Layer {
  const found = layerTypes.find((each) => each.type === type);
  if (found) return found(config as never);
  throw new FoveaError(
    'NOT_FOUND',
    `Expected a type of layer (${layerTypes.map((each) => each.type).join(', ')}) but received '${type}'.`,
  );
}
