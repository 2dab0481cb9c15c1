import { FoveaError } from '../../core/errors.js';
import type { BatchSource } from './batch-source.js';
import { MeanScore } from './mean-score.js';
import { rateAt, type ScheduleName } from './schedule.js';
import type { Score, Trainer } from './trainer.js';

/** Numbers of variables by name. */
export type Variables = ReadonlyMap<string, Float32Array>;

/** What one epoch came to. */
export interface EpochReport {
  /** Counted from 1. */
  readonly epoch: number;
  /** Means over the epoch's samples, while the weights moved. */
  readonly training: Score;
  /** After the epoch, where there is something to validate on. */
  readonly validation?: Score;
  /** The learning rate of the epoch's first step. */
  readonly rate: number;
}

/** What a step reports. */
export interface StepReport {
  /** Counted from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Samples of the epoch done, and in all. */
  readonly samples: number;
  readonly size: number;
  /** Of the epoch so far. */
  readonly training: Score;
}

/** Everything that has to be kept for a training to go on as if it had never stopped. */
export interface Checkpoint {
  /** Steps in all. */
  readonly step: number;
  /** What each finished epoch came to. */
  readonly history: readonly EpochReport[];
  readonly variables: Variables;
  /** Where training may stop early: the best epoch so far (counted from 1) and its variables. */
  readonly best?: { readonly epoch: number; readonly variables: Variables };
}

/** How a training goes on and ends. */
export interface FitOptions {
  readonly epochs: number;
  readonly batch: number;
  /** The first learning rate. */
  readonly rate: number;
  readonly schedule: ScheduleName;
  readonly decay: number;
  /** Scores the network after an epoch. */
  readonly validate?: (() => Promise<Score>) | undefined;
  /** Epochs without a lower validation (else training) loss after which it stops, with the best epoch's weights. */
  readonly patience?: number | undefined;
  readonly from?: Checkpoint | undefined;
  readonly onStep?: ((report: StepReport) => void) | undefined;
  readonly onEpoch?: ((report: EpochReport) => void | Promise<void>) | undefined;
  /** After every epoch. */
  readonly onCheckpoint?: ((checkpoint: Checkpoint) => Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains epoch after epoch.
 * @returns what each epoch came to, those before `from` included.
 * @throws NOT_CONVERGED when the loss is no longer a number: the weights are those after the last good epoch.
 */
export async function train(
  trainer: Trainer,
  source: BatchSource,
  options: FitOptions,
): Promise<readonly EpochReport[]> {
  const { epochs, patience, from } = options;
  if (from) await trainer.restore(from.variables);
  let checkpoint: Checkpoint = from ?? { step: 0, history: [], variables: await trainer.variables() };
  while (checkpoint.history.length < epochs && !isExhausted(checkpoint, patience)) {
    checkpoint = await epochAfter(checkpoint, { trainer, source, options });
    await options.onEpoch?.(checkpoint.history.at(-1)!);
    await options.onCheckpoint?.(checkpoint);
  }
  if (checkpoint.best) await trainer.restore(checkpoint.best.variables);
  return checkpoint.history;
}

function isExhausted({ history, best }: Checkpoint, patience: number | undefined): boolean {
  return patience !== undefined && best !== undefined && history.length - best.epoch >= patience;
}

interface Training {
  readonly trainer: Trainer;
  readonly source: BatchSource;
  readonly options: FitOptions;
}

async function epochAfter(before: Checkpoint, training: Training): Promise<Checkpoint> {
  const { trainer, options } = training;
  const { score, steps } = await runEpoch(before, training);
  const validation = await options.validate?.();
  const epoch = before.history.length;
  const report: EpochReport = {
    epoch: epoch + 1,
    training: score,
    ...(validation && { validation }),
    rate: rateAt(options.schedule, epoch, options),
  };
  const variables = await trainer.variables();
  const best = isBest(report, before) ? { epoch: epoch + 1, variables } : before.best;
  return {
    step: before.step + steps,
    history: [...before.history, report],
    variables,
    ...(options.patience !== undefined && best && { best }),
  };
}

async function runEpoch(
  { step: first, history, variables }: Checkpoint,
  { trainer, source, options }: Training,
): Promise<{ score: Score; steps: number }> {
  const { epochs, batch: size, signal, onStep } = options;
  const epoch = history.length;
  const mean = new MeanScore();
  let steps = 0;
  for await (const batch of trainer.batches(source, { epoch, batch: size })) {
    signal?.throwIfAborted();
    const rate = rateAt(options.schedule, epoch + mean.samples / source.size, options);
    const score = await trainer.step(batch, { rate, step: first + steps++ });
    if (!Number.isFinite(score.loss)) {
      if (history.length > 0) await trainer.restore(variables);
      throw new FoveaError(
        'NOT_CONVERGED',
        `Expected a finite loss but it became ${score.loss} in epoch ${epoch + 1}, step ${steps}, at a rate of ${rate}. ` +
          `Lower the rate. ${history.length > 0 ? `The weights after epoch ${epoch} are kept.` : 'No epoch was finished.'}`,
      );
    }
    mean.add(score, batch.count);
    onStep?.({ epoch: epoch + 1, epochs, samples: mean.samples, size: source.size, training: mean.score });
  }
  return { score: mean.score, steps };
}

function isBest(report: EpochReport, { history, best }: Checkpoint): boolean {
  return best === undefined || lossOf(report) < lossOf(history[best.epoch - 1]!);
}

const lossOf = ({ validation, training }: EpochReport): number => (validation ?? training).loss;
