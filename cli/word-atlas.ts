import { basename } from 'node:path';
import { FoveaError } from '../src/core/errors.js';
import {
  atlasPage,
  chooseWords,
  PatchStrip,
  type WordExample,
  WordUsage,
  type WordUse,
} from '../src/draw/index.js';
import { extractBatch } from '../src/extract/extract-batch.js';
import { openWords } from '../src/extract/vocabulary-file.js';
import { findExtractor } from '../src/features/index.js';
import { writeAtomic } from '../src/files/atomic.js';
import { loadImage } from '../src/image/load.js';
import { encodeImage } from '../src/image/save.js';
import type { Arguments, Context } from './command.js';
import { loadOptionsOf } from './load-flags.js';
import { count, print, say, warn } from './output.js';
import { startProgress } from './progress.js';
import { workersOf } from './worker-flag.js';

/** Words in a section of the page, patches of a word, and how large a patch is stored and shown. */
const WORDS = 24;
const EXAMPLES = 8;
const SIDE = 96;
const SHOWN = 56;

/** Describes the images, and writes an atlas of a vocabulary's words in them. */
export async function writeAtlas(paths: readonly string[], args: Arguments, context: Context): Promise<void> {
  const out = args.out as string;
  if (args.vocab === undefined)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected --vocab for a page of words but received --out ${out} alone.`,
    );
  const file = args.vocab as string;
  const { vocabulary } = await openWords(file);
  if (vocabulary.source === undefined)
    throw new FoveaError(
      'BAD_DATA',
      `Expected ${file} to say what its words were learnt from but it does not.`,
    );
  const usage = new WordUsage(vocabulary, { examples: EXAMPLES });
  const seen = await countWords(paths, usage, { source: vocabulary.source, args, context });
  const sections = chooseWords(usage.words, { most: WORDS });
  const strips = await cutStrips(
    seen,
    sections.flatMap(({ words }) => words),
    args,
  );
  const page = atlasPage({
    title: basename(file),
    vocabulary,
    words: usage.words,
    sections,
    images: seen.length,
    strip: ({ word }) => strips.get(word)!,
    side: SHOWN,
  });
  await writeAtomic(out, page);
  const { quiet, json } = context;
  if (json) print(JSON.stringify({ out, images: seen.length, words: vocabulary.words, shown: strips.size }));
  say(`${count(strips.size, 'word')} of ${vocabulary.words} in ${count(seen.length, 'image')} → ${out}`, {
    quiet: quiet || json,
  });
}

/** The images that could be described, in the order of their numbers. */
async function countWords(
  paths: readonly string[],
  usage: WordUsage,
  { source, args, context }: { source: { name: string; options: object }; args: Arguments; context: Context },
): Promise<string[]> {
  const seen: string[] = [];
  const sink = {
    write: async (path: string, features: unknown) => {
      usage.add(seen.length, features as Parameters<WordUsage['add']>[1]);
      seen.push(path);
    },
    commit: async () => undefined,
    abort: async () => undefined,
  };
  const progress = startProgress(source.name, { total: paths.length, quiet: context.quiet });
  const { skipped } = await extractBatch(paths, sink, {
    extractor: findExtractor(source.name),
    options: source.options as Record<string, unknown>,
    load: loadOptionsOf(args),
    workers: workersOf(args),
    signal: context.signal,
    onProgress: (done) => progress.update(done),
  }).finally(() => progress.stop());
  for (const { message } of skipped) warn(`skipped: ${message}`);
  return seen;
}

/** The patches of each word as a picture that stands inside the page; every image is read once more at most. */
async function cutStrips(
  paths: readonly string[],
  words: readonly WordUse[],
  args: Arguments,
): Promise<Map<number, string>> {
  const strips = new Map<number, PatchStrip>();
  const byImage = new Map<number, { strip: PatchStrip; at: number; example: WordExample }[]>();
  for (const { word, examples } of words) {
    if (strips.has(word)) continue;
    const strip = new PatchStrip({ patches: examples.length, side: SIDE });
    strips.set(word, strip);
    examples.forEach((example, at) => {
      byImage.set(example.image, [...(byImage.get(example.image) ?? []), { strip, at, example }]);
    });
  }
  for (const [image, places] of byImage) {
    const pixels = await loadImage(paths[image]!, loadOptionsOf(args));
    for (const { strip, at, example } of places) strip.fill(at, pixels, example.keypoint);
  }
  const addresses = new Map<number, string>();
  for (const [word, { image }] of strips) {
    const bytes = await encodeImage(image, { format: 'webp' });
    addresses.set(word, `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`);
  }
  return addresses;
}
