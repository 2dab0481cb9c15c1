import { seen } from '../src/bow/local-extract.js';
import type { VisualWords } from '../src/bow/visual-words.js';
import { FoveaError } from '../src/core/errors.js';
import { resolveOptions } from '../src/core/options.js';
import type { BatchReport } from '../src/extract/extract-batch.js';
import { type DescribedImage, gatherFeatures } from '../src/extract/gather-features.js';
import { learnVocabularyInWorkers, vocabularyOptions } from '../src/extract/learn-vocabulary.js';
import type { DescriptorSet } from '../src/extract/read-descriptors.js';
import type { Arguments, Context } from './command.js';
import { chosenFeature, DEFAULT_DESCRIBING, describes } from './feature-flags.js';
import { loadOptionsOf } from './load-flags.js';
import { givenOf } from './option-flags.js';
import { warn } from './output.js';
import { startProgress } from './progress.js';
import { workersOf } from './worker-flag.js';

/** Learns visual words from descriptors that are there already. */
export async function learnFromBrought(
  { images, source }: DescriptorSet,
  args: Arguments,
): Promise<{ vocabulary: VisualWords; report: BatchReport }> {
  const described = images.map(({ path, extract }) => ({
    path,
    features: { keypoints: [], descriptors: seen(extract, undefined).descriptors },
  }));
  const vocabulary = await learnVocabularyInWorkers(described, {
    ...givenOf(vocabularyOptions, args),
    ...(source && { source }),
    workers: workersOf(args),
  });
  return { vocabulary, report: { images: images.length, skipped: [] } };
}

/** Describes images and learns visual words from them, as the flags of `vocab` and `index create` say. */
export async function learnFrom(
  paths: readonly string[],
  args: Arguments,
  { signal, quiet }: Context,
): Promise<{ images: readonly DescribedImage[]; vocabulary: VisualWords; report: BatchReport }> {
  const { extractor, options } = chosenFeature(args, DEFAULT_DESCRIBING);
  if (!describes(extractor))
    throw new FoveaError(
      'BAD_OPTION',
      `Expected a local feature with descriptors for --feature, such as rootsift, but received '${extractor.name}'.`,
    );
  const progress = startProgress(extractor.name, { total: paths.length, quiet });
  const { images, report } = await gatherFeatures(paths, {
    extractor,
    options,
    load: loadOptionsOf(args),
    workers: workersOf(args),
    signal,
    onProgress: (done) => progress.update(done),
  }).finally(() => progress.stop());
  for (const { message } of report.skipped) warn(`skipped: ${message}`);
  const source = {
    name: extractor.name,
    options: resolveOptions(extractor.name, extractor.options, options),
  };
  const vocabulary = await learnVocabularyInWorkers(images, {
    ...givenOf(vocabularyOptions, args),
    source,
    workers: workersOf(args),
  });
  return { images, vocabulary, report };
}
