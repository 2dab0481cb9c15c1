import type { Comparison, ModelPair } from '../comparison.js';

/** Adjusted p-values at or above it may be chance. */
export const level = 0.05;

/** The test of two models against each other, whichever comes first. */
export function pairOf({ pairs }: Comparison, a: string, b: string): ModelPair | undefined {
  return a === b ? undefined : pairs.find(({ models }) => models.includes(a) && models.includes(b));
}

/** Whether the test leaves it open which of two models is better. */
export function isTied(comparison: Comparison, a: string, b: string): boolean {
  const pair = pairOf(comparison, a, b);
  return pair !== undefined && pair.adjustedPValue >= level;
}

/** A p-value for people: `0.032`, `< 0.001`. */
export function pValue(p: number): string {
  if (p < 0.001) return '< 0.001';
  return p >= 0.9995 ? '1' : p.toFixed(3);
}
