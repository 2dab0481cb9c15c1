import { stringify } from 'csv-stringify/browser/esm/sync';
import { printable } from './shortest-double.js';

/** The first line of a feature file: `path,f0,f1,…` for vectors of `length` numbers. */
export function csvHeader(length: number): string {
  return csvLine(['path', ...Array.from({ length }, (_, i) => `f${i}`)]);
}

/**
 * One line of a feature file: where the vector comes from, then its numbers, each in the fewest digits that
 * give the same number back (float32 or float64, by the array's type). NaN and infinities are spelt so.
 */
export function csvRow(path: string, values: ArrayLike<number>): string {
  return csvLine([path, ...printable(values)]);
}

/** Cells as one line that ends in a newline; quoted where a comma, a quote or a line break asks for it (RFC 4180). */
export function csvLine(cells: readonly (string | number)[]): string {
  return stringify([cells]);
}
