import { readFileSync } from 'node:fs';
import { ndarray } from '../../src/core/ndarray.js';

interface SavedSet {
  readonly name: string;
  readonly features: number;
  readonly x: number[];
  readonly y: number[];
  readonly testX: number[];
  readonly testY: number[];
}

interface Golden {
  readonly sets: readonly SavedSet[];
  readonly svm: readonly {
    readonly set: string;
    readonly options: { readonly kernel: 'linear' | 'rbf' | 'poly'; readonly C: number };
    readonly decisions: number[];
    readonly hingePredictions: number[];
  }[];
  readonly logistic: readonly {
    readonly set: string;
    readonly C: number;
    readonly weights: number[];
    readonly intercepts: number[];
    readonly probabilities: number[];
  }[];
  readonly knn: readonly {
    readonly set: string;
    readonly options: Readonly<Record<string, string | number>>;
    readonly probabilities: number[];
  }[];
  readonly scaler: {
    readonly features: number;
    readonly x: number[];
    readonly mean: number[];
    readonly scale: number[];
    readonly transformed: number[];
  };
}

/** What scikit-learn answered: made by goldens/make_classify.py. */
export const golden = JSON.parse(
  readFileSync(new URL('../goldens/classify/classifiers.json', import.meta.url), 'utf8'),
) as Golden;

/** Rows of `width` numbers as samples. */
export const samplesOf = (values: readonly number[], width: number) =>
  ndarray(Float32Array.from(values), [values.length / width, width]);

/** A data set of the goldens by name, as classifiers take it. */
export function goldenSet(name: string) {
  const { features, x, y, testX } = golden.sets.find((set) => set.name === name)!;
  return {
    x: samplesOf(x, features),
    y: Int32Array.from(y),
    testX: samplesOf(testX, features),
    classes: Math.max(...y) + 1,
  };
}

/** The largest absolute difference. */
export const farthest = (found: ArrayLike<number>, expected: ArrayLike<number>): number =>
  Math.max(...Array.from(expected, (value, i) => Math.abs(value - found[i]!)));
