import type { VisualWords } from '../../src/bow/visual-words.js';
import { FoveaError } from '../../src/core/errors.js';
import { vocabularyOptions } from '../../src/extract/learn-vocabulary.js';
import { openWords, saveVocabulary } from '../../src/extract/vocabulary-file.js';
import { listImages } from '../../src/image/sources.js';
import { broughtDescriptors } from '../brought-descriptors.js';
import type { Command } from '../command.js';
import { learnFrom, learnFromBrought } from '../describe-images.js';
import { DEFAULT_DESCRIBING, describes, featureFlags } from '../feature-flags.js';
import { loadFlags, loadOptionsOf } from '../load-flags.js';
import { flagsOf } from '../option-flags.js';
import { count, print, say } from '../output.js';
import { vocabularyCard } from '../vocabulary-card.js';
import { workerFlag } from '../worker-flag.js';

/** `fovea vocab`: visual words learnt from images, in one file; or what such a file says of itself. */
export const command: Command = {
  usage: '<images..>',
  positionals: {
    images: {
      describe:
        'image files, folders or quoted globs; or one .npz or .npy of descriptors; or a vocabulary, to see its card',
    },
  },
  options: (argv) => ({
    out: { type: 'string', describe: 'file to write: vocab.fovea' },
    ...featureFlags(argv, { fallback: DEFAULT_DESCRIBING, kept: describes }),
    ...flagsOf(vocabularyOptions, 'words'),
    ...loadFlags,
    ...workerFlag,
  }),
  examples: [
    ['fovea vocab photos --words 1000 --seed 1 --out vocab.fovea', 'words of RootSIFT'],
    ['fovea vocab photos --detector dense --step 6 --words 400 --out vocab.fovea', 'on a regular grid'],
    ['fovea vocab photos --depth 5 --sample-size 1000000 --out tree.fovea', 'a tree of up to 100,000 words'],
    ['fovea vocab vocab.fovea', 'how a vocabulary was made'],
  ],
  async run(args, context) {
    const given = args.images as string[];
    if (given.length === 1 && given[0]!.endsWith('.fovea')) return showCard(given[0]!, context);
    const out = args.out as string | undefined;
    if (out === undefined)
      throw new FoveaError(
        'BAD_OPTION',
        'Expected --out, a file to write the vocabulary to, but received none.',
      );
    const brought = await broughtDescriptors(args);
    const { vocabulary, report } = brought
      ? await learnFromBrought(brought, args)
      : await learnFrom(await listImages(given), args, context);
    await saveVocabulary(out, vocabulary, {
      images: report.images,
      ...(!brought && { load: { ...loadOptionsOf(args) } }),
    });
    if (context.json) print(JSON.stringify({ out, ...figures(vocabulary), ...report }));
    const { words, training, source } = vocabulary;
    const stopped = training?.converged === false ? ` (stopped after ${training.iterations} iterations)` : '';
    const text = `${words} words${source ? ` of ${source.name}` : ''} from ${count(report.images, 'image')} → ${out}${stopped}`;
    say([text, ...vocabularyCard(vocabulary)].join('\n'), { quiet: context.quiet || context.json });
  },
};

async function showCard(file: string, { json }: { json: boolean }): Promise<void> {
  const { vocabulary, card } = await openWords(file);
  if (json) print(JSON.stringify({ file, ...figures(vocabulary), card }));
  else print([`${file}: ${vocabulary.words} words`, ...vocabularyCard(vocabulary)].join('\n'));
}

function figures({ words, length, fingerprint, source, training, documents }: VisualWords) {
  return { words, length, fingerprint, source, training, documents };
}
