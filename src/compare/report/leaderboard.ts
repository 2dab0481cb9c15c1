import type { Comparison, ModelResult } from '../comparison.js';
import { byteSize, count, duration, percent, percentRange } from '../figures.js';
import { meanAccuracy, ranked } from '../ranked.js';
import { html, type Markup } from './html.js';

/** The models from best to worst, one row each, leading to their sections. */
export function leaderboard(comparison: Comparison): Markup {
  const repeated = comparison.results.some(({ repeats }) => repeats);
  const rows = ranked(comparison).map((result, i) => leaderboardRow(result, i));
  return html`<div class="wide"><table class="leaderboard">
<thead><tr>
<th class="number">#</th><th>Model</th>
<th colspan="2">${repeated ? 'Mean accuracy' : 'Accuracy'}</th>
<th>${repeated ? 'Deviation' : '95% interval'}</th>
<th class="number">Macro F1</th>
<th class="number">Extract</th><th class="number">Train</th><th class="number">Predict</th>
<th class="number">Model size</th><th class="number">Vector</th>
</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

function leaderboardRow(result: ModelResult, i: number): Markup {
  const { model, accuracyInterval, macroF1, seconds, modelBytes, vectorLength, repeats } = result;
  const accuracy = meanAccuracy(result);
  const time = (value: number | undefined) =>
    html`<td class="number">${value === undefined ? '–' : duration(value)}</td>`;
  return html`<tr${i === 0 && html` class="best"`}>
<td class="number">${i + 1}</td>
<th scope="row"><a href="#${sectionId(model)}">${breakable(model)}</a></th>
<td class="number strong">${percent(accuracy)}</td>
<td class="meter"><span style="--share:${(accuracy * 100).toFixed(1)}%"></span></td>
<td class="quiet">${repeats ? `± ${percent(repeats.deviation)}` : percentRange(accuracyInterval)}</td>
<td class="number">${macroF1.toFixed(3)}</td>
${time(seconds?.extract)}${time(seconds?.train)}${time(seconds?.predict)}
<td class="number">${byteSize(modelBytes)}</td>
<td class="number">${count(vectorLength)}</td>
</tr>`;
}

/** Where a model's section is found on the page. */
export function sectionId(model: string): string {
  return `model-${model.replace(/[^a-zA-Z0-9]+/g, '-')}`;
}

/** A name that a browser may break after each plus. */
export function breakable(name: string): Markup {
  return html`${name.split(/(?<=\+)/).map((part, i) => [i > 0 && html`<wbr>`, part])}`;
}
