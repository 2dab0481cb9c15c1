import { readFileSync } from 'node:fs';

interface VerdictGoldens {
  roc: {
    truth: number[];
    scores: number[];
    falsePositiveRate: number[];
    truePositiveRate: number[];
    thresholds: number[];
    area: number;
  }[];
  oneVersusRest: { truth: number[]; probabilities: number[][]; areas: number[]; macroArea: number }[];
  mcnemar: { b: number; c: number; pValue: number }[];
  resampledTTest: { differences: number[]; train: number; test: number; statistic: number; pValue: number }[];
  calibration: {
    truth: number[];
    probabilities: number[][];
    shares: number[];
    means: number[];
    error: number;
  }[];
  bootstrap: { confusion: number[][]; accuracy: [number, number]; macroF1: [number, number] }[];
}

/** What scikit-learn and SciPy say; made by test/goldens/make_verdicts.py. */
export const verdictGoldens: VerdictGoldens = JSON.parse(
  readFileSync(new URL('../../goldens/compare/verdicts.json', import.meta.url), 'utf8'),
);
