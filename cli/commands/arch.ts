import Table from 'cli-table3';
import { FoveaError } from '../../src/core/errors.js';
import { resolveOptions } from '../../src/core/options.js';
import { describeArchitecture } from '../../src/nn/networks/describe-architecture.js';
import { findNetwork, networks } from '../../src/nn/networks/index.js';
import type { NetworkDefinition, Task } from '../../src/nn/networks/network.js';
import type { Command } from '../command.js';
import { flagsOf, givenOf } from '../option-flags.js';
import { print } from '../output.js';

const namesOf = ({ name, aliases = [] }: NetworkDefinition): string[] => [name, ...aliases];

/** `fovea arch`: the layers of a network, their sizes and parameters. */
export const command: Command = {
  usage: '<network>',
  positionals: { network: { describe: 'its name', choices: networks.flatMap(namesOf) } },
  options: (argv) => ({
    input: {
      type: 'string',
      describe: 'CHANNELSxHEIGHTxWIDTH of the images [default: what it was made for]',
    },
    classes: { type: 'number', describe: 'outputs [default: what it was made for]' },
    ...flagsOf(
      networks.find((each) => namesOf(each).some((name) => argv.includes(name)))?.options ?? {},
      'network',
    ),
  }),
  examples: [
    ['fovea arch alexnet', ''],
    ['fovea arch lenet --input 3x32x32 --classes 100 --json', ''],
  ],
  async run(args, { json }) {
    const { name, options, task, architecture } = findNetwork(args.network as string);
    const wanted: Task = {
      inputShape: args.input === undefined ? task.inputShape : inputShapeOf(args.input as string),
      outputs: (args.classes as number | undefined) ?? task.outputs,
    };
    const described = describeArchitecture(
      architecture(wanted, resolveOptions(name, options, givenOf(options, args))),
    );
    if (json) return void print(JSON.stringify(described));
    const table = new Table({
      head: ['layer', 'type', 'output', 'parameters', 'multiply-adds'],
      colAligns: ['left', 'left', 'left', 'right', 'right'],
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
      chars: compact,
    });
    for (const layer of described.layers)
      table.push([
        layer.name,
        layer.type,
        layer.outputShape.join('×'),
        count(layer.parameters),
        count(layer.multiplyAdds),
      ]);
    print(table.toString().replace(/ +$/gm, ''));
    print(
      `${described.name}: ${described.inputShape.join('×')} → ${wanted.outputs}, ` +
        `${count(described.parameters)} parameters, ${count(described.multiplyAdds)} multiply-adds an image`,
    );
  },
};

const count = (value: number): string => (value === 0 ? '' : value.toLocaleString('en-US'));

function inputShapeOf(text: string): Task['inputShape'] {
  const match = /^([1-9]\d{0,3})x([1-9]\d{0,4})x([1-9]\d{0,4})$/i.exec(text);
  if (match) return [Number(match[1]), Number(match[2]), Number(match[3])];
  throw new FoveaError(
    'BAD_OPTION',
    `Expected CHANNELSxHEIGHTxWIDTH for --input, such as 3x227x227, but received '${text}'.`,
  );
}

/** Columns parted by blanks alone. */
const compact = {
  ...Object.fromEntries(
    ['top', 'bottom', 'mid'].flatMap((line) =>
      ['', '-mid', '-left', '-right'].map((part) => [`${line}${part}`, '']),
    ),
  ),
  left: '',
  'left-mid': '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};
