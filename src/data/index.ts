export { type AugmentOptions, augmenter, augmentOptions } from './augment/augment.js';
export { type CifarLabels, openCifar } from './cifar.js';
export type { Dataset, Split } from './dataset.js';
export { drawSample, type SampleOptions, sampleOptions } from './draw-sample.js';
export { openImageFolder } from './image-folder.js';
export { openMnist } from './mnist.js';
export { type DatasetKind, datasetKinds, openDataset } from './open-dataset.js';
export { batched } from './pipeline/batched.js';
export { fixedLengthRecords, type RecordLayout } from './pipeline/fixed-length-records.js';
export { prefetched } from './pipeline/prefetched.js';
export { shuffled } from './pipeline/shuffled.js';
export { drawSampleImage, type SampleClass, sampleClasses } from './sample/draw-sample-image.js';
export {
  defaultTrainFraction,
  type SplitOptions,
  stratifiedFolds,
  stratifiedSample,
  stratifiedSplit,
} from './split.js';
