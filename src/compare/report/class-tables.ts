import type { Comparison, ModelResult } from '../comparison.js';
import { count } from '../figures.js';
import { ranked } from '../ranked.js';
import { html, type Markup } from './html.js';
import { breakable } from './leaderboard.js';
import { wide } from './wide.js';

/**
 * F1 of every class under every model, so that one sees which classes are hard, and for whom. Shaded by its square,
 * which tells good from very good.
 */
export function classOverview(comparison: Comparison): Markup {
  const results = ranked(comparison);
  const head = results.map(({ model }) => html`<th scope="col">${breakable(model)}</th>`);
  const rows = comparison.dataset.classNames.map((name, c) => {
    const scores = results.map(({ perClass }) => perClass[c]!.f1);
    const best = Math.max(...scores);
    const cells = scores.map(
      (f1) =>
        html`<td class="score${f1 === best && best > 0 && ' top'}" style="--share:${(100 * f1 * f1).toFixed(0)}%">${f1.toFixed(2)}</td>`,
    );
    return html`<tr><th scope="row">${name}</th>${cells}</tr>`;
  });
  return wide(
    'F1 by class and model',
    html`<table class="classes">
<thead><tr><td></td>${head}</tr></thead>
<tbody>${rows}</tbody>
</table>`,
  );
}

/** Beyond this many classes a table for each model is folded away. */
const mostClassesUnfolded = 20;

/** Precision, recall, F1 and area under the ROC of each class under one model. */
export function classTable({ model, perClass }: ModelResult): Markup {
  const curves = perClass.some(({ auc }) => auc !== undefined);
  const rows = perClass.map(
    ({ className, precision, recall, f1, support, auc }) => html`<tr>
<th scope="row">${className}</th>
<td class="number">${precision.toFixed(2)}</td><td class="number">${recall.toFixed(2)}</td>
<td class="number strong">${f1.toFixed(2)}</td>
<td class="meter" aria-hidden="true"><span style="--share:${(f1 * 100).toFixed(1)}%"></span></td>
${curves && html`<td class="number">${auc?.toFixed(3) ?? '–'}</td>`}
<td class="number quiet">${count(support)}</td>
</tr>`,
  );
  const table = wide(
    `Scores by class of ${model}`,
    html`<table class="scores">
<thead><tr><th scope="col">Class</th><th class="number" scope="col">Precision</th><th class="number" scope="col">Recall</th><th class="number" scope="col">F1</th><td></td>${curves && html`<th class="number" scope="col">AUC</th>`}<th class="number" scope="col">Images</th></tr></thead>
<tbody>${rows}</tbody>
</table>`,
  );
  return perClass.length <= mostClassesUnfolded
    ? html`<h4>By class</h4>${table}`
    : html`<details><summary>All ${perClass.length} classes</summary>${table}</details>`;
}
