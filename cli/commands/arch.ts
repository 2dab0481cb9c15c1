import Table from 'cli-table3';
import { FoveaError } from '../../src/core/errors.js';
import { resolveOptions } from '../../src/core/options.js';
import { describeArchitecture } from '../../src/nn/networks/describe-architecture.js';
import { findNetwork, networkNames, networks } from '../../src/nn/networks/index.js';
import type { Task } from '../../src/nn/networks/network.js';
import type { Arguments, Command } from '../command.js';
import { flagsOf, givenOf } from '../option-flags.js';
import { print } from '../output.js';

/** `fovea arch`: the networks there are, or the layers of one, their sizes and parameters. */
export const command: Command = {
  usage: '[network]',
  positionals: {
    network: { describe: 'its name; without one, the networks there are', choices: networkNames },
  },
  options: (argv) => ({
    input: {
      type: 'string',
      describe: 'CHANNELSxHEIGHTxWIDTH of the images [default: what it was made for]',
    },
    classes: { type: 'number', describe: 'outputs [default: what it was made for]' },
    ...flagsOf(namedIn(argv)?.options ?? {}, 'network'),
  }),
  examples: [
    ['fovea arch', 'the networks there are'],
    ['fovea arch alexnet', ''],
    ['fovea arch lenet --input 3x32x32 --classes 100 --json', ''],
  ],
  async run(args, { json }) {
    if (args.network === undefined) return listNetworks(args, { json });
    const { name, options, task, architecture } = findNetwork(args.network as string);
    const wanted: Task = {
      inputShape: args.input === undefined ? task.inputShape : inputShapeOf(args.input as string),
      outputs: args.classes === undefined ? task.outputs : countOf(args.classes as number),
    };
    const described = describeArchitecture(
      architecture(wanted, resolveOptions(name, options, givenOf(options, args))),
    );
    if (json) return void print(JSON.stringify(described));
    const rows = described.layers.map((layer) => [
      layer.name,
      layer.type,
      layer.outputShape.join('×'),
      count(layer.parameters),
      count(layer.multiplyAdds),
    ]);
    print(tableText(['layer', 'type', 'output', 'parameters', 'multiply-adds'], rows));
    print(
      `${described.name}: ${described.inputShape.join('×')} → ${wanted.outputs}, ` +
        `${count(described.parameters)} parameters, ${count(described.multiplyAdds)} multiply-adds`,
    );
  },
};

/** The network whose options are flags. */
const namedIn = (argv: readonly string[]) => {
  const name = argv.find((word) => networkNames.includes(word));
  return name === undefined ? undefined : findNetwork(name);
};

function countOf(classes: number): number {
  if (Number.isSafeInteger(classes) && classes > 0) return classes;
  throw new FoveaError('BAD_OPTION', `Expected a positive integer for --classes but received ${classes}.`);
}

function listNetworks({ input, classes }: Arguments, { json }: { readonly json: boolean }): void {
  if (input !== undefined || classes !== undefined)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected a network (${networkNames.join(', ')}) beside --input and --classes.`,
    );
  const list = networks.map(({ name, aliases = [], summary, task, options, architecture }) => {
    const { parameters } = describeArchitecture(architecture(task, resolveOptions(name, options, {})));
    return { name, aliases, summary, ...task, parameters };
  });
  if (json) return void print(JSON.stringify(list));
  const rows = list.map(({ name, aliases, inputShape, outputs, parameters }) => [
    [name, ...aliases].join(', '),
    inputShape.join('×'),
    String(outputs),
    count(parameters),
  ]);
  print(tableText(['network', 'input', 'outputs', 'parameters'], rows));
}

/** Columns parted by blanks; the last two are numbers. */
function tableText(head: readonly string[], rows: readonly string[][]): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, i) => (i < head.length - 2 ? 'left' : 'right')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
    chars: compact,
  });
  table.push(...rows);
  return table.toString().replace(/ +$/gm, '');
}

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
