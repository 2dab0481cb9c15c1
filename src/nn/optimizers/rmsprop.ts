import { number } from '../../core/options.js';
import { add } from '../ops/add.js';
import { divide } from '../ops/divide.js';
import { multiply } from '../ops/multiply.js';
import { sqrt, square } from '../ops/power.js';
import { subtract } from '../ops/subtract.js';
import { beside, type Optimizer } from './optimizer.js';

const options = {
  decay: number({ default: 0.99, min: 0, max: 1, describe: 'what stays of the mean square' }),
  epsilon: number({ default: 1e-8, min: 0, describe: 'added to the root, against division by 0' }),
};

/**
 * s ← decay · s + (1 − decay) · g²; w ← w − rate · g / (√s + epsilon).
 *
 * Source: Tieleman & Hinton, "Lecture 6.5", 2012; as PyTorch's RMSprop.
 */
export const rmsprop: Optimizer<typeof options> = {
  name: 'rmsprop',
  options,
  defaultRate: 0.001,
  updates(descent, { decay, epsilon }) {
    const { variable, gradient, rate } = descent;
    const meanSquare = beside(descent, 'mean-square');
    const next = add(multiply(meanSquare, decay), multiply(square(gradient), 1 - decay));
    const step = divide(gradient, add(sqrt(next), epsilon));
    return [
      { variable: meanSquare, value: next },
      { variable, value: subtract(variable, multiply(step, rate)) },
    ];
  },
};
