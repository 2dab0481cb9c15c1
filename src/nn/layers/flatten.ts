import { flatten } from '../ops/reshape.js';
import { defineLayer } from './layer.js';

/** `[batch, channels, height, width]` → `[batch, features]`, channels outermost. */
export const flattening = defineLayer<object>('flatten', flatten);
