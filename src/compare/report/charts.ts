import type { Comparison } from '../comparison.js';
import { duration, percent } from '../figures.js';
import { meanAccuracy, ranked } from '../ranked.js';
import { Markup } from './html.js';
import { type PlacedLabel, placeLabels } from './place-labels.js';

/** The charts of a report, drawn here and now into SVG. */
export interface Charts {
  /** Every model's accuracy with its interval. */
  readonly accuracies: Markup;
  /** Accuracy over the time from pixels to verdict; absent without times. */
  readonly times: Markup | undefined;
}

/** One model in a chart. */
interface Point {
  readonly model: string;
  readonly accuracy: number;
  readonly lower: number;
  readonly upper: number;
  /** Extraction, training and prediction together. */
  readonly seconds: number;
}

type Plot = typeof import('@observablehq/plot');
type Frame = { readonly [option: string]: unknown };

const width = 440;

/**
 * Draws with Observable Plot on a document of linkedom, so that the page needs no script. Both are loaded only when
 * a report is wanted.
 */
export async function drawCharts(comparison: Comparison): Promise<Charts> {
  const [plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const frame = {
    document: parseHTML('<html><body></body></html>').document,
    width,
    className: 'plot',
    style: { fontSize: '12px', fontFamily: 'inherit' },
  };
  const points = ranked(comparison).map(pointOf);
  const timed = points.filter(({ seconds }) => seconds > 0);
  const chance = 1 / comparison.dataset.classNames.length;
  return {
    accuracies: accuracyChart(plot, frame, { points, chance }),
    times: timed.length > 0 ? timeChart(plot, frame, timed) : undefined,
  };
}

function pointOf(result: Comparison['results'][number]): Point {
  const accuracy = meanAccuracy(result);
  const [lower, upper] = result.repeats
    ? [accuracy - result.repeats.deviation, Math.min(1, accuracy + result.repeats.deviation)]
    : result.accuracyInterval;
  const { extract, train, predict } = result.seconds ?? { extract: 0, train: 0, predict: 0 };
  return { model: result.model, accuracy, lower, upper, seconds: extract + train + predict };
}

function accuracyChart(
  plot: Plot,
  frame: Frame,
  { points, chance }: { points: readonly Point[]; chance: number },
): Markup {
  const longest = Math.max(...points.map(({ model }) => model.length));
  const domain = accuracyDomain(points);
  const ticks = shareTicks(domain);
  const chart = plot.plot({
    ...frame,
    ariaLabel: 'Accuracy of each model with its interval',
    height: chartHeight(points),
    marginTop: 12,
    marginBottom: 42,
    marginLeft: Math.min(230, 20 + 7.2 * longest),
    marginRight: 50,
    x: {
      domain,
      label: 'accuracy',
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks,
      tickFormat: wholePercent,
    },
    y: { domain: points.map(({ model }) => model), label: null, tickSize: 0, tickPadding: 10 },
    marks: [
      plot.gridX(ticks, { className: 'grid' }),
      ...(chance >= domain[0] ? [plot.ruleX([chance], { className: 'chance' })] : []),
      plot.ruleY(points, { y: 'model', x1: 'lower', x2: 'upper', className: 'interval' }),
      plot.dot(points, { y: 'model', x: 'accuracy', r: 5, className: 'point' }),
      plot.text(points, {
        y: 'model',
        x: 'upper',
        text: ({ accuracy }: Point) => percent(accuracy),
        textAnchor: 'start',
        dx: 9,
        className: 'value',
      }),
    ],
  } as never);
  return new Markup(chart.outerHTML);
}

function timeChart(plot: Plot, frame: Frame, points: readonly Point[]): Markup {
  const seconds = points.map((point) => point.seconds);
  const domain = [Math.min(...seconds) / 1.6, Math.max(...seconds) * 1.6] as const;
  const accuracies = accuracyDomain(points);
  const height = chartHeight(points);
  const frameWidth = width - 64;
  const frameHeight = height - 62;
  const labels = placeLabels(
    points.map(({ model, seconds, accuracy }) => ({
      text: model,
      x: (Math.log(seconds / domain[0]) / Math.log(domain[1] / domain[0])) * frameWidth,
      y: ((accuracies[1] - accuracy) / (accuracies[1] - accuracies[0])) * frameHeight,
    })),
    { width: frameWidth, height: frameHeight },
  );
  const labelled = points.map((point, i) => ({ ...point, ...labels[i]! }));
  const chart = plot.plot({
    ...frame,
    ariaLabel: 'Accuracy over the time that each model took',
    height,
    marginTop: 20,
    marginBottom: 42,
    marginLeft: 44,
    marginRight: 20,
    x: {
      type: 'log',
      domain,
      label: 'extract + train + predict, logarithmic',
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks: timeTicks(domain),
      tickFormat: shortDuration,
    },
    y: { domain: accuracies, label: null, ticks: 6, tickSize: 0, tickPadding: 8, tickFormat: wholePercent },
    marks: [
      plot.gridX(timeTicks(domain), { className: 'grid' }),
      plot.gridY({ ticks: 6, className: 'grid' }),
      plot.dot(points, { x: 'seconds', y: 'accuracy', r: 5, className: 'point' }),
      ...labelled.map((label) => labelMark(plot, label)),
    ],
  } as never);
  return new Markup(chart.outerHTML);
}

function labelMark(plot: Plot, label: Point & PlacedLabel): ReturnType<Plot['text']> {
  const { dx, dy, anchor } = label;
  return plot.text([label], {
    x: 'seconds',
    y: 'accuracy',
    text: 'model',
    dx,
    dy,
    textAnchor: anchor,
    className: 'label',
  });
}

/** Both charts are as high, side by side. */
const chartHeight = (points: readonly Point[]): number => Math.max(280, 60 + 34 * points.length);

/** From the worst lower end, rounded down to a whole 10%, to 100%. */
function accuracyDomain(points: readonly Point[]): readonly [number, number] {
  const lowest = Math.min(...points.map(({ lower }) => lower));
  return [Math.max(0, Math.floor(lowest * 10) / 10), 1];
}

/** Every 10%, or every 20% where those would crowd. */
function shareTicks([from, to]: readonly [number, number]): number[] {
  const step = to - from > 0.5 ? 20 : 10;
  const ticks: number[] = [];
  for (let tick = to * 100; tick >= from * 100 - 1e-9; tick -= step) ticks.push(tick / 100);
  return ticks.toReversed();
}

/** 1, 3 and 10 of each power of ten within a domain, thinned to whole powers where there are many. */
function timeTicks([from, to]: readonly [number, number]): number[] {
  const steps = Math.log10(to / from) > 3 ? [1] : [1, 3];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++)
    for (const step of steps) ticks.push(Number(`${step}e${power}`));
  return ticks.filter((tick) => tick >= from && tick <= to);
}

const wholePercent = (share: number): string => `${Math.round(share * 100)}%`;

/** `300 ms`, `10 s`: ticks are round, so that no decimals are wanted. */
function shortDuration(seconds: number): string {
  return duration(seconds).replace(/\.0+(?= )/, '');
}
