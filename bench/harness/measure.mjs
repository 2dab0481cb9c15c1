/**
 * Something to measure: performs `calls` calls and answers the milliseconds that one took on average.
 * @typedef {(calls: number) => Promise<number>} Timed
 */

/** A sample lasts about this long, so that the clock's own time does not count. */
const sampleMilliseconds = 20;
/** V8 and WebAssembly compile what is hot while it runs. */
const warmUpMilliseconds = 500;
/** Of one case, all its peers included. */
const budgetMilliseconds = 3000;

/** Measures a function of this process, which may return a promise. @returns {Timed} */
export function timed(run) {
  return async (calls) => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) {
      const result = run();
      if (result instanceof Promise) await result;
    }
    return (performance.now() - start) / calls;
  };
}

/**
 * Measures all of them in turn, A B C A B C …, so that whatever else the machine does falls on all alike.
 *
 * 1. Each is called for half a second, and at least once, unmeasured.
 * 2. Each round takes one sample of each: as many calls as fill 20 ms, at least one.
 * 3. As many rounds as fit 3 s, between 3 and 31; 1 where a round takes longer than 8 s.
 *
 * @param {Timed[]} contestants
 * @param {number} [fixedRounds] instead of step 3
 * @returns the median milliseconds of each, and the number of rounds.
 */
export async function measureInterleaved(contestants, fixedRounds) {
  const calls = [];
  let cost = 0;
  for (const contestant of contestants) {
    const each = await warmUp(contestant);
    calls.push(Math.max(1, Math.round(sampleMilliseconds / each)));
    cost += calls.at(-1) * each;
  }
  const fitting = Math.floor(budgetMilliseconds / cost);
  const rounds = fixedRounds ?? Math.min(31, Math.max(cost > 8000 ? 1 : 3, fitting));
  const samples = contestants.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, contestant] of contestants.entries()) samples[i].push(await contestant(calls[i]));
  return { rounds, medians: samples.map(median) };
}

async function warmUp(contestant) {
  let spent = 0;
  let each = 0;
  for (let calls = 1; spent < warmUpMilliseconds; calls *= 2) {
    each = await contestant(calls);
    spent += each * calls;
  }
  return each;
}

/** The middle of a list of numbers, the mean of both middles where there are two. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
