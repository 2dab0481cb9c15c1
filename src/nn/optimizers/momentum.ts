import { flag, number } from '../../core/options.js';
import { add } from '../ops/add.js';
import { multiply } from '../ops/multiply.js';
import { subtract } from '../ops/subtract.js';
import { beside, type Optimizer } from './optimizer.js';

const options = {
  momentum: number({ default: 0.9, min: 0, max: 1, describe: 'what stays of the last step' }),
  nesterov: flag({ default: false, describe: 'look ahead: the gradient counts once more' }),
};

/**
 * v ← momentum · v + g; w ← w − rate · v. With `nesterov` w ← w − rate · (g + momentum · v).
 *
 * Source: Polyak 1964; Nesterov 1983 in the form of Sutskever et al., ICML 2013, as PyTorch's SGD has it.
 */
export const momentum: Optimizer<typeof options> = {
  name: 'momentum',
  options,
  defaultRate: 0.01,
  updates(descent, settings) {
    const { variable, gradient, rate } = descent;
    const velocity = beside(descent, 'velocity');
    const next = add(multiply(velocity, settings.momentum), gradient);
    const step = settings.nesterov ? add(gradient, multiply(next, settings.momentum)) : next;
    return [
      { variable: velocity, value: next },
      { variable, value: subtract(variable, multiply(step, rate)) },
    ];
  },
};
