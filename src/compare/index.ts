/** Models side by side: one split, one leaderboard, one report. */
export { type BootstrapOptions, bootstrapIntervals } from './bootstrap.js';
export { type Calibration, calibrationOf, type ReliabilityBin, reliabilityBins } from './calibration.js';
export { compareModels } from './compare-models.js';
export type { CompareOptions, CompareProgress, CompareStage } from './compare-options.js';
export type * from './comparison.js';
export { comparisonJson } from './comparison-json.js';
export { confusionMatrix } from './confusion-matrix.js';
export type { Entry, TuneRule } from './contestants.js';
export { holmAdjust } from './holm.js';
export type { LeakMode } from './leak-guard.js';
export * from './leaks/index.js';
export { mcnemarExact } from './mcnemar.js';
export { accuracy, type ClassScore, classScores, macroF1 } from './metrics.js';
export {
  meanRocCurve,
  type OneVersusRestRoc,
  oneVersusRestRoc,
  type ScoredRocCurve,
} from './one-versus-rest-roc.js';
export { meanAccuracy, ranked } from './ranked.js';
export * from './report/index.js';
export { correctedResampledTTest, type ResampledTTest } from './resampled-t-test.js';
export { areaUnderCurve, type RocCurve, rocCurve } from './roc.js';
export type { SplitRule } from './split-dataset.js';
export type { Clock } from './stopwatch.js';
export { comparisonTable, type TableOptions } from './table.js';
export { wilsonInterval } from './wilson-interval.js';
