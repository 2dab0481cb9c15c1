import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { Vocabulary } from '../../../src/bow/index.js';
import type { NdArray } from '../../../src/core/ndarray.js';

interface Golden {
  readonly components: readonly {
    readonly title: string;
    readonly rows: number[][];
    readonly dimensions: number;
    readonly whiten: boolean;
    readonly axes: number[][];
    readonly variances: number[];
    readonly others: number[][];
    readonly projected: number[][];
  }[];
  readonly mixture: {
    readonly sample: number[][];
    readonly start: Mixture;
    readonly cases: readonly (Mixture & { readonly iterations: number })[];
    readonly image: number[][];
    readonly responsibilities: number[][];
    readonly logDensities: number[];
    readonly fisher: { readonly raw: number[]; readonly improved: number[] };
  };
  readonly words: {
    readonly centroids: number[][];
    readonly image: number[][];
    readonly positions: number[][];
    readonly soft: { readonly sigma: number; readonly neighbours: number; readonly histogram: number[] };
    readonly pyramid: Readonly<Record<'none' | 'l1-sqrt' | 'l2', number[]>>;
    readonly vlad: Readonly<Record<'raw' | 'intra' | 'rooted', number[]>>;
  };
}

interface Mixture {
  readonly weights: number[];
  readonly means: number[][];
  readonly variances: number[][];
}

/** Made by test/goldens/make_encodings.py. */
export const golden = JSON.parse(
  readFileSync(new URL('../../goldens/bow/encodings.json', import.meta.url), 'utf8'),
) as Golden;

/** Rows of float64, where `stack` has float32. */
export function stack64(rows: readonly (readonly number[])[]): NdArray<Float64Array> {
  return { data: Float64Array.from(rows.flat()), shape: [rows.length, rows[0]!.length] };
}

/** A vocabulary that knows its usual distance, as a learnt one does. */
export function vocabularyOf(centroids: NdArray<Float32Array>, usualDistance = 1): Vocabulary {
  const distortion = usualDistance ** 2;
  return new Vocabulary({
    centroids,
    training: {
      ...{ descriptors: 100, fingerprint: '', algorithm: 'given', seed: 0, iterations: 1, converged: true },
      ...{ inertia: 100 * distortion, distortion },
    },
  });
}

/** Fails where a number differs from the expected one by more than `tolerance`. */
export function expectAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  expect(actual.length).toBe(expected.length);
  let worst = 0;
  for (let i = 0; i < expected.length; i++) worst = Math.max(worst, Math.abs(actual[i]! - expected[i]!));
  expect(worst).toBeLessThanOrEqual(tolerance);
}
