import type { Comparison } from '../comparison.js';
import { count, percent, percentRange } from '../figures.js';
import { meanAccuracy, ranked } from '../ranked.js';
import { html, type Markup } from './html.js';
import { isTied } from './significance.js';

/** Who was best, and how sure that is, in a sentence or two. */
export function verdict(comparison: Comparison): Markup {
  const [best, ...others] = ranked(comparison);
  if (!best) return html``;
  const rounds = comparison.protocol.rounds.length;
  const what =
    rounds === 1
      ? `${count(comparison.split.test)} test images`
      : `the test images, on average over ${count(rounds)} rounds`;
  const sure = best.repeats
    ? `95% interval ${percentRange(best.accuracyInterval)}, standard deviation ${percent(best.repeats.deviation)}`
    : `95% interval ${percentRange(best.accuracyInterval)}`;
  return html`<p class="lead"><b>${best.model}</b> was right most often: <b>${percent(meanAccuracy(best))}</b> of ${what} (${sure}). ${standing(
    comparison,
    best.model,
    others.map(({ model }) => model),
  )}</p>`;
}

function standing(comparison: Comparison, best: string, others: readonly string[]): Markup | undefined {
  if (comparison.pairs.length === 0 || others.length === 0) return undefined;
  const tied = others.filter((model) => isTied(comparison, best, model));
  if (tied.length === 0)
    return html`Its lead over ${others.length === 1 ? 'the other model' : 'each of the others'} is larger than chance would have it.`;
  return html`These images do not settle whether it is better than ${listed(tied)}.`;
}

/** `a`, `a or b`, `a, b or c`. */
function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
