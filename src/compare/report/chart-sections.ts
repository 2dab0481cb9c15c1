import type { Comparison } from '../comparison.js';
import { byteSize, duration, percent } from '../figures.js';
import { accuracyChart } from './accuracy-chart.js';
import type { Canvas } from './canvas.js';
import { type Cost, costChart, labelsAreNumbers } from './cost-chart.js';
import { html, type Markup } from './html.js';
import { learningChart } from './learning-chart.js';
import { modelsRocChart } from './roc-chart.js';
import { roundsChart } from './rounds-chart.js';

const timeAnImage: Cost = {
  label: 'time an image',
  of: ({ seconds }) => seconds?.perImage,
  show: duration,
};

const bytesAnImage: Cost = {
  label: 'bytes an image',
  of: ({ bytesPerImage }) => bytesPerImage,
  show: byteSize,
};

/** All charts over several models, each with its caption; those without data are left out. */
export function chartSections(canvas: Canvas, comparison: Comparison): { glance: Markup[]; roc: Markup[] } {
  const chance = percent(1 / comparison.dataset.classNames.length);
  const rounds = comparison.protocol.rounds.length;
  const numbers = labelsAreNumbers(comparison) ? ' Numbers are places on the leaderboard.' : '';
  const glance = [
    figure(accuracyChart(canvas, comparison), {
      title: 'Accuracy',
      note: `Share of test images that were right, with its 95% interval. Guessing gives ${chance}.`,
    }),
    figure(roundsChart(canvas, comparison), {
      title: 'Round by round',
      note: `A dot for each of ${rounds} rounds, a bar at the mean.`,
    }),
    figure(learningChart(canvas, comparison), {
      title: 'Learning curves',
      note: 'Accuracy with fewer training images; the bands are one standard deviation over the rounds.',
    }),
    figure(costChart(canvas, comparison, timeAnImage), {
      title: 'Accuracy and time',
      note: `From decoded pixels to a label. Top left is best: right, and quick about it.${numbers}`,
    }),
    figure(costChart(canvas, comparison, bytesAnImage), {
      title: 'Accuracy and size',
      note: `What the classifier sees of an image, as 32-bit floats. Top left is best.${numbers}`,
    }),
  ];
  const roc = [
    figure(modelsRocChart(canvas, comparison, { alarms: 1 }), {
      title: 'All models, with their AUC',
      note: 'Each class against the rest, mean over the classes; those of each class stand with their model. Dashed: guessing.',
    }),
    figure(modelsRocChart(canvas, comparison, { alarms: 0.1 }), {
      title: 'The same, where false alarms are few',
      note: 'The left tenth, enlarged: here it is decided which model one can rely on.',
    }),
  ];
  const present = (charts: readonly (Markup | undefined)[]) => charts.filter((chart) => chart !== undefined);
  return { glance: present(glance), roc: present(roc) };
}

function figure(
  chart: Markup | undefined,
  { title, note }: { title: string; note: string },
): Markup | undefined {
  return (
    chart &&
    html`<figure class="card"><figcaption>${title} <small>${note}</small></figcaption>${chart}</figure>`
  );
}
