import { existsSync } from 'node:fs';
import { FoveaError } from '../../src/core/errors.js';
import { extractToFile } from '../../src/extract/extract-to-file.js';
import { journalOf } from '../../src/extract/journal.js';
import { shareOf } from '../../src/extract/share.js';
import { listImages } from '../../src/image/sources.js';
import type { Command } from '../command.js';
import { chosenFeature, featureFlags } from '../feature-flags.js';
import { loadFlags, loadOptionsOf } from '../load-flags.js';
import { count, print, say, warn } from '../output.js';
import { startProgress } from '../progress.js';
import { shardOf } from '../shard-flag.js';
import { workerFlag, workersOf } from '../worker-flag.js';

/** `fovea extract`: features of images into one file, with a card of how they were made beside it. */
export const command: Command = {
  usage: '<images..>',
  positionals: { images: { describe: 'image files, folders or quoted globs' } },
  options: (argv) => ({
    out: { type: 'string', demandOption: true, describe: 'file to write: .npy, .npz, .csv or .jsonl' },
    ...featureFlags(argv),
    ...loadFlags,
    ...workerFlag,
    resume: {
      type: 'boolean',
      default: false,
      describe:
        'go on where an interrupted run of the same call stopped; without it such a run is thrown away',
    },
    shard: {
      type: 'string',
      describe: 'describe only the i-th of n shares of the images, as i/n: 1/3; fovea merge joins the files',
    },
  }),
  examples: [
    ['fovea extract photo.jpg --feature hog --out hog.npy', 'one HOG vector'],
    ['fovea extract photos --feature rootsift --out features.npz', 'a folder, for NumPy'],
    ["fovea extract 'photos/*.png' --feature lbp --out lbp.csv", 'a table'],
    ['fovea extract photos --feature rootsift --out features.npz --resume', 'after an interruption'],
  ],
  async run(args, { signal, quiet, json }) {
    const { extractor, options } = chosenFeature(args);
    const out = args.out as string;
    const resume = args.resume as boolean;
    const paths = await listImages(args.images as string[]);
    const journal = journalOf(out);
    const settings = {
      load: loadOptionsOf(args),
      workers: workersOf(args),
      shard: shardOf(args.shard),
      resume,
    };
    if (!resume && existsSync(journal)) warn(`begins anew, without what an earlier run left in ${journal}`);
    const total = settings.shard ? shareOf(paths, settings.shard).length : paths.length;
    const progress = startProgress(extractor.name, { total, quiet });
    const card = await extractToFile(paths, out, {
      extractor,
      options,
      ...settings,
      profile: args.profile as string | undefined,
      signal,
      onProgress: (done, skipped) => progress.update(done, skipped ? `${skipped} skipped` : ''),
    })
      .finally(() => progress.stop())
      .catch((error: unknown) => {
        if (!(error instanceof FoveaError) && existsSync(journal))
          warn(`What was done is kept in ${journal}; go on with --resume.`);
        throw error;
      });
    for (const { message } of card.skipped) warn(`skipped: ${message}`);
    if (json) print(JSON.stringify({ out, ...card }));
    say(`${extractor.name} of ${count(card.images, 'image')} → ${out}`, { quiet: quiet || json });
  },
};
