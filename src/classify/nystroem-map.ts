import { FoveaError } from '../core/errors.js';
import { ndarray } from '../core/ndarray.js';
import { Random } from '../core/random.js';
import { type State, tensorOf } from '../core/state.js';
import type { FeatureMap } from './feature-map.js';
import { rowProducts } from './row-products.js';
import type { RowSource } from './row-source.js';
import { scaleGamma } from './svm-kernel.js';

/** How Nyström's map is made. */
export interface NystroemOptions {
  /** Training rows that stand for all. */
  readonly landmarks: number;
  /** Of exp(−γ‖x − y‖²); 0 takes 1 / (features · variance) of the landmarks. */
  readonly gamma: number;
  readonly seed: number;
  /** Rows to draw from, ascending; where they are too few, others are drawn too. Default: all. */
  readonly candidates?: Int32Array;
}

/** Added to the diagonal of the landmarks' kernel, so that float32 suffices. */
const RIDGE = 1e-4;

/**
 * Nyström's approximation of the Gaussian kernel exp(−γ‖x − y‖²).
 *
 * 1. Landmarks are drawn from the candidates among the training rows (`seed`); all rows, when there are fewer.
 * 2. Their kernel plus 1e-4 on the diagonal is factored into L·Lᵀ.
 * 3. A row x becomes L⁻¹ k, k its kernel with each landmark, so that the dot product of two rows is kᵀK⁻¹k′.
 *
 * Source: Williams & Seeger, "Using the Nyström method to speed up kernel machines", NIPS 2000.
 * Differences from scikit-learn's Nystroem: L⁻¹ instead of K^−½, which turns the axes and changes no dot product.
 */
export class NystroemMap implements FeatureMap {
  readonly #landmarks: Float32Array;
  readonly #squares: Float64Array;
  /** L⁻¹, `[landmarks, landmarks]` */
  readonly #inverse: Float32Array;
  readonly #gamma: number;
  readonly #strips: readonly Strip[];
  readonly width: number;

  private constructor(landmarks: Float32Array, inverse: Float32Array, gamma: number) {
    this.width = Math.sqrt(inverse.length);
    this.#landmarks = landmarks;
    this.#squares = squaredLengths(landmarks, landmarks.length / this.width);
    this.#inverse = inverse;
    this.#gamma = gamma;
    this.#strips = stripsOf(inverse, this.width);
  }

  /** Draws landmarks from training rows. */
  static fit(rows: RowSource, options: NystroemOptions): NystroemMap {
    const chosen = draw(rows.count, options);
    const landmarks = new Float32Array(chosen.length * rows.width);
    let at = 0;
    rows.forEachBlock((block, from) => {
      for (; at < chosen.length && chosen[at]! < from + block.length / rows.width; at++) {
        const start = (chosen[at]! - from) * rows.width;
        landmarks.set(block.subarray(start, start + rows.width), at * rows.width);
      }
    });
    const gamma = options.gamma || scaleGamma(landmarks, rows.width);
    const squares = squaredLengths(landmarks, rows.width);
    const kernel = Float64Array.from(gaussian(landmarks, { landmarks, squares, gamma }));
    return new NystroemMap(landmarks, inverseFactor(kernel, chosen.length), gamma);
  }

