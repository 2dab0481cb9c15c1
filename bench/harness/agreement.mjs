/**
 * How two results agree, and whether that is as promised.
 * @typedef {{ exact: string, exactMet: boolean | null }} Agreement `exactMet` is null where nothing was promised
 * @typedef {{ data: ArrayLike<number>, shape: readonly number[] }} Numbers
 */

/** Expects the same numbers. @returns {(ours: Numbers, theirs: Numbers) => Agreement} */
export const identical = (ours, theirs) => agreement(ours, theirs, 0);

/** Expects numbers that differ by at most `tolerance`. */
export const within = (tolerance) => (ours, theirs) => agreement(ours, theirs, tolerance);

/** Promises nothing, and says how large the differences are. */
export const measured = (ours, theirs) => ({ ...agreement(ours, theirs, 0), exactMet: null });

/** For peers that compute something else: says what, instead of comparing. */
export const incomparable = (why) => () => ({ exact: why, exactMet: null });

function agreement(ours, theirs, tolerance) {
  const count = theirs.data.length;
  if (ours.data.length !== count)
    return { exact: `${rowsOf(ours)} rows for ${rowsOf(theirs)}`, exactMet: false };
  let greatest = 0;
  let different = 0;
  for (let i = 0; i < count; i++) {
    const difference = Math.abs(ours.data[i] - theirs.data[i]);
    if (difference === 0) continue;
    different++;
    // Written so that NaN is the greatest.
    if (!(difference <= greatest)) greatest = difference;
  }
  const exactMet = greatest <= tolerance;
  if (different === 0) return { exact: 'identical', exactMet };
  const text = `max difference ${Number(greatest.toPrecision(2))}`;
  // Of floats, nearly all differ by some last bit; of integers it matters how many do.
  return { exact: greatest < 1 ? text : `${text}, ${percent(1 - different / count)} identical`, exactMet };
}

const rowsOf = ({ data, shape }) => shape[0] ?? data.length;

/** A share as a percentage that says 100 only where nothing is missing. */
export function percent(share) {
  const digits = share < 1 ? Math.min(99.999, 100 * share).toFixed(3) : '100';
  return `${Number(digits)}%`;
}
