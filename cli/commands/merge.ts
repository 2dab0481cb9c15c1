import { mergeShards } from '../../src/extract/merge-shards.js';
import type { Command } from '../command.js';
import { count, print, say } from '../output.js';

/** `fovea merge`: the shards of one extract job into what one machine would have written. */
export const command: Command = {
  usage: '<shards..>',
  positionals: {
    shards: { describe: 'the files of all shards, in any order, with their cards beside them' },
  },
  options: () => ({
    out: { type: 'string', demandOption: true, describe: 'file to write, of the format of the shards' },
  }),
  examples: [
    ['fovea extract photos --feature rootsift --shard 1/2 --out 1.npz', 'on one machine'],
    ['fovea extract photos --feature rootsift --shard 2/2 --out 2.npz', 'on another'],
    ['fovea merge 1.npz 2.npz --out features.npz', ''],
  ],
  async run(args, { quiet, json }) {
    const shards = args.shards as string[];
    const out = args.out as string;
    const card = await mergeShards(shards, out);
    if (json) print(JSON.stringify({ out, ...card }));
    say(`${count(shards.length, 'shard')}, ${count(card.images, 'image')} → ${out}`, {
      quiet: quiet || json,
    });
  },
};
