import { FoveaError } from '../core/errors.js';

/**
 * p-values adjusted for their number after Holm–Bonferroni, in the order given: with m of them, the smallest is
 * multiplied by m, the next by m − 1 and so on; none falls below a smaller one's, none exceeds 1. Among those at most
 * α after adjustment there is, with a chance of at least 1 − α, not a single false discovery, whatever the tests have
 * to do with each other.
 *
 * S. Holm, A simple sequentially rejective multiple test procedure, 1979. https://www.jstor.org/stable/4615733.
 * Agrees with R's `p.adjust(method = "holm")` and statsmodels `multipletests(method='holm')`.
 * @throws BAD_DATA for a value outside [0, 1].
 */
export function holmAdjust(pValues: readonly number[]): number[] {
  const wrong = pValues.find((value) => !(value >= 0 && value <= 1));
  if (wrong !== undefined)
    throw new FoveaError('BAD_DATA', `Expected p-values from 0 to 1 but received ${wrong}.`);
  const ascending = pValues.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  ascending.forEach(({ value, i }, rank) => {
    largest = Math.max(largest, Math.min(1, value * (pValues.length - rank)));
    adjusted[i] = largest;
  });
  return adjusted;
}
