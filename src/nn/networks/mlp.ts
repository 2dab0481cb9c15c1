import { sizeOf } from '../../core/ndarray.js';
import { choice, integer } from '../../core/options.js';
import { reluActivation, sigmoidActivation } from '../layers/activation.js';
import { dense } from '../layers/dense.js';
import type { NamedLayer } from './architecture.js';
import type { NetworkDefinition } from './network.js';

const options = {
  activation: choice({
    choices: ['relu', 'sigmoid'],
    default: 'relu',
    describe: 'of hidden units; sigmoid is the net of a first evening, with squared errors',
  }),
  hidden: integer({
    default: 0,
    min: 0,
    describe: 'units of the first hidden layer; 0 takes 256 (relu) or 200 (sigmoid)',
  }),
  hidden2: integer({
    default: -1,
    min: -1,
    describe: 'units of a second hidden layer; 0 for none, -1 takes 128 (relu) or none (sigmoid)',
  }),
};

/**
 * A multi-layer perceptron: every unit sees all of the layer before.
 * - `relu`: 256 and 128 rectified units, softmax and cross-entropy (784-256-128-10 on MNIST);
 * - `sigmoid`: 200 sigmoid units, sigmoid outputs and squared errors, plain gradient descent (784-200-10), as in
 *   T. Rashid, "Make Your Own Neural Network", 2016.
 */
export const mlp: NetworkDefinition<typeof options> = {
  name: 'mlp',
  summary: 'multi-layer perceptron',
  task: { inputShape: [1, 28, 28], outputs: 10 },
  options,
  side: () => 28,
  architecture({ inputShape, outputs }, { activation, hidden, hidden2 }) {
    const isSigmoid = activation === 'sigmoid';
    const second = hidden2 === -1 ? (isSigmoid ? 0 : 128) : hidden2;
    const sizes = [hidden || (isSigmoid ? 200 : 256), ...(second ? [second] : [])];
    const layers = sizes.flatMap((units, i): NamedLayer[] => [
      [`dense${i + 1}`, dense({ units, initializer: isSigmoid ? 'glorot-normal' : 'he-normal' })],
      [`${activation}${i + 1}`, isSigmoid ? sigmoidActivation({}) : reluActivation({})],
    ]);
    const last: NamedLayer = [
      `dense${sizes.length + 1}`,
      dense({ units: outputs, initializer: 'glorot-normal' }),
    ];
    return {
      name: 'mlp',
      inputShape: [sizeOf(inputShape)],
      layers: [
        ...layers,
        last,
        ...(isSigmoid ? [[`sigmoid${sizes.length + 1}`, sigmoidActivation({})] as const] : []),
      ],
    };
  },
  recipe: ({ activation }) =>
    activation === 'sigmoid'
      ? { loss: 'mean-squared-error', optimizer: 'gradient-descent', rate: 1, batch: 1, epochs: 5 }
      : { loss: 'softmax-cross-entropy', optimizer: 'adam', rate: 0.001, batch: 128, epochs: 10 },
};
