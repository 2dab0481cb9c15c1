import { sizeOf } from '../../core/ndarray.js';
import { dense } from '../layers/dense.js';
import type { NetworkDefinition } from './network.js';

const options = {};

/**
 * One dense layer with softmax and cross-entropy: multinomial logistic regression, trained in batches. As a network it
 * is also called `logistic`; the classifier of that name finds the exact minimum on features of any kind.
 */
export const softmaxRegression: NetworkDefinition<typeof options> = {
  name: 'softmax-regression',
  aliases: ['logistic'],
  summary: 'one dense layer with softmax: logistic regression as a network',
  task: { inputShape: [1, 28, 28], outputs: 10 },
  options,
  side: () => 28,
  architecture: ({ inputShape, outputs }) => ({
    name: 'softmax-regression',
    inputShape: [sizeOf(inputShape)],
    layers: [['dense1', dense({ units: outputs, initializer: 'glorot-normal' })]],
  }),
  recipe: () => ({ loss: 'softmax-cross-entropy', optimizer: 'adam', rate: 0.001, batch: 128, epochs: 10 }),
};
