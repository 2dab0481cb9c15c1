import * as plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/**
 * Test error against the number of tests whose answers are added up, a line for each network: an SVG.
 * @param {readonly { title: string, errors: readonly number[] }[]} curves errors as parts of 1
 */
export function errorCurves(curves) {
  const { document } = parseHTML('<html><body></body></html>');
  const points = curves.flatMap(({ title, errors }) =>
    errors.map((error, i) => ({ title, tests: i + 1, error: 100 * error })),
  );
  const last = curves.map(({ errors }) => errors.length);
  const chart = plot.plot({
    document,
    width: 720,
    height: 420,
    marginRight: 205,
    style: { fontSize: '13px', fontFamily: 'system-ui, sans-serif', background: 'white' },
    color: { scheme: 'Observable10', domain: curves.map(({ title }) => title) },
    x: { label: 'tests with fresh regions', labelArrow: 'none', ticks: Math.max(...last), tickFormat: 'd' },
    y: { label: 'test error, %', labelArrow: 'none', grid: true, nice: true },
    marks: [
      plot.line(points, { x: 'tests', y: 'error', stroke: 'title', strokeWidth: 2 }),
      plot.dot(points, { x: 'tests', y: 'error', fill: 'title', r: 3 }),
      plot.text(labelsOf(points), {
        x: 'tests',
        y: 'place',
        text: 'title',
        fill: 'title',
        textAnchor: 'start',
        dx: 10,
      }),
    ],
  });
  chart.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return chart.outerHTML;
}

/** The last point of each line, and where its label stands: beside it, or above, so that labels do not touch. */
function labelsOf(points) {
  const errors = points.map(({ error }) => error);
  const apart = 0.05 * (Math.max(...errors) - Math.min(...errors));
  const last = points.filter(({ title }, i) => points[i + 1]?.title !== title);
  let below = -Infinity;
  return last
    .toSorted((a, b) => a.error - b.error)
    .map((point) => {
      below = Math.max(point.error, below + apart);
      return { ...point, place: below };
    });
}
