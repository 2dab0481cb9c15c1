import { vocabularyOptions } from '../../src/extract/learn-vocabulary.js';
import { saveVocabulary } from '../../src/extract/vocabulary-file.js';
import { listImages } from '../../src/image/sources.js';
import type { Command } from '../command.js';
import { learnFrom } from '../describe-images.js';
import { DEFAULT_DESCRIBING, describes, featureFlags } from '../feature-flags.js';
import { loadFlags, loadOptionsOf } from '../load-flags.js';
import { flagsOf } from '../option-flags.js';
import { count, print, say } from '../output.js';
import { workerFlag } from '../worker-flag.js';

/** `fovea vocab`: visual words learnt from images, in one file. */
export const command: Command = {
  usage: '<images..>',
  positionals: { images: { describe: 'image files, folders or quoted globs' } },
  options: (argv) => ({
    out: { type: 'string', demandOption: true, describe: 'file to write: vocab.fovea' },
    ...featureFlags(argv, { fallback: DEFAULT_DESCRIBING, kept: describes }),
    ...flagsOf(vocabularyOptions, 'words'),
    ...loadFlags,
    ...workerFlag,
  }),
  examples: [
    ['fovea vocab photos --words 1000 --seed 1 --out vocab.fovea', 'words of RootSIFT'],
    ['fovea vocab photos --detector dense --step 6 --words 400 --out vocab.fovea', 'on a regular grid'],
  ],
  async run(args, context) {
    const out = args.out as string;
    const { vocabulary, report } = await learnFrom(await listImages(args.images as string[]), args, context);
    await saveVocabulary(out, vocabulary, { images: report.images, load: { ...loadOptionsOf(args) } });
    const { words, length, fingerprint, training, source } = vocabulary;
    if (context.json) print(JSON.stringify({ out, words, length, fingerprint, source, training, ...report }));
    const stopped = training?.converged === false ? ` (stopped after ${training.iterations} iterations)` : '';
    say(`${words} words of ${source?.name} from ${count(report.images, 'image')} → ${out}${stopped}`, {
      quiet: context.quiet || context.json,
    });
  },
};
