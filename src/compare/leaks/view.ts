import { comparedSide } from './image-signature.js';

/** A part of an image, in shares of its sides: 0 left or top, 1 right or bottom. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const wholeBox: Box = { left: 0, top: 0, right: 1, bottom: 1 };

/** A square of `comparedSide` grey values, row by row. */
export type View = Float64Array;

const side = comparedSide;

/** What lies within a box of a thumbnail: each value is the average of the pixels, and parts of pixels, it covers. */
export function viewOf(thumbnail: Uint8Array, box: Box = wholeBox): View {
  const from = Math.sqrt(thumbnail.length);
  if (from === side && box === wholeBox) return Float64Array.from(thumbnail);
  const across = averages(from, box.left, box.right);
  const down = averages(from, box.top, box.bottom);
  const narrowed = new Float64Array(from * side);
  for (let y = 0; y < from; y++)
    for (let x = 0, w = 0; x < side; x++, w += taps) {
      const p = y * from + across.first[x]!;
      narrowed[y * side + x] =
        across.weights[w]! * thumbnail[p]! +
        across.weights[w + 1]! * thumbnail[p + 1]! +
        across.weights[w + 2]! * thumbnail[p + 2]!;
    }
  const view = new Float64Array(side * side);
  for (let y = 0; y < side; y++)
    for (let k = 0; k < taps; k++) {
      const weight = down.weights[y * taps + k]!;
      const row = (down.first[y]! + k) * side;
      for (let x = 0; x < side; x++) view[y * side + x]! += weight * narrowed[row + x]!;
    }
  return view;
}

/** A view, or its detail, in a mirror. */
export function mirroredView<T extends View | Float32Array>(view: T): T {
  const mirror = view.slice() as T;
  for (let start = 0; start < view.length; start += side) mirror.subarray(start, start + side).reverse();
  return mirror;
}

/** The larger thumbnail has two pixels for each of a view: with parts at both ends a value covers three. */
const taps = 3;

interface Averages {
  readonly first: Int32Array;
  readonly weights: Float64Array;
}

function averages(from: number, start: number, end: number): Averages {
  const first = new Int32Array(side);
  const weights = new Float64Array(side * taps);
  const step = ((end - start) * from) / side;
  for (let i = 0; i < side; i++) {
    const low = start * from + i * step;
    // Never less than one pixel, or a value would be a pixel's own.
    const centre = low + step / 2;
    const half = Math.max(step, 1) / 2;
    first[i] = Math.min(Math.max(Math.floor(centre - half), 0), from - taps);
    let total = 0;
    for (let k = 0; k < taps; k++) {
      const pixel = first[i]! + k;
      const covered = Math.min(centre + half, pixel + 1) - Math.max(centre - half, pixel);
      weights[i * taps + k] = Math.max(0, covered);
      total += weights[i * taps + k]!;
    }
    for (let k = 0; k < taps; k++) weights[i * taps + k]! /= total;
  }
  return { first, weights };
}
