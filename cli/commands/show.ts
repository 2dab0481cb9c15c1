import { FoveaError } from '../../src/core/errors.js';
import { drawFeature, drawFmp, drawWords, fmpPictureOptions, type Picture } from '../../src/draw/index.js';
import { openWords } from '../../src/extract/vocabulary-file.js';
import { loadImage } from '../../src/image/load.js';
import { saveImage } from '../../src/image/save.js';
import { listImages } from '../../src/image/sources.js';
import { describeImage, indexSettings } from '../../src/search/index.js';
import type { Arguments, Command } from '../command.js';
import { chosenFeature, featureFlags } from '../feature-flags.js';
import { loadFlags, loadOptionsOf } from '../load-flags.js';
import { flagsOf, givenOf } from '../option-flags.js';
import { count, print, say } from '../output.js';
import { writeAtlas } from '../word-atlas.js';

/** `fovea show`: a picture of what a feature sees, of an image being pooled, or of the visual words that images have. */
export const command: Command = {
  usage: '<images..>',
  positionals: {
    images: { describe: 'one image file; with --vocab as many files, folders or globs as you like' },
  },
  options: (argv) => ({
    out: {
      type: 'string',
      demandOption: true,
      describe: 'picture to write: .png, .jpg, .webp, …; with --vocab also a page, .html',
    },
    ...featureFlags(argv, { optional: true }),
    vocab: {
      type: 'string',
      describe: 'instead of --feature: a vocabulary, whose words are drawn as patches',
    },
    fmp: {
      type: 'boolean',
      describe: 'instead of --feature: fractional max pooling, step by step, with its regions',
    },
    ...(argv.includes('--fmp') && flagsOf(fmpPictureOptions, 'fmp')),
    ...loadFlags,
  }),
  examples: [
    ['fovea show photo.jpg --feature hog --out hog.png', 'HOG glyphs'],
    [
      'fovea show photo.jpg --feature sift --max-keypoints 200 --out sift.png',
      'size and orientation of keypoints',
    ],
    ['fovea show --fmp photo.jpg --no-overlapping --out pooled.png', 'fractional max pooling, step by step'],
    ['fovea show photos --vocab vocab.fovea --out words.png', 'patches of the most frequent visual words'],
    [
      'fovea show photos --vocab vocab.fovea --out atlas.html',
      'an atlas: words by frequency, burstiness, idf',
    ],
  ],
  async run(args, { quiet, json, signal }) {
    const paths = await listImages(args.images as string[]);
    const out = args.out as string;
    if (out.endsWith('.html')) return writeAtlas(paths, args, { quiet, json, signal });
    const { image, overlay, caption } = await pictureOf(paths, args);
    await saveImage(out, image, { overlay });
    if (json)
      print(JSON.stringify({ out, images: paths.length, caption, width: image.width, height: image.height }));
    say(`${caption} → ${out}`, { quiet: quiet || json });
  },
};

async function pictureOf(paths: readonly string[], args: Arguments): Promise<Picture> {
  if (args.vocab !== undefined) return wordsPicture(paths, args);
  if ((args.feature === undefined && !args.fmp) || paths.length !== 1)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected one image and --feature or --fmp, or --vocab, but received ${count(paths.length, 'image')}${args.feature === undefined && !args.fmp ? ' and none of them' : ''}.`,
    );
  const image = await loadImage(paths[0]!, loadOptionsOf(args));
  if (args.fmp) return drawFmp(image, givenOf(fmpPictureOptions, args));
  const { extractor, options } = chosenFeature(args);
  return drawFeature(extractor.name, image, options);
}

async function wordsPicture(paths: readonly string[], args: Arguments): Promise<Picture> {
  const { vocabulary } = await openWords(args.vocab as string);
  const settings = indexSettings({ feature: vocabulary.source!.name, options: vocabulary.source!.options });
  const sources = [];
  for (const path of paths) {
    const image = await loadImage(path, loadOptionsOf(args));
    const features = describeImage(image, settings);
    sources.push({ image, features, words: vocabulary.assign(features.descriptors!) });
  }
  return drawWords(sources);
}
