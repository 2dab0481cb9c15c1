import type { ModelResult } from '../comparison.js';
import { count, percent } from '../figures.js';
import { below, type Canvas, sharesAtLeft, wholePercent } from './canvas.js';
import type { Markup } from './html.js';

/** Share of right predictions over the probability they were made with; undefined where that is not known. */
export function calibrationChart(
  { plot, draw }: Canvas,
  { model, calibration }: ModelResult,
): Markup | undefined {
  if (!calibration) return undefined;
  const points = calibration.bins.flatMap(({ images, probability, right }) => {
    const share = right / images;
    const title = `${count(images)} predictions made with ${percent(probability)}: ${percent(share)} right`;
    return images === 0 ? [] : [{ images, probability, share, title }];
  });
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  return draw(
    `Calibration of ${model}: expected error ${percent(calibration.error)}. ${points.map(({ title }) => title).join('; ')}.`,
    {
      height: 420,
      marginTop: 12,
      marginBottom: 42,
      marginLeft: 48,
      marginRight: 16,
      x: {
        domain: [0, 1],
        ticks,
        tickFormat: wholePercent,
        ...below('probability given to what was predicted'),
      },
      y: { domain: [0, 1], ticks, ...sharesAtLeft },
      r: { range: [2, 16] },
      marks: [
        plot.gridX(ticks, { className: 'grid' }),
        plot.gridY(ticks, { className: 'grid' }),
        plot.line(
          [
            [0, 0],
            [1, 1],
          ],
          { className: 'honest' },
        ),
        plot.ruleX(points, { x: 'probability', y1: 'probability', y2: 'share', className: 'gap' }),
        plot.dot(points, { x: 'probability', y: 'share', r: 'images', title: 'title', className: 'round' }),
      ],
    },
  );
}
