import type { Comparison, LeakPair, LeakReport } from '../comparison.js';
import { count } from '../figures.js';
import { html, type Markup } from './html.js';
import { shortPath, type Thumbnails } from './thumbnails.js';

/** Pairs that are shown with pictures; the rest is counted. */
const mostPairsShown = 24;

const kinds: Readonly<Record<LeakPair['kind'], string>> = {
  'same pixels': 'the same pixels',
  near: 'nearly the same',
  mirrored: 'mirrored',
  cropped: 'one is a crop of the other',
};

/** What the leak guard found, both pictures of each pair side by side. Undefined where nobody looked. */
export async function leakSection(
  { leaks, protocol }: Comparison,
  thumbnails: Thumbnails,
): Promise<Markup | undefined> {
  if (leaks.mode === 'ignore') return undefined;
  if (leaks.pairs.length === 0)
    return html`<p>No test image is nearly the same as a training image: neither a copy, nor one saved anew, resized, brightened, mirrored or slightly cropped.</p>`;
  const figures: Markup[] = [];
  for (const pair of leaks.pairs.slice(0, mostPairsShown))
    figures.push(await pairFigure(pair, { thumbnails, rounds: protocol.rounds.length }));
  const more = leaks.pairs.length - figures.length;
  return html`<p>${found(leaks)} ${consequence(leaks)}</p>
<div class="leaks">${figures}</div>
${more > 0 && html`<p class="quiet">And ${count(more)} more; <code>--json</code> lists them all.</p>`}`;
}

/** One sentence at the head of the page; undefined where there is nothing to warn of. */
export function leakWarning({ leaks }: Comparison): Markup | undefined {
  if (leaks.pairs.length === 0) return undefined;
  return html`<p class="warning" role="note"><b>${leaks.mode === 'drop' ? 'Mended' : 'Careful'}:</b> ${found(leaks)} ${consequence(leaks)} <a href="#leaks">See them.</a></p>`;
}

const found = ({ pairs }: LeakReport): string =>
  pairs.length === 1
    ? 'One test image is nearly the same as a training image.'
    : `${count(pairs.length)} pairs of nearly the same images lie across training and test.`;

const consequence = ({ mode, dropped }: LeakReport): string =>
  mode === 'drop'
    ? `${count(dropped)} training ${dropped === 1 ? 'image was' : 'images were'} left out for it, so that the figures do not profit.`
    : 'A model that merely remembers gets these right: the figures may be too good.';

async function pairFigure(
  { paths, images, classes, kind, distance, rounds }: LeakPair,
  { thumbnails, rounds: all }: { thumbnails: Thumbnails; rounds: number },
): Promise<Markup> {
  const pictures: Markup[] = [];
  for (const side of [0, 1] as const)
    pictures.push(await thumbnails.picture({ index: images[side], alt: paths[side] }));
  const classText =
    classes[0] === classes[1]
      ? html`<span>${classes[0]}</span>`
      : html`<span class="called">${classes[0]} and <b>${classes[1]}</b>: one label must be wrong</span>`;
  return html`<figure title="${paths.join(' and ')}">
<div class="two">${pictures}</div>
<figcaption><b>${kinds[kind]}</b> ${classText}
<small>distance ${distance.toFixed(3)}${all > 1 && `, in ${count(rounds)} of ${count(all)} rounds`}</small>
<small>${shortPath(paths[0])}</small><small>${shortPath(paths[1])}</small></figcaption>
</figure>`;
}
