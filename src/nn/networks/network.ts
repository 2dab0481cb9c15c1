import type { OptionSpec, OptionsOf } from '../../core/options.js';
import type { LossName } from '../losses/index.js';
import type { ScheduleName } from '../train/schedule.js';
import type { Architecture } from './architecture.js';

/** What a network is for: the shape of a sample, and how many outputs it is to have. */
export interface Task {
  /** `[channels, height, width]` */
  readonly inputShape: readonly [channels: number, height: number, width: number];
  readonly outputs: number;
  /** True where targets are numbers and not labels. @default false */
  readonly isRegression?: boolean;
}

/** How a network is trained where nothing else is said. */
export interface Recipe {
  readonly loss: LossName;
  /** An optimizer's name. */
  readonly optimizer: string;
  readonly optimizerOptions?: Readonly<Record<string, number | boolean>>;
  readonly rate: number;
  /** @default 'exponential' */
  readonly schedule?: ScheduleName;
  /** What the rate is multiplied with, by schedules that say so. @default 1 */
  readonly rateDecay?: number;
  readonly batch: number;
  /** Images of a step that are computed at once. @default all of them */
  readonly microBatch?: number;
  readonly epochs: number;
  /** l2 / 2 · Σ w² is added to the loss. @default 0 */
  readonly l2?: number;
}

/** A network by name: its options, its layers, how it is trained. */
export interface NetworkDefinition<S extends OptionSpec = OptionSpec> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** What it was made for. */
  readonly task: Task;
  readonly options: S;
  /** The side of images that come in any size: what they become where nothing else is said. */
  side(options: OptionsOf<S>): number;
  /** @throws BAD_SHAPE where the images are too small. */
  architecture(task: Task, options: OptionsOf<S>): Architecture;
  recipe(options: OptionsOf<S>): Recipe;
}
