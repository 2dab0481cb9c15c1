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

interface Machines {
  readonly linearSvm: readonly {
    readonly set: string;
    readonly rows: number[];
    readonly options: { readonly loss: string; readonly C: number; readonly classWeight: string };
    readonly weights: number[];
    readonly intercepts: number[];
  }[];
  readonly additiveSvm: readonly {
    readonly set: string;
    readonly kernel: 'chi2' | 'intersection' | 'hellinger';
    readonly options: {
      readonly form: 'additive' | 'exponential';
      readonly gamma: number;
      readonly C: number;
    };
    readonly decisions: number[];
  }[];
  readonly logisticL1: readonly {
    readonly set: string;
    readonly C: number;
    readonly objective: number;
    readonly zeros: number;
    readonly probabilities: number[];
  }[];
  readonly calibration: {
    readonly scores: number[];
    readonly own: boolean[];
    readonly at: number[];
    readonly slope: number;
    readonly intercept: number;
    readonly sigmoid: number[];
    readonly isotonic: number[];
  };
  readonly scalers: {
    readonly features: number;
    readonly x: number[];
    readonly testX: number[];
    readonly 'min-max': number[];
    readonly l1: number[];
    readonly l2: number[];
  };
  readonly chi2Map: { readonly features: number; readonly x: number[]; readonly mapped: number[] };
  readonly nearestCentroid: readonly { readonly set: string; readonly predictions: number[] }[];
}

/** What scikit-learn answered: made by goldens/make_machines.py. */
export const machines = JSON.parse(
  readFileSync(new URL('../goldens/classify/machines.json', import.meta.url), 'utf8'),
) as Machines;
