import { multiply } from '../ops/multiply.js';
import { subtract } from '../ops/subtract.js';
import type { Optimizer } from './optimizer.js';

const options = {};

/** w − rate · g. */
export const gradientDescent: Optimizer<typeof options> = {
  name: 'gradient-descent',
  options,
  defaultRate: 0.1,
  updates: ({ variable, gradient, rate }) => [
    { variable, value: subtract(variable, multiply(gradient, rate)) },
  ],
};
