import type { Comparison } from '../comparison.js';
import { ranked } from '../ranked.js';
import { openCanvas } from './canvas.js';
import { chartSections } from './chart-sections.js';
import { classOverview } from './class-tables.js';
import { datasetFacts } from './dataset-facts.js';
import { explanations } from './explanations.js';
import { html, Markup } from './html.js';
import { leaderboard } from './leaderboard.js';
import { leakSection, leakWarning } from './leak-section.js';
import { modelSection } from './model-section.js';
import { openPairs, pairMatrix } from './pair-matrix.js';
import { leftOut, provenance } from './provenance.js';
import { contents, type Section, sectionsOf } from './sections.js';
import { style } from './style.js';
import { type Thumbnail, Thumbnails } from './thumbnails.js';
import { tuningTable } from './tuning.js';
import { verdict } from './verdict.js';

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
 * security policy forbids it), light and dark, readable on a phone and on paper, by keyboard and by ear. Sections
 * appear where there is something to show. The same comparison and pictures give the same bytes.
 */
export async function comparisonReport(comparison: Comparison, options: ReportOptions = {}): Promise<string> {
  const { title = comparison.dataset.name } = options;
  const sections = await reportSections(comparison, options);
  const body = html`<a class="skip" href="#leaderboard">Skip to the leaderboard</a>
<main>
<header>
<p class="eyebrow">Model comparison</p>
<h1>${title}</h1>
${verdict(comparison)}
${leakWarning(comparison)}
${datasetFacts(comparison)}
${contents(sections)}
</header>
${sectionsOf(sections)}
<footer>Made by Fovea ${comparison.fovea}.</footer>
</main>`;
  return page(title, body);
}

async function reportSections(comparison: Comparison, options: ReportOptions): Promise<Section[]> {
  const canvas = await openCanvas();
  const thumbnails = new Thumbnails(options.thumbnail);
  const matrix = pairMatrix(comparison);
  const tuning = tuningTable(comparison);
  const leaks = await leakSection(comparison, thumbnails);
  const models: Markup[] = [];
  for (const result of ranked(comparison))
    models.push(
      await modelSection(comparison, result, {
        canvas,
        thumbnails,
        confusedShown: options.confusedPerModel ?? 12,
      }),
    );
  const { glance, roc } = chartSections(canvas, comparison);
  const sections: (Section | false | undefined)[] = [
    {
      id: 'leaderboard',
      title: 'Leaderboard',
      body: html`<div class="card">${leaderboard(comparison)}</div>`,
    },
    { id: 'charts', title: 'At a glance', body: html`<div class="charts">${glance}</div>` },
    matrix && {
      id: 'pairs',
      title: 'Who beats whom',
      note: 'Each cell: the adjusted p-value of the pair, and how many points the row’s model is ahead of the column’s. Blue: ahead; orange: behind; hatched: these images do not tell.',
      body: html`<div class="card">${matrix}${openPairs(comparison)}</div>`,
    },
    roc.length > 0 && { id: 'roc', title: 'ROC curves', body: html`<div class="charts">${roc}</div>` },
    {
      id: 'classes',
      title: 'F1 by class',
      note: 'Which classes are hard, and for whom. The best model of each class is framed.',
      body: html`<div class="card">${classOverview(comparison)}</div>`,
    },
    tuning && {
      id: 'options',
      title: 'Options chosen by trial',
      note: 'Tried within the training images only.',
      body: html`<div class="card">${tuning}</div>`,
    },
    leaks && { id: 'leaks', title: 'Leak guard', body: html`<div class="card">${leaks}</div>` },
    { id: 'models', title: 'Model by model', body: html`${models}` },
    leftOut(comparison),
    {
      id: 'reading',
      title: 'How to read this',
      body: html`<div class="card">${explanations(comparison)}</div>`,
    },
    { id: 'again', title: 'Do it again', body: provenance(comparison, options.command) },
  ];
  return sections.filter((section) => section !== undefined && section !== false);
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
