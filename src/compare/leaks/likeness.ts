import { comparedSide } from './image-signature.js';
import type { View } from './view.js';

const side = comparedSide;
/** Neighbours on each side whose mean is taken away. */
const reach = 2;
const span = 2 * reach + 1;

/** A view's fine detail: its values less the mean of the 5 × 5 around each, scaled to length 1. */
export type Detail = Float32Array;

/**
 * What tells one image from another: not where it is light and dark, which many photographs share (sky above, ground
 * below), but its fine detail. Undefined for a view that has none, less than one grey level on average.
 */
export function detailOf(view: View): Detail | undefined {
  const detail = Float32Array.from(view);
  subtractMeans(detail, meansAcross(view));
  let squares = 0;
  for (let i = 0; i < detail.length; i++) squares += detail[i]! * detail[i]!;
  if (squares < detail.length) return undefined;
  const scale = 1 / Math.sqrt(squares);
  for (let i = 0; i < detail.length; i++) detail[i]! *= scale;
  return detail;
}

/** Correlation of two details: 1 the same, about 0 different images. */
export function likeness(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The mean of five values of a row around each; beyond the edge lies what is at the edge. */
function meansAcross(view: View): Float64Array {
  const means = new Float64Array(view.length);
  for (let start = 0; start < view.length; start += side) {
    const last = start + side - 1;
    let sum = (reach + 1) * view[start]!;
    for (let d = 1; d <= reach; d++) sum += view[start + d]!;
    for (let i = start; i <= last; i++) {
      means[i] = sum / span;
      sum += view[Math.min(last, i + reach + 1)]! - view[Math.max(start, i - reach)]!;
    }
  }
  return means;
}

function subtractMeans(detail: Float32Array, across: Float64Array): void {
  const last = across.length - side;
  for (let x = 0; x < side; x++) {
    let sum = (reach + 1) * across[x]!;
    for (let d = 1; d <= reach; d++) sum += across[x + d * side]!;
    for (let y = 0; y <= last; y += side) {
      detail[x + y]! -= sum / span;
      sum += across[x + Math.min(last, y + (reach + 1) * side)]! - across[x + Math.max(0, y - reach * side)]!;
    }
  }
}
