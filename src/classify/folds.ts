import { Random } from '../core/random.js';

/** Parts that training samples are dealt into. */
const FOLDS = 5;

/**
 * The fold of each sample, 0 … 4, or −1 for the only sample of its class, which can never be left out of training.
 * The samples of each class are shuffled and dealt out, a class going on where the one before it stopped.
 */
export function dealFolds(y: Int32Array, { classes, seed }: { classes: number; seed: number }): Int32Array {
  const random = new Random(seed).fork('folds');
  const fold = new Int32Array(y.length).fill(-1);
  let next = 0;
  for (let label = 0; label < classes; label++) {
    const members = Array.from(y.keys()).filter((i) => y[i] === label);
    if (members.length > 1) for (const i of random.shuffle(members)) fold[i] = next++ % FOLDS;
  }
  return fold;
}
