import type { Comparison, ModelResult } from '../comparison.js';
import { percent } from '../figures.js';
import { meanAccuracy, ranked } from '../ranked.js';
import { below, type Canvas, chartWidth, logTicks, shareDomain, sharesAtLeft } from './canvas.js';
import type { Markup } from './html.js';
import { type PlacedLabel, placeLabels } from './place-labels.js';

/** What is paid for an accuracy. */
export interface Cost {
  /** Of the axis: `time an image`. */
  readonly label: string;
  of(result: ModelResult): number | undefined;
  show(value: number): string;
}

interface Point {
  /** Beside the point: the model's name or, where names would crowd, its place on the leaderboard. */
  readonly label: string;
  readonly model: string;
  readonly accuracy: number;
  readonly cost: number;
}

/** Names that can stand in a chart without covering each other. */
const mostNames = 8;
const mostLetters = 26;

/** Whether models stand in a chart by their places on the leaderboard. */
export function labelsAreNumbers({ results }: Comparison): boolean {
  return results.length > mostNames || results.some(({ model }) => model.length > mostLetters);
}

/** Accuracy over a cost on a logarithmic axis; undefined where no model has that cost. */
export function costChart({ plot, draw }: Canvas, comparison: Comparison, cost: Cost): Markup | undefined {
  const numbered = labelsAreNumbers(comparison);
  const points = ranked(comparison).flatMap((result, i): Point[] => {
    const paid = cost.of(result);
    const label = numbered ? String(i + 1) : result.model;
    return paid ? [{ label, model: result.model, accuracy: meanAccuracy(result), cost: paid }] : [];
  });
  if (points.length === 0) return undefined;
  const costs = points.map((point) => point.cost);
  const x = [Math.min(...costs) / 1.6, Math.max(...costs) * 1.6] as const;
  const y = shareDomain(Math.min(...points.map(({ accuracy }) => accuracy)));
  const height = 280;
  const labels = labelsOf(points, { x, y, height });
  const words = points.map(
    (point) => `${point.model} ${percent(point.accuracy)} at ${cost.show(point.cost)}`,
  );
  return draw(`Accuracy over ${cost.label}. ${words.join('; ')}.`, {
    height,
    marginTop: 20,
    marginBottom: 42,
    marginLeft: 44,
    marginRight: 20,
    x: {
      type: 'log',
      domain: x,
      ticks: logTicks(x),
      tickFormat: (value: number) => cost.show(value).replace(/\.0+(?= )/, ''),
      ...below(`${cost.label}, logarithmic`),
    },
    y: { domain: y, ticks: 6, ...sharesAtLeft },
    marks: [
      plot.gridX(logTicks(x), { className: 'grid' }),
      plot.gridY({ ticks: 6, className: 'grid' }),
      plot.dot(points, { x: 'cost', y: 'accuracy', r: 5, title: 'model', className: 'point' }),
      ...points.map((point, i) => labelMark(plot, point, labels[i]!)),
    ],
  });
}

type Domain = readonly [number, number];

function labelsOf(
  points: readonly Point[],
  { x, y, height }: { x: Domain; y: Domain; height: number },
): PlacedLabel[] {
  const frame = { width: chartWidth - 64, height: height - 62 };
  return placeLabels(
    points.map(({ label, cost, accuracy }) => ({
      text: label,
      x: (Math.log(cost / x[0]) / Math.log(x[1] / x[0])) * frame.width,
      y: ((y[1] - accuracy) / (y[1] - y[0])) * frame.height,
    })),
    frame,
  );
}

function labelMark(plot: Canvas['plot'], point: Point, { dx, dy, anchor }: PlacedLabel) {
  return plot.text([point], {
    x: 'cost',
    y: 'accuracy',
    text: 'label',
    dx,
    dy,
    textAnchor: anchor,
    className: 'label',
  });
}
