import type { Tensor } from '../graph/tensor.js';
import { leakyRelu, relu } from '../ops/leaky-relu.js';
import { sigmoid } from '../ops/sigmoid.js';
import { softmax } from '../ops/softmax.js';
import { softplus } from '../ops/softplus.js';
import { tanh } from '../ops/tanh.js';
import { defineLayer, type LayerType } from './layer.js';

const simple = (type: string, apply: (x: Tensor) => Tensor): LayerType<object> => defineLayer(type, apply);

/** 1 / (1 + e⁻ˣ). */
export const sigmoidActivation = simple('sigmoid', sigmoid);

/** x where it is above 0, else 0. */
export const reluActivation = simple('relu', relu);

/** x where it is above 0, else `slope`·x (default 0.01). */
export const leakyReluActivation = defineLayer<{ readonly slope?: number }>('leakyRelu', leakyRelu);

/** The hyperbolic tangent. */
export const tanhActivation = simple('tanh', tanh);

/** log(1 + eˣ). */
export const softplusActivation = simple('softplus', softplus);

/** Over the last axis. Losses on logits do without it. */
export const softmaxActivation = simple('softmax', softmax);
