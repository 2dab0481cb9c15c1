import Table from 'cli-table3';
import type { Comparison, ModelResult } from './comparison.js';
import { byteSize, count, duration, percent, percentRange } from './figures.js';
import { ranked } from './ranked.js';

/** How the table looks. */
export interface TableOptions {
  /** Colours and bold through terminal escapes; false where NO_COLOR is set or the output is no terminal. */
  readonly colour: boolean;
}

const modelWidth = 19;
const noLines = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', right: '', 'right-mid': '', mid: '', 'mid-mid': '', middle: '  ' },
};

/**
 * The leaderboard for a terminal of 80 columns: models from best to worst with accuracy, its 95% interval (or, over
 * several seeds, mean and standard deviation), macro F1, times and size, and a line on what was measured.
 */
export function comparisonTable(comparison: Comparison, { colour }: TableOptions): string {
  const repeated = comparison.results.some(({ repeats }) => repeats);
  const best = ranked(comparison)[0];
  const table = new Table({
    head: [
      'model',
      repeated ? 'mean' : 'accur.',
      repeated ? '± dev.' : 'interval',
      'F1',
      'extract',
      'train',
      'predict',
      'size',
    ],
    colAligns: ['left', 'right', 'left', 'right', 'right', 'right', 'right', 'right'],
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: colour ? ['dim'] : [], border: [] },
  });
  for (const result of ranked(comparison)) {
    const cells = cellsOf(result);
    table.push(colour && result === best ? cells.map((cell) => `\u001b[1;32m${cell}\u001b[0m`) : cells);
  }
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return [...lines, '', ...footnotes(comparison)].join('\n');
}

function cellsOf({
  model,
  accuracy,
  accuracyInterval,
  macroF1,
  seconds,
  modelBytes,
  repeats,
}: ModelResult): string[] {
  return [
    wrapAtPlus(model),
    percent(repeats?.mean ?? accuracy),
    repeats ? `± ${percent(repeats.deviation)}` : percentRange(accuracyInterval).slice(0, -1),
    macroF1 < 0.9995 ? macroF1.toFixed(3).slice(1) : '1.00',
    seconds ? duration(seconds.extract) : '–',
    seconds ? duration(seconds.train) : '–',
    seconds ? duration(seconds.predict) : '–',
    byteSize(modelBytes),
  ];
}

/** A long name over several lines, broken after a plus. */
function wrapAtPlus(name: string): string {
  const lines = [''];
  for (const part of name.split(/(?<=\+)/)) {
    if ((lines.at(-1) + part).length > modelWidth && lines.at(-1) !== '') lines.push('  ');
    lines[lines.length - 1] += part;
  }
  return lines.join('\n');
}

function footnotes({ dataset, split, seed, skipped, results }: Comparison): string[] {
  const classes = dataset.classNames.length;
  const seeds = results[0]?.repeats?.seeds.length ?? 1;
  const facts = [
    `${dataset.name}: ${classes} classes, ${count(split.train)} images to train on, ${count(split.test)} to test on`,
    seeds > 1 ? `seeds ${seed} to ${seed + seeds - 1}` : `seed ${seed}`,
  ];
  const bad = skipped.length;
  const unfinished = results.filter(({ converged }) => converged === false).map(({ model }) => model);
  return [
    `${facts.join('; ')}.`,
    ...(unfinished.length > 0
      ? [`Training stopped at its last iteration, short of convergence: ${unfinished.join(', ')}.`]
      : []),
    ...(bad > 0 ? [`${count(bad)} ${bad === 1 ? 'image was' : 'images were'} left out as unusable.`] : []),
  ];
}
