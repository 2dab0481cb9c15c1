import { choice, integer, number, type OptionsOf } from '../core/options.js';
import { type LossName, losses } from './losses/index.js';
import type { Recipe } from './networks/network.js';
import { optimizerOf, optimizers } from './optimizers/index.js';
import { type ScheduleName, scheduleNames } from './train/schedule.js';

/** How any network is trained. Where a number is 0 or a choice `auto`, the network's own recipe decides. */
export const trainingOptions = {
  epochs: integer({
    default: 0,
    min: 0,
    describe: 'passes over the training images; 0: as the network has it',
  }),
  batch: integer({ default: 0, min: 0, describe: 'images in one step; 0: as the network has it' }),
  microBatch: integer({
    default: 0,
    min: 0,
    describe:
      'images of a step that are computed at once, for less memory; gradients are added up; 0: as the network has it',
  }),
  rate: number({ default: 0, min: 0, describe: 'first learning rate; 0: as the network has it' }),
  loss: choice({
    choices: ['auto', ...Object.keys(losses)],
    default: 'auto',
    describe: 'what is made small; auto: as the network has it',
  }),
  optimizer: choice({
    choices: ['auto', ...optimizers.map(({ name }) => name)],
    default: 'auto',
    describe: 'how to go downhill; auto: as the network has it',
  }),
  momentum: number({
    default: -1,
    min: -1,
    max: 1,
    describe: 'of the optimizer momentum; -1: as the network has it, else 0.9',
  }),
  nesterov: choice({
    choices: ['auto', 'yes', 'no'],
    default: 'auto',
    describe: 'look ahead, with the optimizer momentum; auto: as the network has it, else no',
  }),
  schedule: choice({
    choices: ['auto', ...scheduleNames],
    default: 'auto',
    describe: 'how the learning rate goes on; auto: as the network has it',
  }),
  rateDecay: number({
    default: 0,
    min: 0,
    max: 1,
    describe:
      'what the rate is multiplied with (exponential: each epoch; step: each step); 0: as the network has it',
  }),
  l1: number({ default: 0, min: 0, describe: 'cost of the sum of |weights|' }),
  l2: number({
    default: -1,
    min: -1,
    describe: 'cost of half the sum of squared weights; -1: as the network has it',
  }),
  validation: number({
    default: 0,
    min: 0,
    max: 0.9,
    describe: 'part of the training images of each class that is held back and scored after every epoch',
  }),
  patience: integer({
    default: 0,
    min: 0,
    describe:
      'stop after so many epochs without a lower loss (of validation, if there is one), keep the best; 0: never',
  }),
  seed: integer({ default: 0, describe: 'seed of first weights, order of images, and dropout' }),
};

/** All training options, present. */
export type TrainingOptions = OptionsOf<typeof trainingOptions>;

/** A recipe with what the user decided instead. */
export function resolveRecipe(recipe: Recipe, given: TrainingOptions) {
  const optimizer = given.optimizer === 'auto' ? recipe.optimizer : given.optimizer;
  const decay = given.rateDecay || (recipe.rateDecay ?? 1);
  return {
    loss: given.loss === 'auto' ? recipe.loss : (given.loss as LossName),
    optimizer,
    optimizerOptions: {
      ...(optimizer === recipe.optimizer && recipe.optimizerOptions),
      ...(optimizer === 'momentum' && momentumOf(given)),
    },
    epochs: given.epochs || recipe.epochs,
    batch: given.batch || recipe.batch,
    microBatch: given.microBatch || recipe.microBatch,
    rate: given.rate || (optimizer === recipe.optimizer ? recipe.rate : optimizerOf(optimizer).defaultRate),
    schedule: (given.schedule === 'auto'
      ? (recipe.schedule ?? 'exponential')
      : given.schedule) as ScheduleName,
    decay,
    l1: given.l1,
    l2: given.l2 >= 0 ? given.l2 : (recipe.l2 ?? 0),
    patience: given.patience || undefined,
  };
}

/** What the user decided of the optimizer momentum. */
const momentumOf = ({ momentum, nesterov }: TrainingOptions) => ({
  ...(momentum >= 0 && { momentum }),
  ...(nesterov !== 'auto' && { nesterov: nesterov === 'yes' }),
});
