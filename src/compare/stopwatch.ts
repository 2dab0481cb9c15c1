/** Milliseconds from any fixed moment: `() => performance.now()`. */
export type Clock = () => number;

/** Adds up the seconds of what it is held to. Without a clock they stay 0. */
export class Stopwatch {
  seconds = 0;
  readonly #clock: Clock;

  constructor(clock: Clock = () => 0) {
    this.#clock = clock;
  }

  /** Runs `work` and adds its time. */
  time<T>(work: () => T): T {
    const start = this.#clock();
    try {
      return work();
    } finally {
      this.seconds += (this.#clock() - start) / 1000;
    }
  }

  /** Awaits `work` and adds its time. */
  async timeAsync<T>(work: () => Promise<T>): Promise<T> {
    const start = this.#clock();
    try {
      return await work();
    } finally {
      this.seconds += (this.#clock() - start) / 1000;
    }
  }
}
