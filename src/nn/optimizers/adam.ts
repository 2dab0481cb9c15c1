import { number } from '../../core/options.js';
import { filledWith } from '../initializers.js';
import { add } from '../ops/add.js';
import { divide } from '../ops/divide.js';
import { multiply } from '../ops/multiply.js';
import { sqrt, square } from '../ops/power.js';
import { subtract } from '../ops/subtract.js';
import { beside, type Optimizer } from './optimizer.js';

const options = {
  beta1: number({ default: 0.9, min: 0, max: 1, describe: 'what stays of the mean' }),
  beta2: number({ default: 0.999, min: 0, max: 1, describe: 'what stays of the mean square' }),
  epsilon: number({ default: 1e-8, min: 0, describe: 'added to the root, against division by 0' }),
};

/**
 * m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − rate · m̂ / (√v̂ + ε), m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
 *
 * Source: Kingma & Ba, ICLR 2015, arXiv:1412.6980, algorithm 1. The powers of β are kept as variables.
 */
export const adam: Optimizer<typeof options> = {
  name: 'adam',
  options,
  defaultRate: 0.001,
  updates(descent, { beta1, beta2, epsilon }) {
    const { variable, gradient, rate } = descent;
    const { graph } = variable;
    const power = (name: string) =>
      graph.variable(name, { shape: [], initializer: filledWith(1), trainable: false });
    const [mean, meanSquare] = [beside(descent, 'mean'), beside(descent, 'mean-square')];
    const [power1, power2] = [power('beta1-power'), power('beta2-power')];
    const [next1, next2] = [multiply(power1, beta1), multiply(power2, beta2)];
    const m = add(multiply(mean, beta1), multiply(gradient, 1 - beta1));
    const v = add(multiply(meanSquare, beta2), multiply(square(gradient), 1 - beta2));
    const one = graph.constant(1);
    const root = sqrt(divide(v, subtract(one, next2)));
    const step = divide(divide(m, subtract(one, next1)), add(root, epsilon));
    return [
      { variable: power1, value: next1 },
      { variable: power2, value: next2 },
      { variable: mean, value: m },
      { variable: meanSquare, value: v },
      { variable, value: subtract(variable, multiply(step, rate)) },
    ];
  },
};
