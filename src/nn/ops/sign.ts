import type { Tensor } from '../graph/tensor.js';
import { unary } from './elementwise.js';

/** Its result is flat everywhere but at 0, so it passes no gradient on. */
export const signOperator = unary({ name: 'sign', value: Math.sign, onnx: 'Sign' });

/** −1, 0 or 1. */
export const sign = (x: Tensor): Tensor => x.graph.apply(signOperator, [x]);
