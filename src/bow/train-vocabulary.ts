import { fingerprint } from '../core/fingerprint.js';
import type { NdArray } from '../core/ndarray.js';
import { integer, type OptionsOf, resolveOptions } from '../core/options.js';
import { algorithmOption, bowOptions } from './bow-options.js';
import type { DescriptorSource } from './descriptor-source.js';
import { kMeans, kMeansInBands, type OpenBands } from './k-means/k-means.js';
import type { Clustering } from './k-means/lloyd-steps.js';
import { miniBatchKMeans } from './k-means/mini-batch.js';
import { expectFinite } from './k-means/points.js';
import { lloyd } from './lloyd.js';
import { seedCentroids } from './seed-centroids.js';
import { Vocabulary } from './vocabulary.js';

const trainOptions = {
  words: integer({ ...bowOptions.words, min: 1 }),
  maxIterations: bowOptions.maxIterations,
  algorithm: algorithmOption,
  seed: bowOptions.seed,
};

/** Options of `trainVocabulary`; what is left out takes `bowOptions`' default. */
export type TrainVocabularyOptions = Partial<OptionsOf<typeof trainOptions>> & {
  /** What made the descriptors; a vocabulary with a source refuses descriptors of another (`expectSource`). */
  readonly source?: DescriptorSource;
};

/** Descriptors × words up to which ml-kmeans, which takes some 0.1 s for so many, clusters them. */
const SMALL = 2 ** 17;

/**
 * Learns visual words from descriptors, by one of these algorithms:
 *
 * | algorithm | |
 * |---|---|
 * | `ml-kmeans` | k-means++ (`seedCentroids`), Lloyd's iterations of ml-kmeans (`lloyd`), one thread |
 * | `k-means` | our own, for large vocabularies: `kMeans` |
 * | `mini-batch` | our own, for very many descriptors: `miniBatchKMeans` |
 * | `auto` | `ml-kmeans` up to 131,072 descriptors × words, else `k-means` |
 *
 * Descriptors of whole numbers from 0 to 255, as SIFT's, are clustered as bytes by `k-means`.
 *
 * @param descriptors `[count, length]`, usually drawn by `sampleDescriptors`.
 * @throws BAD_DATA for NaN or infinity, and for fewer different descriptors than words.
 */
export function trainVocabulary(
  descriptors: NdArray<Float32Array>,
  options: TrainVocabularyOptions = {},
): Vocabulary {
  const plan = planOf(descriptors, options);
  return vocabularyOf(descriptors, plan, cluster(descriptors, plan));
}

/** As `trainVocabulary`; `k-means` runs in threads, with the same result. */
export async function trainVocabularyInBands(
  descriptors: NdArray<Float32Array>,
  { openBands, ...options }: TrainVocabularyOptions & { readonly openBands: OpenBands },
): Promise<Vocabulary> {
  const plan = planOf(descriptors, options);
  const clustering =
    plan.algorithm === 'k-means'
      ? await kMeansInBands(descriptors, { ...plan, openBands })
      : cluster(descriptors, plan);
  return vocabularyOf(descriptors, plan, clustering);
}

type Plan = ReturnType<typeof planOf>;

function planOf(descriptors: NdArray<Float32Array>, { source, ...given }: TrainVocabularyOptions) {
  const { algorithm, ...options } = resolveOptions('vocabulary', trainOptions, given);
  const small = descriptors.shape[0]! * options.words <= SMALL;
  return {
    ...options,
    source,
    algorithm: algorithm !== 'auto' ? algorithm : small ? ('ml-kmeans' as const) : ('k-means' as const),
  };
}

function cluster(descriptors: NdArray<Float32Array>, plan: Plan): Clustering {
  if (plan.algorithm === 'k-means') return kMeans(descriptors, plan);
  if (plan.algorithm === 'mini-batch') return miniBatchKMeans(descriptors, plan);
  expectFinite(descriptors.data, descriptors.shape[1]!);
  return lloyd(descriptors, seedCentroids(descriptors, plan), plan);
}

function vocabularyOf(
  descriptors: NdArray<Float32Array>,
  { source, algorithm, seed }: Plan,
  { centroids, ...outcome }: Clustering,
): Vocabulary {
  const count = descriptors.shape[0]!;
  return new Vocabulary({
    centroids,
    training: {
      descriptors: count,
      fingerprint: fingerprint([descriptors.shape.join('x'), descriptors.data]),
      algorithm,
      seed,
      ...outcome,
      distortion: outcome.inertia / count,
    },
    ...(source ? { source } : {}),
  });
}
