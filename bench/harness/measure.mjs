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
const tooLongMilliseconds = 8000;

/**
 * Measures a function of this process, which may return a promise.
 * @returns {{ time: Timed, last: () => unknown }} `last`: what the last call gave
 */
export function timed(run) {
  let last;
  const time = async (calls) => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) {
      last = run();
      if (last instanceof Promise) last = await last;
    }
    return (performance.now() - start) / calls;
  };
  return { time, last: () => last };
}

/**
 * Measures all of them in turn, A B C A B C …, so that whatever else the machine does falls on all alike.
 *
 * 1. Each is called for half a second, and at least once, unmeasured.
 * 2. Each round takes one sample of each: as many calls as fill 20 ms, at least one.
 * 3. As many rounds as fit 3 s, between 3 and 31. Where one takes longer than 8 s, step 1 is all there is.
 *
 * @param {Timed[]} contestants
 * @param {number} [fixedRounds] for step 3
 * @returns the median milliseconds of each, and the number of rounds.
 */
export async function measureInterleaved(contestants, fixedRounds) {
  const each = [];
  for (const contestant of contestants) each.push(await warmUp(contestant));
  const calls = each.map((milliseconds) => Math.max(1, Math.round(sampleMilliseconds / milliseconds)));
  const cost = each.reduce((sum, milliseconds, i) => sum + milliseconds * calls[i], 0);
  if (cost > tooLongMilliseconds && fixedRounds === undefined) return { rounds: 1, medians: each };
  const rounds = fixedRounds ?? Math.min(31, Math.max(3, Math.floor(budgetMilliseconds / cost)));
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
