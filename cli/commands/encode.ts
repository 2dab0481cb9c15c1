import { type DescriptorSource, Encoder, trainingDescriptors, type Vocabulary } from '../../src/bow/index.js';
import { FoveaError } from '../../src/core/errors.js';
import { resolveOptions } from '../../src/core/options.js';
import {
  type DescriptorSet,
  encodeToFile,
  gatherDescriptors,
  openEncoder,
  openVocabulary,
  type Skipped,
  saveEncoder,
} from '../../src/extract/index.js';
import type { LocalExtractor } from '../../src/features/index.js';
import { listImages } from '../../src/image/sources.js';
import { broughtDescriptors } from '../brought-descriptors.js';
import type { Arguments, Command, Context } from '../command.js';
import { chosenEncoding, encodingFlags } from '../encoding-flags.js';
import { chosenFeature, DEFAULT_DESCRIBING, describes, featureFlags } from '../feature-flags.js';
import { loadFlags, loadOptionsOf } from '../load-flags.js';
import { count, print, say, warn } from '../output.js';
import { startProgress } from '../progress.js';
import { workerFlag, workersOf } from '../worker-flag.js';

/** `fovea encode`: one vector an image, from its descriptors. */
export const command: Command = {
  usage: '<images..>',
  positionals: {
    images: {
      describe:
        'image files, folders or quoted globs; or one .npz or .npy of descriptors, as of fovea extract',
    },
  },
  options: (argv) => ({
    out: { type: 'string', demandOption: true, describe: 'file to write: .npy, .npz, .csv or .jsonl' },
    ...encodingFlags(argv),
    vocab: { type: 'string', describe: 'words to use, from fovea vocab [default: learnt from the input]' },
    encoder: { type: 'string', describe: 'fitted encoding to use, from --save; it has its options' },
    save: { type: 'string', describe: 'file to keep the fitted encoding in: encoder.fovea' },
    ...featureFlags(argv, { fallback: DEFAULT_DESCRIBING, kept: describes }),
    ...loadFlags,
    ...workerFlag,
  }),
  examples: [
    ['fovea encode features.npz --vocab vocab.fovea --encoding vlad --out vectors.npy', 'with given words'],
    [
      'fovea encode photos --encoding fisher --detector dense --save fisher.fovea --out vectors.npy',
      'learns from photos',
    ],
    ['fovea encode more --encoder fisher.fovea --out more.npy', 'more images, as those before'],
  ],
  async run(args, context) {
    const ready = await openReady(args);
    const input = await readInput(args, { ready, context });
    for (const { message } of input.skipped) warn(`skipped: ${message}`);
    const encoder = ready.encoder ?? fitted(args, { input, vocabulary: ready.vocabulary });
    const out = args.out as string;
    if (args.save !== undefined)
      await saveEncoder(args.save as string, encoder, { images: input.images.length });
    const { paths: _, ...card } = await encodeToFile(input, out, { ...input, encoder });
    if (context.json) print(JSON.stringify({ out, ...card }));
    say(`${card.encoding} of ${count(card.images, 'image')}, ${card.length} numbers each → ${out}`, {
      quiet: context.quiet || context.json,
    });
  },
};

/** What is there already: a fitted encoding, or words, or neither. */
interface Ready {
  readonly encoder?: Encoder;
  readonly vocabulary?: Vocabulary;
}

async function openReady(args: Arguments): Promise<Ready> {
  const { options } = chosenEncoding(args);
  if (args.encoder === undefined)
    return args.vocab === undefined ? {} : { vocabulary: await openVocabulary(args.vocab as string) };
  const given = ['encoding', 'vocab', 'save'].filter((name) => args[name] !== undefined);
  const [other] = [...given, ...Object.keys(options)];
  if (other !== undefined)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected --encoder alone, because a fitted encoding has its options, but received ${other}, too. Leave one of them out.`,
    );
  return { encoder: await openEncoder(args.encoder as string) };
}

type Input = DescriptorSet & {
  readonly skipped: readonly Skipped[];
  readonly extractor?: LocalExtractor;
};

async function readInput(
  args: Arguments,
  { ready, context: { signal, quiet } }: { ready: Ready; context: Context },
): Promise<Input> {
  const brought = await broughtDescriptors(args);
  if (brought) return { ...brought, skipped: [] };
  const { extractor, options } = feature(args, (ready.encoder ?? ready.vocabulary)?.source);
  const paths = await listImages(args.images as string[]);
  const progress = startProgress(extractor.name, { total: paths.length, quiet });
  const gathered = await gatherDescriptors(paths, {
    extractor,
    options,
    load: loadOptionsOf(args),
    signal,
    workers: workersOf(args),
    onProgress: (done) => progress.update(done),
  }).finally(() => progress.stop());
  return { ...gathered, extractor };
}

/** What was fitted knows what it was fitted on; flags that say otherwise are refused when it is used. */
function feature(args: Arguments, source: DescriptorSource | undefined) {
  const { extractor, options } = chosenFeature(args, source?.name ?? DEFAULT_DESCRIBING);
  if (extractor.kind === 'local' && describes(extractor))
    return { extractor, options: { ...(extractor.name === source?.name && source.options), ...options } };
  throw new FoveaError(
    'BAD_OPTION',
    `Expected a local feature with descriptors for --feature, such as rootsift, but received '${extractor.name}'.`,
  );
}

function fitted(
  args: Arguments,
  { input, vocabulary }: { input: Input; vocabulary: Vocabulary | undefined },
): Encoder {
  const { encoding, options } = chosenEncoding(args);
  const resolved = resolveOptions(encoding.name, encoding.options, options);
  const training = trainingDescriptors(
    input.images.map(({ extract }) => extract),
    {
      extractor: input.extractor,
      options: resolved as unknown as { sampleSize: number; seed: number },
      ...(input.source && { source: input.source }),
      ...(vocabulary && { vocabulary }),
    },
  );
  return Encoder.fit(encoding, training, resolved);
}
