import type { Comparison, ModelResult } from '../comparison.js';
import { byteSize, duration, percent, percentRange } from '../figures.js';
import { meanAccuracy, ranked } from '../ranked.js';
import { html, type Markup } from './html.js';
import { isTied } from './significance.js';
import { wide } from './wide.js';

/** Columns that only some comparisons fill. */
interface Columns {
  readonly repeated: boolean;
  readonly auc: boolean;
  readonly timed: boolean;
}

/** The models from best to worst, one row each, leading to their sections. */
export function leaderboard(comparison: Comparison): Markup {
  const { results } = comparison;
  const columns = {
    repeated: results.some(({ repeats }) => repeats),
    auc: results.some(({ macroAuc }) => macroAuc !== undefined),
    timed: results.some(({ seconds }) => seconds),
  };
  const best = ranked(comparison)[0]?.model ?? '';
  const rows = ranked(comparison).map((result, i) =>
    leaderboardRow(result, { i, columns, tied: isTied(comparison, result.model, best) }),
  );
  return wide(
    'Leaderboard',
    html`<table class="leaderboard">
<thead><tr>
<th class="number" scope="col">#</th><th scope="col">Model</th>
<th colspan="2" scope="col">Accuracy</th><th scope="col">95% interval</th>
${columns.repeated && html`<th scope="col">± dev.</th>`}
<th class="number" scope="col">Macro F1</th>${columns.auc && html`<th class="number" scope="col">AUC</th>`}
${columns.timed && html`<th class="number" scope="col">Train</th><th class="number" scope="col">An image</th>`}
<th class="number" scope="col">Vector</th><th class="number" scope="col">Model</th>
</tr></thead>
<tbody>${rows}</tbody>
</table>${
      comparison.pairs.length > 0 &&
      html`<p class="marks"><b class="tied">=</b> not told apart from the best at 5%: see <a href="#pairs">who beats whom</a>.</p>`
    }`,
  );
}

function leaderboardRow(
  result: ModelResult,
  { i, columns, tied }: { i: number; columns: Columns; tied: boolean },
): Markup {
  const { model, accuracyInterval, macroF1, macroAuc, seconds, modelBytes, bytesPerImage, repeats } = result;
  const accuracy = meanAccuracy(result);
  const time = (value: number | undefined) =>
    html`<td class="number">${value === undefined ? '–' : duration(value)}</td>`;
  return html`<tr${i === 0 && html` class="best"`}>
<td class="number">${i + 1}</td>
<th scope="row"><a href="#${sectionId(model)}">${breakable(model)}</a></th>
<td class="number strong">${percent(accuracy)}${tied && html`<b class="tied" title="not told apart from the best at 5%">=</b>`}</td>
<td class="meter" aria-hidden="true"><span style="--share:${share(accuracy)};--lower:${share(accuracyInterval[0])};--upper:${share(accuracyInterval[1])}"></span></td>
<td class="quiet">${percentRange(accuracyInterval)}</td>
${columns.repeated && html`<td class="quiet">${repeats ? `± ${percent(repeats.deviation)}` : '–'}</td>`}
<td class="number">${macroF1.toFixed(3)}</td>${columns.auc && html`<td class="number">${macroAuc?.toFixed(3) ?? '–'}</td>`}
${columns.timed && [time(seconds?.train), time(seconds?.perImage)]}
<td class="number">${byteSize(bytesPerImage)}</td>
<td class="number">${byteSize(modelBytes)}</td>
</tr>`;
}

const share = (value: number): string => `${(value * 100).toFixed(1)}%`;

/** Where a model's section is found on the page: labels are free text, and no two may lead to the same place. */
export function sectionId(model: string): string {
  const coded = (other: string) => (other === '+' ? '-' : `_${other.codePointAt(0)!.toString(16)}_`);
  return `model-${model.replace(/[^a-zA-Z0-9]/gu, coded)}`;
}

/** A name that a browser may break after each plus, and not at hyphens. */
export function breakable(name: string): Markup {
  const parts = name
    .split(/(?<=\+)/)
    .map((part) => (part.includes('-') ? html`<span class="unbroken">${part}</span>` : part));
  return html`${parts.map((part, i) => [i > 0 && html`<wbr>`, part])}`;
}
