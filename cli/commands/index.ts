import type { VisualWords } from '../../src/bow/index.js';
import { FoveaError } from '../../src/core/errors.js';
import { vocabularyOptions } from '../../src/extract/learn-vocabulary.js';
import { openWords } from '../../src/extract/vocabulary-file.js';
import { listImages } from '../../src/image/sources.js';
import { createIndex, indexImages, type MemoryIndex, openIndex, saveIndex } from '../../src/search/index.js';
import type { Arguments, Command, Context } from '../command.js';
import { learnFrom } from '../describe-images.js';
import { chosenFeature, DEFAULT_DESCRIBING, describes, featureFlags } from '../feature-flags.js';
import { loadFlags, loadOptionsOf } from '../load-flags.js';
import { flagsOf } from '../option-flags.js';
import { count, print, say, warn } from '../output.js';
import { startProgress } from '../progress.js';
import { workerFlag, workersOf } from '../worker-flag.js';

const actions = ['create', 'add', 'remove', 'info'] as const;

/** `fovea index`: an image search index in one file. */
export const command: Command = {
  usage: '<action> <index>',
  positionals: {
    action: { describe: 'what to do', choices: actions },
    index: { describe: 'the index file: photos.fovea' },
  },
  options: (argv) => ({
    images: {
      type: 'string',
      array: true,
      describe: 'image files, folders or quoted globs to create with or add; image files to remove',
    },
    vocab: {
      type: 'string',
      describe: 'create: vocabulary to use, from fovea vocab [default: learnt from the images]',
    },
    ...featureFlags(argv, { fallback: DEFAULT_DESCRIBING, kept: describes }),
    ...flagsOf(vocabularyOptions, 'words'),
    ...loadFlags,
    ...workerFlag,
  }),
  examples: [
    ['fovea index create photos.fovea --images photos', 'learns the words and indexes the folder'],
    ['fovea index add photos.fovea --images new/*.jpg', 'adds images, or replaces those of the same path'],
    ['fovea index info photos.fovea', 'what it holds; verifies the checksum'],
  ],
  async run(args, context) {
    const file = args.index as string;
    const index = await runAction(args.action as (typeof actions)[number], { file, args, context });
    const { settings, size, vocabulary } = index;
    const summary = {
      index: file,
      images: size,
      feature: settings.feature,
      words: vocabulary.words,
      vocabulary: vocabulary.fingerprint,
    };
    if (context.json) print(JSON.stringify(summary));
    say(`${file}: ${count(size, 'image')}, ${vocabulary.words} words of ${settings.feature}`, {
      quiet: context.quiet || context.json,
    });
  },
};

type Call = { file: string; args: Arguments; context: Context };

async function runAction(
  action: (typeof actions)[number],
  { file, args, context }: Call,
): Promise<MemoryIndex> {
  if (action === 'info') return openIndex(file);
  const images = requiredImages(args);
  if (action === 'create') return created(await listImages(images), { file, args, context });
  const index = await openIndex(file);
  if (action === 'add') await addAll(index, await listImages(images), { args, context });
  // What is taken out of an index may be gone from disk: names are taken as they are.
  else for (const path of images) if (!(await index.remove(path))) warn(`not in the index: ${path}`);
  await saveIndex(file, index);
  return index;
}

async function created(paths: readonly string[], { file, args, context }: Call): Promise<MemoryIndex> {
  const load = loadOptionsOf(args);
  if (args.vocab !== undefined) {
    const { vocabulary } = await openWords(args.vocab as string);
    const index = createIndex({ vocabulary, ...givenFeature(args, vocabulary), load });
    await addAll(index, paths, { args, context });
    await saveIndex(file, index);
    return index;
  }
  const { images, vocabulary } = await learnFrom(paths, args, context);
  const index = createIndex({ vocabulary, load });
  for (const { path, features } of images) await index.add(path, features);
  await saveIndex(file, index);
  return index;
}

/** A vocabulary knows what it was made of; flags that say otherwise reach `createIndex`, which refuses them. */
function givenFeature(args: Arguments, { source }: VisualWords) {
  const { extractor, options } = chosenFeature(args, source?.name ?? DEFAULT_DESCRIBING);
  return { feature: extractor.name, options: { ...source?.options, ...options } };
}

async function addAll(
  index: MemoryIndex,
  paths: readonly string[],
  { args, context: { signal, quiet } }: Omit<Call, 'file'>,
): Promise<void> {
  const progress = startProgress('index', { total: paths.length, quiet });
  const { skipped } = await indexImages(index, paths, {
    workers: workersOf(args),
    signal,
    onProgress: (done) => progress.update(done),
  }).finally(() => progress.stop());
  for (const { message } of skipped) warn(`skipped: ${message}`);
}

function requiredImages(args: Arguments): string[] {
  if (args.images !== undefined) return args.images as string[];
  throw new FoveaError(
    'BAD_OPTION',
    `Expected --images for fovea index ${args.action}: files, folders or globs.`,
  );
}
