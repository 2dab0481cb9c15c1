import type { Vocabulary } from '../src/bow/vocabulary.js';
import { FoveaError } from '../src/core/errors.js';
import { resolveOptions } from '../src/core/options.js';
import type { BatchReport } from '../src/extract/extract-batch.js';
import { type DescribedImage, gatherFeatures } from '../src/extract/gather-features.js';
import { learnVocabulary, vocabularyOptions } from '../src/extract/learn-vocabulary.js';
import type { Arguments, Context } from './command.js';
import { chosenFeature, DEFAULT_DESCRIBING, describes } from './feature-flags.js';
import { loadOptionsOf } from './load-flags.js';
import { givenOf } from './option-flags.js';
import { warn } from './output.js';
import { startProgress } from './progress.js';
import { workersOf } from './worker-flag.js';

/** Describes images and learns visual words from them, as the flags of `vocab` and `index create` say. */
export async function learnFrom(
  paths: readonly string[],
  args: Arguments,
  { signal, quiet }: Context,
): Promise<{ images: readonly DescribedImage[]; vocabulary: Vocabulary; report: BatchReport }> {
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
  const vocabulary = learnVocabulary(images, { ...givenOf(vocabularyOptions, args), source });
  return { images, vocabulary, report };
}
