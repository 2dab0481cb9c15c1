import { fast } from '../../features/fast.js';
import { rootSift } from '../../features/rootsift.js';
import type { Check, Measured } from '../check.js';
import { differences, together } from '../differences.js';
import { casesOf, type GoldenCase, type Goldens } from '../goldens.js';
import { siftPairs } from '../sift-pairs.js';
import { valuesCheck } from '../values-check.js';

/** Features that find points: FAST, SIFT, RootSIFT. */
export const localFeatureChecks: readonly Check[] = [
  valuesCheck({
    feature: 'FAST, with scores',
    against: 'OpenCV',
    area: 'fast',
    unit: 'numbers',
    promise: { worst: 0 },
    ours: (image, options) => fast(image, options).flatMap(({ x, y, response }) => [x, y, response]),
  }),
  valuesCheck({
    feature: 'FAST, arcs 10–12',
    against: 'scikit-image',
    area: 'fast-arcs',
    unit: 'numbers',
    promise: { worst: 0 },
    ours: (image, options) => fast(image, options).flatMap(({ x, y }) => [x, y]),
  }),
  {
    feature: 'SIFT keypoints',
    against: 'OpenCV',
    area: 'sift',
    unit: 'keypoints',
    promise: { worst: 0.01, agreeingShare: 0.999 },
    measure: (goldens) =>
      overCases(goldens, 'sift', (golden) => {
        const { pairs, keypoints } = siftPairs(golden);
        const worst = pairs.reduce((most, { distance }) => Math.max(most, distance), 0);
        return { compared: keypoints, agreeing: pairs.length, worst };
      }),
  },
  {
    feature: 'SIFT descriptors',
    against: 'OpenCV',
    area: 'sift',
    unit: 'vectors',
    promise: { worst: 1, agreeingShare: 0.99 },
    measure: (goldens) =>
      overCases(goldens, 'sift', (golden) => {
        const each = siftPairs(golden).pairs.map(({ ours, theirs }) => differences(ours, theirs));
        const agreeing = each.filter(({ worst }) => worst === 0).length;
        return { compared: each.length, agreeing, worst: together(each).worst };
      }),
  },
  {
    feature: 'RootSIFT',
    against: 'NumPy',
    area: 'rootsift',
    unit: 'values',
    promise: { worst: 1e-7 },
    measure: (goldens) => overCases(goldens, 'rootsift', rootsOfTheirs),
  },
];

/** Rows hold 128 numbers of a descriptor, then their 128 roots. */
function rootsOfTheirs({ expected: { data, shape } }: GoldenCase): Omit<Measured, 'images'> {
  const half = shape[1]! / 2;
  const isRoot = (_: number, i: number) => i % shape[1]! >= half;
  const descriptors = Float32Array.from(data).filter((_, i) => !isRoot(_, i));
  const roots = Float32Array.from(data).filter(isRoot);
  return differences(rootSift({ data: descriptors, shape: [shape[0]!, half] }).data, roots);
}

function overCases(
  goldens: Goldens,
  area: string,
  measure: (golden: GoldenCase) => Omit<Measured, 'images'>,
): Measured {
  const cases = casesOf(goldens, area);
  return { images: new Set(cases.map(({ imageName }) => imageName)).size, ...together(cases.map(measure)) };
}