  apply(rows: Float32Array): Float32Array {
    const a = gaussian(rows, { landmarks: this.#landmarks, squares: this.#squares, gamma: this.#gamma });
    const { width } = this;
    const out = new Float32Array(a.length);
    for (const { from, to, weights } of this.#strips) {
      const left = columnsUpTo(a, { width, to });
      const found = rowProducts({ a: left, b: weights, width: to });
      for (let i = 0; i * width < a.length; i++)
        out.set(found.subarray(i * (to - from), (i + 1) * (to - from)), i * width + from);
    }
    return out;
  }

  state(): State {
    const count = this.width;
    return {
      config: { gamma: this.#gamma },
      tensors: {
        landmarks: ndarray(this.#landmarks, [count, this.#landmarks.length / count]),
        inverse: ndarray(this.#inverse, [count, count]),
      },
    };
  }

  /** @throws BAD_FILE when the state is not such a map's. */
  static restore(state: State): NystroemMap {
    const of = { owner: 'map', type: Float32Array };
    const landmarks = tensorOf(state, 'landmarks', of);
    const inverse = tensorOf(state, 'inverse', of);
    const { gamma } = state.config;
    if (typeof gamma !== 'number' || inverse.data.length !== landmarks.shape[0]! ** 2)
      throw new FoveaError('BAD_FILE', 'Expected the saved state of a map but its parts do not fit.');
    return new NystroemMap(landmarks.data, inverse.data, gamma);
  }
}

/** Some rows of L⁻¹ without the zeros right of them all: `[to − from, to]`, flat. */
interface Strip {
  readonly from: number;
  readonly to: number;
  readonly weights: Float32Array;
}

/** Rows a strip. */
const STRIP = 256;

function stripsOf(inverse: Float32Array, width: number): Strip[] {
  return Array.from({ length: Math.ceil(width / STRIP) }, (_, at) => {
    const [from, to] = [at * STRIP, Math.min(width, (at + 1) * STRIP)];
    return { from, to, weights: columnsUpTo(inverse.subarray(from * width, to * width), { width, to }) };
  });
}

function columnsUpTo(rows: Float32Array, { width, to }: { width: number; to: number }): Float32Array {
  if (to === width) return rows;
  const out = new Float32Array((rows.length / width) * to);
  for (let from = 0, at = 0; from < rows.length; from += width, at += to)
    out.set(rows.subarray(from, from + to), at);
  return out;
}

/** Numbers of rows, ascending. */
function draw(total: number, { landmarks, seed, candidates }: NystroemOptions): Int32Array {
  const random = new Random(seed).fork('landmarks');
  if (!candidates) return random.sample(total, landmarks);
  const first = random.sample(candidates.length, landmarks).map((at) => candidates[at]!);
  const preferred = new Set(candidates);
  const others = Int32Array.from({ length: total }, (_, i) => i).filter((i) => !preferred.has(i));
  const more = random.sample(others.length, landmarks - first.length).map((at) => others[at]!);
  return Int32Array.from([...first, ...more]).sort();
}

/** The kernel of each row with each landmark. */
function gaussian(
  rows: Float32Array,
  { landmarks, squares, gamma }: { landmarks: Float32Array; squares: Float64Array; gamma: number },
): Float32Array {
  const count = squares.length;
  const width = landmarks.length / count;
  const own = squaredLengths(rows, width);
  const kernel = rowProducts({ a: rows, b: landmarks, width });
  for (let i = 0, at = 0; i < own.length; i++)
    for (let j = 0; j < count; j++, at++)
      kernel[at] = Math.exp(-gamma * Math.max(0, own[i]! + squares[j]! - 2 * kernel[at]!));
  return kernel;
}

function squaredLengths(rows: Float32Array, width: number): Float64Array {
  return Float64Array.from({ length: rows.length / width }, (_, i) => {
    let sum = 0;
    for (let k = i * width; k < (i + 1) * width; k++) sum += rows[k]! * rows[k]!;
    return sum;
  });
}

/** The inverse of L, where L·Lᵀ is a kernel matrix with `RIDGE` on the diagonal. */
function inverseFactor(kernel: Float64Array, n: number): Float32Array {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const own = lower.subarray(i * n, i * n + i + 1);
    for (let j = 0; j <= i; j++) {
      const sum = kernel[i * n + j]! - dotOf(own, lower.subarray(j * n, j * n + j), j);
      own[j] = i === j ? Math.sqrt(sum + RIDGE) : sum / lower[j * n + j]!;
    }
  }
  // Row i of L⁻¹ is (eᵢ − Σ Lᵢⱼ · row j) / Lᵢᵢ.
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = inverse.subarray(i * n, i * n + i + 1);
    for (let j = 0; j < i; j++) {
      const factor = lower[i * n + j]!;
      for (let k = 0; k <= j; k++) row[k]! -= factor * inverse[j * n + k]!;
    }
    row[i] = 1;
    for (let k = 0; k <= i; k++) row[k]! /= lower[i * n + i]!;
  }
  return Float32Array.from(inverse);
}

function dotOf(a: Float64Array, b: Float64Array, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[k]! * b[k]!;
  return sum;
}
