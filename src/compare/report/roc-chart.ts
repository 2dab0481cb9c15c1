import type { Comparison, ModelResult, RocPoints } from '../comparison.js';
import { meanRocCurve } from '../one-versus-rest-roc.js';
import { ranked } from '../ranked.js';
import { below, type Canvas, sharesAtLeft, wholePercent } from './canvas.js';
import { html, type Markup } from './html.js';
import { legend, seriesClass } from './series.js';

/** Beyond this many classes only the hardest ones are drawn. */
const mostClassesDrawn = 10;
const hardestDrawn = 5;

/** A line of the chart. */
interface Line {
  readonly name: string;
  readonly curve: RocPoints;
  /** Area under it. */
  readonly auc: number;
}

/** The mean curve of every model, up to a share of false alarms; undefined where no model has curves. */
export function modelsRocChart(
  canvas: Canvas,
  comparison: Comparison,
  { alarms }: { readonly alarms: number },
): Markup | undefined {
  const lines = ranked(comparison).flatMap((result): Line[] => {
    const mean = macroLine(result);
    return mean ? [{ ...mean, name: result.model }] : [];
  });
  if (lines.length === 0) return undefined;
  return rocChart(canvas, lines, {
    title: 'Receiver operating characteristic of each model, mean over the classes',
    alarms,
  });
}

/** The curves of one model: the mean, and those of its classes. */
export function classesRocChart(canvas: Canvas, result: ModelResult): Markup | undefined {
  const mean = macroLine(result);
  if (!mean) return undefined;
  const classes = classLines(result);
  const hardest = classes.toSorted((a, b) => a.auc - b.auc).slice(0, hardestDrawn);
  const drawn = classes.length > mostClassesDrawn ? hardest : classes;
  const omitted =
    drawn.length < classes.length &&
    html`<p class="quiet">The mean, and the ${hardestDrawn} hardest of ${classes.length} classes.</p>`;
  return html`${rocChart(canvas, [mean, ...drawn], { title: `Receiver operating characteristic of ${result.model}, each class against the rest`, alarms: 1 })}${omitted}`;
}

function classLines({ perClass }: ModelResult): Line[] {
  return perClass.flatMap(({ className, roc, auc }) =>
    roc && auc !== undefined ? [{ name: className, curve: roc, auc }] : [],
  );
}

function macroLine(result: ModelResult): Line | undefined {
  const classes = classLines(result);
  if (classes.length === 0 || result.macroAuc === undefined) return undefined;
  return { name: 'mean', curve: meanRocCurve(classes.map(({ curve }) => curve)), auc: result.macroAuc };
}

function rocChart(
  { plot, draw }: Canvas,
  lines: readonly Line[],
  { title, alarms }: { title: string; alarms: number },
): Markup {
  const words = lines.map(({ name, auc }) => `${name} AUC ${auc.toFixed(3)}`);
  const shares = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const ticks = shares.map((share) => share * alarms);
  const chart = draw(`${title}. ${words.join('; ')}.`, {
    height: 420,
    marginTop: 12,
    marginBottom: 42,
    marginLeft: 48,
    marginRight: 16,
    x: { domain: [0, alarms], ticks, tickFormat: wholePercent, ...below('false alarms among all others') },
    y: { domain: [0, 1], ticks: shares, ...sharesAtLeft },
    marks: [
      plot.gridX(ticks, { className: 'grid' }),
      plot.gridY(shares, { className: 'grid' }),
      plot.line(
        [
          [0, 0],
          [alarms, alarms],
        ],
        { className: 'chance' },
      ),
      ...lines.map(({ name, curve, auc }, i) =>
        plot.line(pointsOf(upTo(curve, alarms)), {
          className: seriesClass(i),
          title: () => `${name}, AUC ${auc.toFixed(3)}`,
        }),
      ),
    ],
  });
  return html`${chart}${legend(lines.map(({ name, auc }) => ({ name, figure: auc.toFixed(3) })))}`;
}

/** Most points that a drawing shows. */
const mostPoints = 100;

function pointsOf({ falsePositiveRate: x, truePositiveRate: y }: RocPoints): [number, number][] {
  const every = Math.max(1, x.length / mostPoints);
  const kept = new Set([x.length - 1]);
  for (let i = 0; i < x.length; i += every) kept.add(Math.floor(i));
  return [...kept].sort((a, b) => a - b).map((i) => [round(x[i]!), round(y[i]!)]);
}

/** The part of a curve up to a share of false alarms, ending there. */
function upTo({ falsePositiveRate: x, truePositiveRate: y }: RocPoints, alarms: number): RocPoints {
  const after = x.findIndex((rate) => rate > alarms);
  if (after === -1) return { falsePositiveRate: x, truePositiveRate: y };
  const [before, share] = [after - 1, (alarms - x[after - 1]!) / (x[after]! - x[after - 1]!)];
  const end = y[before]! + share * (y[after]! - y[before]!);
  return {
    falsePositiveRate: [...x.slice(0, after), alarms],
    truePositiveRate: [...y.slice(0, after), end],
  };
}

const round = (value: number): number => Number(value.toFixed(4));
