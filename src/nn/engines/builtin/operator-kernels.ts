import { binary } from './operators/binary.js';
import { channelWindowSum } from './operators/channel-window-sum.js';
import { convolution, filterGradient, inputGradient } from './operators/convolution.js';
import { fractionalMaxPooling, fractionalMaxPoolingGradient } from './operators/fractional-pooling.js';
import { matmul } from './operators/matmul.js';
import {
  averagePooling,
  averagePoolingGradient,
  maxPooling,
  maxPoolingGradient,
} from './operators/pooling.js';
import { oneHot, transpose } from './operators/rearrange.js';
import { reduceSum } from './operators/reduce-sum.js';
import { softmax, softmaxCrossEntropy } from './operators/softmax.js';
import { unary } from './operators/unary.js';
import type { Prepare } from './preparation.js';

/** Operators with kernels; the others are computed by their references. */
export const operatorKernels: Readonly<Record<string, Prepare>> = {
  absolute: unary,
  add: binary,
  averagePool2d: averagePooling,
  averagePool2dGradient: averagePoolingGradient,
  broadcastTo: binary,
  channelWindowSum,
  conv2d: convolution,
  conv2dFilterGradient: filterGradient,
  conv2dInputGradient: inputGradient,
  divide: binary,
  exp: unary,
  fractionalMaxPool2d: fractionalMaxPooling,
  fractionalMaxPool2dGradient: fractionalMaxPoolingGradient,
  gate: binary,
  greaterEqual: binary,
  leakyRelu: unary,
  log: unary,
  matmul,
  maximum: binary,
  maxPool2d: maxPooling,
  maxPool2dGradient: maxPoolingGradient,
  multiply: binary,
  oneHot,
  power: unary,
  reduceSum,
  sigmoid: unary,
  sign: unary,
  softmax,
  softmaxCrossEntropy,
  softplus: unary,
  subtract: binary,
  tanh: unary,
  transpose,
};
