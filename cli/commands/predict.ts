import { FoveaError } from '../../src/core/errors.js';
import { row } from '../../src/core/ndarray.js';
import { loadImage } from '../../src/image/load.js';
import { listImages } from '../../src/image/sources.js';
import type { ImageModel } from '../../src/models/index.js';
import type { Command } from '../command.js';
import { openModel } from '../open-model.js';
import { print, warn } from '../output.js';
import { startProgress } from '../progress.js';

/** `fovea predict`: the most likely class of images, by a saved model. */
export const command: Command = {
  usage: '<model> <images..>',
  positionals: {
    model: { describe: 'a folder from fovea train, or the file in it' },
    images: { describe: 'image files, folders or quoted globs' },
  },
  options: () => ({
    'repeat-tests': {
      type: 'number',
      describe:
        'answers, with fresh regions, that a network of fractional poolings adds up [default: its own]',
    },
  }),
  examples: [
    ['fovea predict model photo.jpg', 'class, probability and path'],
    ['fovea predict model photos --json', 'one JSON object, all class probabilities'],
    ['fovea predict fmp digit.png --repeat-tests 12', ''],
  ],
  async run(args, { signal, quiet, json }) {
    const { model: saved } = await openModel(args.model as string);
    const tests = args.repeatTests as number | undefined;
    const model = tests === undefined ? saved : saved.repeating(tests);
    const paths = await listImages(args.images as string[]);
    const progress = startProgress('predict', { total: paths.length, quiet });
    const predictions: Prediction[] = [];
    let skipped = 0;
    for (const path of paths) {
      signal.throwIfAborted();
      const prediction = await predictOne(model, path);
      if (prediction) {
        predictions.push(prediction);
        if (!json) print(`${prediction.class}\t${prediction.probability.toFixed(3)}\t${path}`);
      } else skipped++;
      progress.update(predictions.length + skipped);
    }
    progress.stop();
    if (json) print(JSON.stringify({ model: model.name, predictions, skipped }));
    if (predictions.length === 0)
      throw new FoveaError(
        'BAD_DATA',
        `Expected at least one usable image of ${paths.length}, but none could be used.`,
      );
  },
};

interface Prediction {
  readonly path: string;
  readonly class: string;
  readonly probability: number;
  readonly probabilities: Readonly<Record<string, number>>;
}

/** Undefined for an image that cannot be used, after saying why. */
async function predictOne(model: ImageModel, path: string): Promise<Prediction | undefined> {
  try {
    const extract = model.extract(await loadImage(path));
    const [label] = await model.predict([extract]);
    const probabilities = row(await model.predictProba([extract]), 0);
    return {
      path,
      class: model.classNames[label!]!,
      probability: probabilities[label!]!,
      probabilities: Object.fromEntries(model.classNames.map((name, i) => [name, probabilities[i]!])),
    };
  } catch (error) {
    if (!(error instanceof FoveaError)) throw error;
    warn(`skipped: ${error.message}`);
    return undefined;
  }
}
