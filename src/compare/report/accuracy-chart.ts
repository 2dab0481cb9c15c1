import type { Comparison, ModelResult } from '../comparison.js';
import { percent, percentRange } from '../figures.js';
import { meanAccuracy, ranked } from '../ranked.js';
import {
  below,
  type Canvas,
  modelsAtLeft,
  roomFor,
  shareDomain,
  shareTicks,
  wholePercent,
} from './canvas.js';
import type { Markup } from './html.js';

/** Every model's accuracy with its interval, beside what guessing gives. */
export function accuracyChart({ plot, draw }: Canvas, comparison: Comparison): Markup {
  const models = ranked(comparison);
  const points = models.map((result) => ({
    model: result.model,
    accuracy: meanAccuracy(result),
    lower: result.accuracyInterval[0],
    upper: result.accuracyInterval[1],
  }));
  const names = points.map(({ model }) => model);
  const chance = 1 / comparison.dataset.classNames.length;
  const domain = shareDomain(Math.min(...points.map(({ lower }) => lower)));
  const ticks = shareTicks(domain);
  return draw(`Accuracy of each model with its 95% interval. ${models.map(inWords).join('; ')}.`, {
    height: Math.max(200, 62 + 34 * points.length),
    marginTop: 12,
    marginBottom: 42,
    marginLeft: roomFor(names),
    marginRight: 50,
    x: { domain, ticks, tickFormat: wholePercent, ...below('accuracy') },
    y: modelsAtLeft(names),
    marks: [
      plot.gridX(ticks, { className: 'grid' }),
      ...(chance >= domain[0] ? [plot.ruleX([chance], { className: 'chance' })] : []),
      plot.ruleY(points, { y: 'model', x1: 'lower', x2: 'upper', className: 'interval' }),
      plot.dot(points, { y: 'model', x: 'accuracy', r: 5, className: 'point' }),
      plot.text(points, {
        y: 'model',
        x: 'upper',
        text: ({ accuracy }: { accuracy: number }) => percent(accuracy),
        textAnchor: 'start',
        dx: 9,
        className: 'value',
      }),
    ],
  });
}

function inWords(result: ModelResult): string {
  return `${result.model} ${percent(meanAccuracy(result))} (${percentRange(result.accuracyInterval)})`;
}
