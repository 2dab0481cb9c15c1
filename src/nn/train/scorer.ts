import { Random } from '../../core/random.js';
import type { BatchSource } from './batch-source.js';
import { MeanScore } from './mean-score.js';
import type { Score, Trainer } from './trainer.js';

/** Samples that are scored at once. */
const SCORED_AT_ONCE = 500;

/**
 * Scores a network in training on all samples of a source, whenever it is called. The order does not matter, but is the
 * same every time, for regions that are drawn by place.
 * @param signal ends it between batches.
 */
export const scorer =
  (trainer: Trainer, source: BatchSource, signal: AbortSignal | undefined) => async (): Promise<Score> => {
    const mean = new MeanScore();
    for await (const batch of source.batches({ batch: SCORED_AT_ONCE, random: new Random(0) })) {
      signal?.throwIfAborted();
      mean.add(await trainer.score(batch.inputs, batch.targets), batch.count);
    }
    return mean.score;
  };
