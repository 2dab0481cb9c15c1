import { flag, integer, number } from '../../core/options.js';
import { fmpSizes } from '../fmp/fmp-sizes.js';
import { fmpNetwork, fmpNetworkOptions } from './fmp-network.js';
import type { NetworkDefinition } from './network.js';

const { layers: poolings, classes: _, ...shared } = fmpNetworkOptions;

const options = {
  poolings,
  ...shared,
  dropout: number({ ...shared.dropout, default: 0.2 }),
  repeatTests: integer({
    default: 1,
    min: 1,
    max: 1000,
    describe: 'answers, with fresh regions, that are added up for each image',
  }),
  repeatVote: flag({ default: false, describe: 'each of these answers has one vote instead' }),
};

/**
 * `fmpNetwork` by name. The defaults are the paper's network for MNIST, `(32n C2 – FMP√2)₆ – C2 – C1 – output`, of
 * 36×36 pixels: digits of 28×28 get a border of zeros.
 *
 * Source: Graham, "Fractional max-pooling", 2014, arXiv:1412.6071. Differences: those of `fmpNetwork`, and a
 * recipe for tens of epochs instead of hundreds, chosen on 2,500 images of MNIST's training set: Adam on small batches
 * and dropout up to 0.2, where the paper has 0.5 and momentum 0.99 (`--dropout 0.5 --optimizer momentum --momentum 0.99
 * --nesterov yes --batch 100`).
 */
export const fmp: NetworkDefinition<typeof options> = {
  name: 'fmp',
  aliases: ['fmp-mnist'],
  summary: "Graham's network of fractional max poolings",
  task: { inputShape: [1, 28, 28], outputs: 10 },
  options,
  side: ({ poolings, ratio }) => fmpSizes(poolings, ratio).input,
  architecture({ inputShape, outputs }, given) {
    const { filters, poolings: layers, ratio, sequence, overlapping, drawnFor, form, dropout } = given;
    const regions = { sequence, overlapping, drawnFor, form };
    return fmpNetwork({ filters, layers, ratio, ...regions, dropout, classes: outputs, inputShape });
  },
  recipe: () => ({
    loss: 'softmax-cross-entropy',
    optimizer: 'adam',
    rate: 0.002,
    schedule: 'cosine',
    batch: 32,
    epochs: 10,
  }),
};

/** As `fmp`, with the paper's numbers for CIFAR-100: 12.8 million parameters, 2.4 thousand million products an image. */
export const fmpCifar100: NetworkDefinition<typeof options> = {
  ...fmp,
  name: 'fmp-cifar100',
  aliases: [],
  summary: "Graham's network for CIFAR-100: large",
  task: { inputShape: [3, 32, 32], outputs: 100 },
  options: {
    ...options,
    filters: integer({ ...options.filters, default: 64 }),
    poolings: integer({ ...options.poolings, default: 12 }),
    ratio: number({ ...options.ratio, default: Math.cbrt(2) }),
  },
  architecture: (task, given) => ({ ...fmp.architecture(task, given), name: 'fmp-cifar100' }),
};
