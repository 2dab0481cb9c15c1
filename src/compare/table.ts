import Table from 'cli-table3';
import type { Comparison, ModelPair, ModelResult } from './comparison.js';
import { byteSize, count, duration, percent, percentRange } from './figures.js';
import { meanAccuracy, ranked } from './ranked.js';

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

/** Differences at or above it may be chance. */
const LEVEL = 0.05;

/**
 * The leaderboard for a terminal of 80 columns: models from best to worst with accuracy, its 95% interval, over
 * several rounds the standard deviation, macro F1, seconds to train, time and bytes an image; and below it what was
 * measured, and what to be careful about. `=` marks models that cannot be told apart from the best.
 */
export function comparisonTable(comparison: Comparison, { colour }: TableOptions): string {
  const repeated = comparison.results.some(({ repeats }) => repeats);
  const [best] = ranked(comparison);
  const table = new Table({
    head: [
      ...['model', 'accur. ', 'interval', ...(repeated ? ['± dev.'] : [])],
      ...['F1', 'train', '/image', 'vector'],
    ],
    colAligns: [
      ...(['left', 'right', 'left'] as const),
      ...Array.from({ length: 5 }, () => 'right' as const),
    ],
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: colour ? ['dim'] : [], border: [] },
  });
  for (const result of ranked(comparison)) {
    const cells = cellsOf(result, { mark: isTied(result, best!, comparison.pairs) ? '=' : ' ' });
    table.push(colour && result === best ? cells.map((cell) => `\u001b[1;32m${cell}\u001b[0m`) : cells);
  }
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return [...lines, '', ...footnotes(comparison)].join('\n');
}

function cellsOf(result: ModelResult, { mark }: { mark: string }): string[] {
  const { macroF1, seconds, repeats } = result;
  return [
    wrapAtPlus(result.model),
    `${percent(meanAccuracy(result))}${mark}`,
    percentRange(result.accuracyInterval).slice(0, -1),
    ...(repeats ? [`± ${(repeats.deviation * 100).toFixed(1)}`] : []),
    macroF1 < 0.9995 ? macroF1.toFixed(3).slice(1) : '1.00',
    seconds ? duration(seconds.train) : '–',
    seconds ? duration(seconds.perImage) : '–',
    byteSize(result.bytesPerImage),
  ];
}

/** Whether a test of a model against the best leaves it open which is better. */
function isTied({ model }: ModelResult, best: ModelResult, pairs: readonly ModelPair[]): boolean {
  const pair = pairs.find(({ models }) => models.includes(model) && models.includes(best.model));
  return model !== best.model && pair !== undefined && pair.adjustedPValue >= LEVEL;
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

function footnotes(comparison: Comparison): string[] {
  const { skipped, failed, results, leaks } = comparison;
  const bad = skipped.length;
  const near = leaks.pairs.length;
  const unfinished = results.filter(({ converged }) => converged === false).map(({ model }) => model);
  return [
    ...(near > 0 ? [leakNote(leaks)] : []),
    ...whatWasMeasured(comparison),
    ...(comparison.pairs.length > 0 ? [markNote(comparison)] : []),
    ...(unfinished.length > 0
      ? [`Training stopped at its last iteration, short of convergence: ${unfinished.join(', ')}.`]
      : []),
    ...failed.map(({ model, message }) => `Left out: ${model}. ${message}`),
    ...(bad > 0 ? [`${count(bad)} ${bad === 1 ? 'image was' : 'images were'} left out as unusable.`] : []),
  ];
}

function leakNote({ pairs, mode, dropped }: Comparison['leaks']): string {
  const found = `${count(pairs.length)} near-duplicate${pairs.length === 1 ? '' : 's'} across training and test`;
  return mode === 'drop'
    ? `${found}: ${count(dropped)} training images left out.`
    : `${found}: figures may be too good.`;
}

function whatWasMeasured({ dataset, protocol, split, seed, results }: Comparison): string[] {
  const seeds = [...new Set(results[0]?.repeats?.seeds ?? [seed])];
  const images = `${dataset.name}: ${dataset.classNames.length} classes, ${count(split.train)} images to train on, ${count(split.test)} to test on`;
  const drawn = seeds.length > 1 ? `seeds ${seeds[0]} to ${seeds.at(-1)}` : `seed ${seeds[0]}`;
  const rounds = results[0]?.repeats?.accuracies.length ?? 1;
  return rounds > 1
    ? [`${images}.`, `${rounds} rounds (${protocol.kind}); ${drawn}.`]
    : [`${images}; ${drawn}.`];
}

function markNote({ pairs }: Comparison): string {
  const test = pairs[0]!.test === 'mcnemar' ? "McNemar's exact test" : 'corrected resampled t-test';
  return `= not told apart from the best at 5% (${test}, after Holm).`;
}
