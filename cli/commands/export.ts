import { writeAtomic } from '../../src/files/atomic.js';
import { networkToOnnx } from '../../src/models/network-to-onnx.js';
import type { Command } from '../command.js';
import { openModel } from '../open-model.js';
import { print, say } from '../output.js';

/** `fovea export`: a trained network as an ONNX file. */
export const command: Command = {
  usage: '<model>',
  positionals: { model: { describe: 'a folder from fovea train, or the file in it; of a network' } },
  options: () => ({
    format: { type: 'string', choices: ['onnx'], default: 'onnx', describe: 'of the file' },
    regions: {
      type: 'string',
      choices: ['baked', 'inputs'],
      default: 'baked',
      describe: 'of fractional poolings: drawn once with --seed, or inputs of the model',
    },
    seed: { type: 'number', default: 0, describe: 'of regions that are baked in' },
    out: { type: 'string', demandOption: true, describe: 'the file to write' },
  }),
  examples: [['fovea export model --format onnx --out lenet.onnx', '']],
  async run(args, { quiet, json }) {
    const { model } = await openModel(args.model as string);
    const bytes = networkToOnnx(model, args.regions === 'inputs' ? 'inputs' : { seed: args.seed as number });
    const out = args.out as string;
    await writeAtomic(out, bytes);
    if (json)
      print(JSON.stringify({ out, bytes: bytes.length, model: model.name, classes: model.classNames }));
    else say(`${model.name} of ${model.classNames.length} classes → ${out}`, { quiet });
  },
};
