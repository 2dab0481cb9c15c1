import type { ConfusedImage } from '../comparison.js';
import { percent } from '../figures.js';
import { html, type Markup } from './html.js';
import { shortPath, type Thumbnails } from './thumbnails.js';

/** Pictures of images that were taken for something else, with what they are and what they were called. */
export async function confusedImages(
  errors: readonly ConfusedImage[],
  thumbnails: Thumbnails,
): Promise<Markup> {
  const figures: Markup[] = [];
  for (const error of errors) {
    const picture = await thumbnails.picture({ index: error.index, alt: error.path });
    figures.push(confusedFigure(error, picture));
  }
  return html`<div class="confused">${figures}</div>`;
}

function confusedFigure({ path, truth, predicted, probability }: ConfusedImage, picture: Markup): Markup {
  return html`<figure title="${path}">
${picture}
<figcaption><span class="was">${truth}</span> <span class="called">called <b>${predicted}</b> ${percent(probability)}</span>
<small>${shortPath(path)}</small></figcaption>
</figure>`;
}
