import { drawFeature } from '../../src/draw/index.js';
import { loadImage } from '../../src/image/load.js';
import { saveImage } from '../../src/image/save.js';
import type { Command } from '../command.js';
import { chosenFeature, featureFlags } from '../feature-flags.js';
import { loadFlags, loadOptionsOf } from '../load-flags.js';
import { print, say } from '../output.js';

/** `fovea show`: a picture of what a feature sees. */
export const command: Command = {
  usage: '<image>',
  positionals: { image: { describe: 'an image file' } },
  options: (argv) => ({
    out: { type: 'string', demandOption: true, describe: 'picture to write: .png, .jpg, .webp, …' },
    ...featureFlags(argv),
    ...loadFlags,
  }),
  examples: [
    ['fovea show photo.jpg --feature hog --out hog.png', 'HOG glyphs'],
    [
      'fovea show photo.jpg --feature sift --max-keypoints 200 --out sift.png',
      'keypoints with size and orientation',
    ],
  ],
  async run(args, { quiet, json }) {
    const { extractor, options } = chosenFeature(args);
    const image = await loadImage(args.image as string, loadOptionsOf(args));
    const { image: base, overlay } = drawFeature(extractor.name, image, options);
    const out = args.out as string;
    await saveImage(out, base, { overlay });
    if (json) print(JSON.stringify({ out, feature: extractor.name, width: base.width, height: base.height }));
    say(`${extractor.name} of ${args.image} → ${out}`, { quiet: quiet || json });
  },
};
