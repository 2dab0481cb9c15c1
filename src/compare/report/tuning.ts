import type { Comparison, Tuning } from '../comparison.js';
import { percent } from '../figures.js';
import { ranked } from '../ranked.js';
import { html, type Markup } from './html.js';
import { breakable } from './leaderboard.js';
import { wide } from './wide.js';

/** Which options each model chose, and how the others did; undefined where nothing was searched for. */
export function tuningTable(comparison: Comparison): Markup | undefined {
  const models = ranked(comparison).filter(({ rounds }) => rounds.some(({ tuning }) => tuning));
  if (models.length === 0) return undefined;
  const searches = models.map(({ model, rounds }) => {
    const found = rounds.flatMap(({ tuning }) => tuning ?? []);
    return { model, rounds: found.length, sets: tried(found) };
  });
  const chosen = searches.map((search) => ({ ...search, sets: search.sets.filter((set) => set.chosen > 0) }));
  return html`${searchTable('Options that were chosen', chosen)}
<details><summary>All that was tried</summary>${searchTable('Options that were tried', searches)}</details>`;
}

/** A set of options over all rounds. */
interface Tried {
  readonly options: string;
  /** Mean over the rounds of its mean over the inner folds. */
  readonly accuracy: number;
  readonly chosen: number;
}

interface Search {
  readonly model: string;
  readonly rounds: number;
  readonly sets: readonly Tried[];
}

function searchTable(label: string, searches: readonly Search[]): Markup {
  return wide(
    label,
    html`<table class="tuning">
<thead><tr><th scope="col">Model</th><th scope="col">Options</th><th class="number" scope="col">Accuracy within training</th><th class="number" scope="col">Chosen</th></tr></thead>
<tbody>${searches.map(searchRows)}</tbody>
</table>`,
  );
}

function searchRows({ model, rounds, sets }: Search): Markup {
  return html`${sets.map(
    ({ options, accuracy, chosen }, i) => html`<tr${chosen > 0 && html` class="chosen"`}>
${i === 0 && html`<th scope="rowgroup" rowspan="${sets.length}">${breakable(model)}</th>`}
<td><code>${options}</code></td><td class="number">${percent(accuracy)}</td>
<td class="number">${chosen === 0 ? '–' : rounds === 1 ? '✓' : `${chosen} of ${rounds} rounds`}</td></tr>`,
  )}`;
}

function tried(searches: readonly Tuning[]): Tried[] {
  const names = searches[0]!.candidates.map(({ options }) => describe(options));
  return names.map((options, i) => ({
    options,
    accuracy: searches.reduce((sum, { candidates }) => sum + candidates[i]!.accuracy, 0) / searches.length,
    chosen: searches.filter(({ chosen }) => describe(chosen) === options).length,
  }));
}

function describe(options: Tuning['chosen']): string {
  return Object.entries(options)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
}
