import { VERSION } from '../../src/core/version.js';
import { extractBatch, type Skipped } from '../../src/extract/extract-batch.js';
import { openSink } from '../../src/extract/sinks.js';
import { writeAtomic } from '../../src/files/atomic.js';
import { listImages } from '../../src/image/sources.js';
import type { Command } from '../command.js';
import { chosenFeature, featureFlags } from '../feature-flags.js';
import { loadFlags, loadOptionsOf } from '../load-flags.js';
import { count, print, say, warn } from '../output.js';
import { startProgress } from '../progress.js';

/** `fovea extract`: features of images into one file, with a card of how they were made beside it. */
export const command: Command = {
  usage: '<images..>',
  positionals: { images: { describe: 'image files, folders or quoted globs' } },
  options: (argv) => ({
    out: { type: 'string', demandOption: true, describe: 'file to write: .npy, .npz, .csv or .jsonl' },
    ...featureFlags(argv),
    ...loadFlags,
  }),
  examples: [
    ['fovea extract photo.jpg --feature hog --out hog.npy', 'one HOG vector'],
    ['fovea extract photos --feature rootsift --out features.npz', 'a folder, for NumPy'],
    ["fovea extract 'photos/*.png' --feature lbp --out lbp.csv", 'a table'],
  ],
  async run(args, { signal, quiet, json }) {
    const { extractor, options } = chosenFeature(args);
    const out = args.out as string;
    const paths = await listImages(args.images as string[]);
    const progress = startProgress(extractor.name, { total: paths.length, quiet });
    const report = await extractBatch(paths, await openSink(out), {
      extractor,
      options,
      load: loadOptionsOf(args),
      signal,
      onProgress: (done, skipped) => progress.update(done, skipped ? `${skipped} skipped` : ''),
    }).finally(() => progress.stop());
    const card = {
      fovea: VERSION,
      feature: extractor.name,
      ...(args.profile !== undefined && { profile: args.profile }),
      options: { ...defaultsOf(extractor.options), ...options },
      load: loadOptionsOf(args),
      images: report.images,
      paths: without(paths, report.skipped),
      skipped: report.skipped,
    };
    await writeAtomic(`${out}.card.json`, `${JSON.stringify(card, null, 2)}\n`);
    for (const { message } of report.skipped) warn(`skipped: ${message}`);
    if (json) print(JSON.stringify({ out, ...card }));
    say(`${extractor.name} of ${count(report.images, 'image')} → ${out}`, { quiet: quiet || json });
  },
};

const defaultsOf = (spec: Readonly<Record<string, { default: unknown }>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(spec).map(([name, option]) => [name, option.default]));

function without(paths: readonly string[], skipped: readonly Skipped[]): string[] {
  const left = new Set(skipped.map(({ path }) => path));
  return paths.filter((path) => !left.has(path));
}
