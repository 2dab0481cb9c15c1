import type { Score } from './trainer.js';

/** The mean of scores, each weighing as much as it has samples. */
export class MeanScore {
  /** Samples so far. */
  samples = 0;
  #loss = 0;
  #correct: number | undefined;

  add({ loss, accuracy }: Score, count: number): void {
    this.samples += count;
    this.#loss += loss * count;
    if (accuracy !== undefined) this.#correct = (this.#correct ?? 0) + accuracy * count;
  }

  get score(): Score {
    return {
      loss: this.#loss / this.samples,
      accuracy: this.#correct === undefined ? undefined : this.#correct / this.samples,
    };
  }
}
