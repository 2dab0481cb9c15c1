import type { Comparison, ModelResult } from '../comparison.js';
import { byteSize, count, duration, percent, percentRange } from '../figures.js';
import { meanAccuracy, ranked } from '../ranked.js';
import { drawCharts } from './charts.js';
import { classOverview, classTable } from './class-tables.js';
import { confusedImages, type Thumbnail } from './confused-images.js';
import { confusionTable } from './confusion-table.js';
import { html, Markup } from './html.js';
import { breakable, leaderboard, sectionId } from './leaderboard.js';
import { provenance, skippedImages } from './provenance.js';
import { style } from './style.js';

/** What a report shows besides the figures. */
export interface ReportOptions {
  /** Default: the data set's name. */
  readonly title?: string;
  /** Small pictures of images of the data set, `data:image/…`; asked for one at a time. Default: no pictures. */
  readonly thumbnail?: Thumbnail;
  /** Pictures for each model, the surest mistakes. Default 12. */
  readonly confusedPerModel?: number;
  /** How the comparison is run again, as typed. */
  readonly command?: string;
}

/**
 * A comparison as one HTML page that needs nothing else: no script, no font, nothing from the network (its content
 * security policy forbids it), light and dark, readable on a phone and on paper. The same comparison and pictures
 * give the same bytes.
 */
export async function comparisonReport(comparison: Comparison, options: ReportOptions = {}): Promise<string> {
  const { title = comparison.dataset.name, command } = options;
  const charts = await drawCharts(comparison);
  const models: Markup[] = [];
  for (const result of ranked(comparison)) models.push(await modelSection(comparison, result, options));
  const body = html`<main>
<header>
<p class="eyebrow">Model comparison</p>
<h1>${title}</h1>
${verdict(comparison)}
${datasetFacts(comparison)}
</header>
<h2 id="leaderboard">Leaderboard</h2>
<div class="card">${leaderboard(comparison)}</div>
<h2 id="charts">At a glance</h2>
<div class="charts">${chartFigures(comparison, charts)}</div>
<h2 id="classes">F1 by class</h2>
<p class="quiet">Which classes are hard, and for whom. The best model of each class is framed.</p>
<div class="card">${classOverview(comparison)}</div>
<h2 id="models">Model by model</h2>
${models}
${skippedImages(comparison)}
<h2 id="again">Do it again</h2>
${provenance(comparison, command)}
<footer>Made by Fovea ${comparison.fovea}.</footer>
</main>`;
  return page(title, body);
}

function page(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${title} – Fovea</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}

function verdict(comparison: Comparison): Markup {
  const [best, second] = ranked(comparison);
  if (!best) return html``;
  const sure = best.repeats
    ? `mean of ${best.repeats.seeds.length} seeds, standard deviation ${percent(best.repeats.deviation)}`
    : `95% interval ${percentRange(best.accuracyInterval)}`;
  const overlap = second && !best.repeats && second.accuracyInterval[1] >= best.accuracyInterval[0];
  return html`<p class="lead"><b>${best.model}</b> was right most often: <b>${percent(meanAccuracy(best))}</b> of ${count(comparison.split.test)} test images (${sure}).${overlap && html` Its interval overlaps that of ${second.model}: this test set alone does not settle which is better.`}</p>`;
}

function datasetFacts({ dataset, split, seed, skipped, seconds }: Comparison): Markup {
  const facts: [string, string][] = [
    ['Data set', dataset.name],
    ['Classes', count(dataset.classNames.length)],
    ['Images', count(dataset.images)],
    ['To train on', count(split.train)],
    ['To test on', count(split.test)],
    ['Left out', count(skipped.length)],
    ['Split', `${split.rule}, seed ${seed}`],
    ...(seconds ? [['Decoding', duration(seconds.load)] as [string, string]] : []),
  ];
  return html`<dl class="facts card">${facts.map(([term, fact]) => html`<div${fact.length > 18 && html` class="long"`}><dt>${term}</dt><dd>${fact}</dd></div>`)}</dl>`;
}

function chartFigures(
  { dataset, results }: Comparison,
  { accuracies, times }: Awaited<ReturnType<typeof drawCharts>>,
): Markup[] {
  const interval = results[0]?.repeats
    ? 'one standard deviation over the seeds'
    : 'its 95% interval (Wilson)';
  const chance = percent(1 / dataset.classNames.length);
  return [
    html`<figure class="card"><figcaption>Accuracy <small>Share of test images that were right, with ${interval}. Guessing gives ${chance}.</small></figcaption>${accuracies}</figure>`,
    ...(times
      ? [
          html`<figure class="card"><figcaption>Accuracy and time <small>Top left is best: right, and quick about it.</small></figcaption>${times}</figure>`,
        ]
      : []),
  ];
}

async function modelSection(
  { dataset }: Comparison,
  result: ModelResult,
  { thumbnail, confusedPerModel = 12 }: ReportOptions,
): Promise<Markup> {
  const {
    model,
    accuracy,
    accuracyInterval,
    macroF1,
    modelBytes,
    vectorLength,
    converged,
    confusion,
    errors,
  } = result;
  const shown = errors.slice(0, confusedPerModel);
  const pictures = await confusedImages(shown, thumbnail);
  return html`<section class="model card" id="${sectionId(model)}">
<header><h3>${breakable(model)}</h3>
<span class="quiet">${percent(accuracy)} (${percentRange(accuracyInterval)}) · macro F1 ${macroF1.toFixed(3)} · ${count(vectorLength)} numbers an image · ${byteSize(modelBytes)}${converged === false && ' · training stopped short of convergence'}</span></header>
<div class="sides">
<div><h4>Confusion matrix</h4>${confusionTable({ classNames: dataset.classNames, confusion })}</div>
<div>${classTable(result)}</div>
</div>
${
  shown.length > 0 &&
  html`<h4>Surest mistakes (${count(shown.length)} of ${count(errors.length)}), with the probability given to the wrong class</h4>${pictures}`
}
</section>`;
}
