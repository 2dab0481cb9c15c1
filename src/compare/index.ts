/** Models side by side: one split, one leaderboard, one report. */
export { type CompareOptions, type CompareProgress, compareModels } from './compare-models.js';
export type * from './comparison.js';
export { confusionMatrix } from './confusion-matrix.js';
export { accuracy, type ClassScore, classScores, macroF1 } from './metrics.js';
export { meanAccuracy, ranked } from './ranked.js';
export * from './report/index.js';
export type { SplitRule } from './split-dataset.js';
export type { Clock } from './stopwatch.js';
export { comparisonTable, type TableOptions } from './table.js';
export { wilsonInterval } from './wilson-interval.js';
