import type { ConfusedImage } from '../comparison.js';
import { percent } from '../figures.js';
import { html, type Markup } from './html.js';

/** A small picture of an image of the data set as a `data:image/…` address. */
export type Thumbnail = (index: number) => Promise<string>;

/** Pictures of images that were taken for something else, with what they are and what they were called. */
export async function confusedImages(
  errors: readonly ConfusedImage[],
  thumbnail: Thumbnail | undefined,
): Promise<Markup> {
  const figures: Markup[] = [];
  for (const error of errors) figures.push(confusedFigure(error, await picture(error, thumbnail)));
  return html`<div class="confused">${figures}</div>`;
}

async function picture({ index, path }: ConfusedImage, thumbnail: Thumbnail | undefined): Promise<Markup> {
  const address = await thumbnail?.(index);
  // Anything else would make the page load something when it is opened.
  return address?.startsWith('data:image/')
    ? html`<img src="${address}" alt="${path}">`
    : html`<div class="no-picture" aria-hidden="true"></div>`;
}

function confusedFigure({ path, truth, predicted, probability }: ConfusedImage, image: Markup): Markup {
  return html`<figure title="${path}">
${image}
<figcaption><span class="was">${truth}</span> <span class="called">called <b>${predicted}</b> ${percent(probability)}</span>
<small>${shortPath(path)}</small></figcaption>
</figure>`;
}

/** The last two parts of a path; the whole stands in the title. */
function shortPath(path: string): string {
  return path.split(/[\\/]/).slice(-2).join('/');
}
