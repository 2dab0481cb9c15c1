import { drawHits } from '../../src/draw/index.js';
import { loadImage } from '../../src/image/load.js';
import { saveImage } from '../../src/image/save.js';
import { describeImage, openIndex } from '../../src/search/index.js';
import type { Command } from '../command.js';
import { print, say } from '../output.js';

/** `fovea search`: the images of an index most like one image. */
export const command: Command = {
  usage: '<index> <image>',
  positionals: {
    index: { describe: 'an index file, from fovea index create' },
    image: { describe: 'the query: an image file' },
  },
  options: () => ({
    top: { type: 'number', default: 10, describe: 'how many hits' },
    out: { type: 'string', describe: 'picture of the query and its hits to write: hits.png' },
  }),
  examples: [
    ['fovea search photos.fovea beach.jpg --top 5', 'score and path, best first'],
    ['fovea search photos.fovea beach.jpg --out hits.png', 'and a picture of them'],
  ],
  async run(args, { json, quiet }) {
    const index = await openIndex(args.index as string);
    const query = await loadImage(args.image as string, index.settings.load);
    const features = describeImage(query, index.settings);
    const hits = await index.search(features, { top: args.top as number });
    if (json) print(JSON.stringify({ query: args.image, keypoints: features.keypoints.length, hits }));
    else for (const { score, path } of hits) print(`${score.toFixed(4)}  ${path}`);
    if (hits.length === 0)
      say(
        `nothing found: ${features.keypoints.length} keypoints in the query, ${index.size} images in the index`,
        {
          quiet,
        },
      );
    if (args.out !== undefined) {
      const drawn = await Promise.all(
        hits.map(async (hit) => ({
          ...hit,
          image: await loadImage(hit.path, { width: 240, height: 240, fit: 'inside' }),
        })),
      );
      const { image, overlay } = drawHits(query, drawn);
      await saveImage(args.out as string, image, { overlay });
    }
  },
};
