import type { Comparison, ModelPair } from '../comparison.js';
import { percent } from '../figures.js';
import { ranked } from '../ranked.js';
import { html, type Markup } from './html.js';
import { breakable } from './leaderboard.js';
import { level, pairOf, pValue } from './significance.js';
import { wide } from './wide.js';

/** Every model against every other: adjusted p-value and difference in accuracy; undefined of a single model. */
export function pairMatrix(comparison: Comparison): Markup | undefined {
  if (comparison.pairs.length === 0) return undefined;
  const models = ranked(comparison).map(({ model }) => model);
  const head = models.map((name) => html`<th scope="col">${breakable(name)}</th>`);
  const rows = models.map((row) => {
    const cells = models.map((column) => {
      const pair = pairOf(comparison, row, column);
      return pair ? pairCell(pair, row) : html`<td class="none">–</td>`;
    });
    return html`<tr><th scope="row">${breakable(row)}</th>${cells}</tr>`;
  });
  return wide(
    'p-values of every pair of models',
    html`<table class="pairs-matrix">
<thead><tr><td class="corner">row less column</td>${head}</tr></thead>
<tbody>${rows}</tbody>
</table>`,
  );
}

function pairCell(
  { models, difference, adjustedPValue, pValue: raw, onlyRight }: ModelPair,
  row: string,
): Markup {
  const sign = models[0] === row ? 1 : -1;
  const [won, lost] = sign > 0 ? onlyRight : onlyRight.toReversed();
  const points = `${sign * difference >= 0 ? '+' : '−'}${Math.abs(difference * 100).toFixed(1)}`;
  const kind = adjustedPValue >= level ? 'open' : sign * difference > 0 ? 'won' : 'lost';
  const title = `${points} points; right alone ${won} times, wrong alone ${lost} times; p ${pValue(raw)}, adjusted ${pValue(adjustedPValue)}`;
  return html`<td class="${kind}" title="${title}"><b>${pValue(adjustedPValue)}</b><small>${points}</small></td>`;
}

/** Pairs whose difference may be chance, said in words. */
export function openPairs({ pairs }: Comparison): Markup | undefined {
  const open = pairs.filter(({ adjustedPValue }) => adjustedPValue >= level);
  if (pairs.length === 0) return undefined;
  if (open.length === 0) return html`<p>Every difference is larger than chance would have it.</p>`;
  const items = open
    .toSorted((a, b) => a.adjustedPValue - b.adjustedPValue)
    .map(
      ({ models: [better, worse], difference, adjustedPValue }) =>
        html`<li>${better} and ${worse}: ${percent(difference)} apart, p ${pValue(adjustedPValue)}</li>`,
    );
  return html`<details><summary>${open.length} of ${pairs.length} pairs are not told apart</summary><ul class="open-pairs">${items}</ul></details>`;
}
