import type { Comparison } from '../comparison.js';
import { count, percent } from '../figures.js';
import { ranked } from '../ranked.js';
import { below, type Canvas, shareDomain, sharesAtLeft } from './canvas.js';
import { html, type Markup } from './html.js';
import { legend, seriesClass } from './series.js';

/** Accuracy over the number of training images of a class; undefined where nobody asked for it. */
export function learningChart({ plot, draw }: Canvas, comparison: Comparison): Markup | undefined {
  const models = ranked(comparison).filter(({ learningCurve }) => learningCurve?.length);
  if (models.length === 0) return undefined;
  const curves = models.map(({ model, learningCurve }) =>
    learningCurve!.map(({ trainPerClass, accuracy, deviation }) => ({
      model,
      trainPerClass,
      accuracy,
      lower: Math.max(0, accuracy - deviation),
      upper: Math.min(1, accuracy + deviation),
      title: `${model}, ${count(trainPerClass)} a class: ${percent(accuracy)}`,
    })),
  );
  const points = curves.flat();
  const sizes = [...new Set(points.map(({ trainPerClass }) => trainPerClass))].sort((a, b) => a - b);
  const domain = shareDomain(Math.min(...points.map(({ lower }) => lower)));
  const words = curves.map(
    (curve) =>
      `${curve[0]!.model}: ${curve.map(({ trainPerClass, accuracy }) => `${percent(accuracy)} with ${trainPerClass}`).join(', ')}`,
  );
  const chart = draw(`Accuracy over training images of each class. ${words.join('; ')}.`, {
    height: 280,
    marginTop: 20,
    marginBottom: 42,
    marginLeft: 44,
    marginRight: 20,
    x: {
      type: 'log',
      ticks: sizes,
      tickFormat: count,
      domain: sizes.length > 1 ? [sizes[0], sizes.at(-1)] : [sizes[0]! / 2, sizes[0]! * 2],
      ...below('training images of each class, logarithmic'),
    },
    y: { domain, ticks: 6, ...sharesAtLeft },
    marks: [
      plot.gridY({ ticks: 6, className: 'grid' }),
      ...curves.flatMap((curve, i) => [
        plot.areaY(curve, {
          x: 'trainPerClass',
          y1: 'lower',
          y2: 'upper',
          className: `band ${seriesClass(i)}`,
        }),
        plot.line(curve, { x: 'trainPerClass', y: 'accuracy', className: seriesClass(i) }),
        plot.dot(curve, {
          x: 'trainPerClass',
          y: 'accuracy',
          r: 3.5,
          title: 'title',
          className: seriesClass(i),
        }),
      ]),
    ],
  });
  const last = models.map(({ model, learningCurve }) => ({
    name: model,
    figure: percent(learningCurve!.at(-1)!.accuracy),
  }));
  return html`${chart}${legend(last)}`;
}
