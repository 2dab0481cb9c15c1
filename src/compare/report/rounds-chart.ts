import type { Comparison } from '../comparison.js';
import { percent } from '../figures.js';
import { ranked } from '../ranked.js';
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

/** Accuracy of every model in every round: a dot a round, a bar at the mean. Undefined of a single round. */
export function roundsChart({ plot, draw }: Canvas, comparison: Comparison): Markup | undefined {
  const models = ranked(comparison).filter(({ repeats }) => repeats);
  if (models.length === 0) return undefined;
  const dots = models.flatMap(({ model, rounds }) =>
    rounds.map(({ accuracy }, round) => ({
      model,
      accuracy,
      title: `round ${round + 1}: ${percent(accuracy)}`,
    })),
  );
  const names = models.map(({ model }) => model);
  const means = models.map(({ model, repeats }) => ({ model, accuracy: repeats!.mean }));
  const domain = shareDomain(Math.min(...dots.map(({ accuracy }) => accuracy)));
  const ticks = shareTicks(domain);
  const words = models.map(
    ({ model, repeats }) =>
      `${model} from ${percent(Math.min(...repeats!.accuracies))} to ${percent(Math.max(...repeats!.accuracies))}`,
  );
  return draw(`Accuracy in each round. ${words.join('; ')}.`, {
    height: Math.max(200, 62 + 34 * models.length),
    marginTop: 12,
    marginBottom: 42,
    marginLeft: roomFor(names),
    marginRight: 20,
    x: { domain, ticks, tickFormat: wholePercent, ...below('accuracy') },
    y: modelsAtLeft(names),
    marks: [
      plot.gridX(ticks, { className: 'grid' }),
      plot.tickX(means, { y: 'model', x: 'accuracy', inset: 4, className: 'mean' }),
      plot.dot(dots, { y: 'model', x: 'accuracy', r: 4, title: 'title', className: 'round' }),
    ],
  });
}
