import { setTimeout } from 'node:timers/promises';

/**
 * Something to measure: performs `calls` calls and answers the milliseconds that one took on average.
 * @typedef {(calls: number) => Promise<number>} Timed
 */

/** A sample lasts about this long, so that the clock's own time does not count. */
const sampleMilliseconds = 20;
/** V8 and WebAssembly compile what is hot while it runs. */
const warmUpMilliseconds = 500;
/** Of ours and one peer in one case. */
const budgetMilliseconds = 3000;
const tooLongMilliseconds = 8000;
/** OpenMP's threads go on spinning for milliseconds when their work is done, on processors that the next one needs. */
const restMilliseconds = 20;

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
 * Measures ours and all peers in turn, A B C A B C …, so that whatever else the machine does falls on all alike.
 *
 * 1. Each is called for half a second, and at least once, unmeasured.
 * 2. Each round takes one sample of each, after a rest: as many calls as fill 20 ms, at least one.
 * 3. A peer takes part in as many rounds as fit 3 s with ours, between 3 and 31. Where one round takes longer than
 *    8 s, what step 1 took is all there is.
 *
 * @param {Timed} ours
 * @param {Timed[]} peers
 * @param {number} [fixedRounds] for step 3
 * @returns for each peer the number of rounds and the median milliseconds of a call, ours and theirs, in these rounds.
 */
export async function measureInterleaved(ours, peers, fixedRounds) {
  const contestants = [];
  for (const time of [ours, ...peers]) contestants.push(await contestant(time));
  const [us, ...them] = contestants;
  const rounds = them.map((peer) => fixedRounds ?? fittingRounds(us.cost + peer.cost));
  for (let round = 0; round < Math.max(...rounds); round++) {
    us.samples.push(await sample(us));
    for (const [i, peer] of them.entries()) if (round < rounds[i]) peer.samples.push(await sample(peer));
  }
  return them.map((peer, i) =>
    rounds[i] === 0
      ? { rounds: 1, ours: us.warm, theirs: peer.warm }
      : { rounds: rounds[i], ours: median(us.samples.slice(0, rounds[i])), theirs: median(peer.samples) },
  );
}

async function contestant(time) {
  const warm = await warmUp(time);
  const calls = Math.max(1, Math.round(sampleMilliseconds / warm));
  return { time, warm, calls, cost: warm * calls, samples: [] };
}

async function sample({ time, calls }) {
  await setTimeout(restMilliseconds);
  return time(calls);
}

function fittingRounds(cost) {
  if (cost > tooLongMilliseconds) return 0;
  return Math.min(31, Math.max(3, Math.floor(budgetMilliseconds / cost)));
}

async function warmUp(time) {
  let spent = 0;
  let each = 0;
  for (let calls = 1; spent < warmUpMilliseconds; calls *= 2) {
    each = await time(calls);
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
