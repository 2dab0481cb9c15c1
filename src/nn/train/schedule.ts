import { FoveaError } from '../../core/errors.js';

/** How the learning rate goes on from its first value, over a training of a known number of epochs. */
export type ScheduleName = 'constant' | 'exponential' | 'step' | 'cosine' | 'linear';

/** When and how far the rate falls. */
export interface ScheduleOptions {
  readonly rate: number;
  /** Of the whole training. */
  readonly epochs: number;
  /** `exponential`: the rate of each epoch divided by that before. `step`: what each step multiplies it with. */
  readonly decay: number;
}

/** The rate falls this often in a training by `step`. */
const STEPS = 3;

const schedules: Readonly<Record<ScheduleName, (epoch: number, options: ScheduleOptions) => number>> = {
  constant: (_, { rate }) => rate,
  exponential: (epoch, { rate, decay }) => rate * decay ** epoch,
  step: (epoch, { rate, decay, epochs }) => rate * decay ** Math.floor((epoch * STEPS) / epochs),
  cosine: (epoch, { rate, epochs }) => (rate * (1 + Math.cos((Math.PI * epoch) / epochs))) / 2,
  linear: (epoch, { rate, epochs }) => rate * (1 - epoch / epochs),
};

/** The names of schedules. */
export const scheduleNames = Object.keys(schedules) as readonly ScheduleName[];

/**
 * The learning rate at a moment of the training.
 * @param epoch counted from 0, with fractions: 2.5 is in the middle of the third.
 * @throws BAD_OPTION for a name that is none.
 */
export function rateAt(name: ScheduleName, epoch: number, options: ScheduleOptions): number {
  const schedule = schedules[name];
  if (schedule) return schedule(epoch, options);
  throw new FoveaError(
    'BAD_OPTION',
    `Expected a schedule (${scheduleNames.join(', ')}) but received '${name}'.`,
  );
}
