import { html, type Markup } from './html.js';

/** A small picture of an image of the data set as a `data:image/…` address. */
export type Thumbnail = (index: number) => Promise<string>;

/** Pictures of a data set's images, each asked for once, one at a time. */
export class Thumbnails {
  readonly #thumbnail: Thumbnail | undefined;
  readonly #known = new Map<number, string | undefined>();

  constructor(thumbnail: Thumbnail | undefined) {
    this.#thumbnail = thumbnail;
  }

  /** The picture of an image; an empty frame where there is none. */
  async picture({ index, alt }: { index: number; alt: string }): Promise<Markup> {
    if (!this.#known.has(index)) this.#known.set(index, await this.#thumbnail?.(index));
    const address = this.#known.get(index);
    // Anything else would make the page load something when it is opened.
    return address?.startsWith('data:image/')
      ? html`<img src="${address}" alt="${alt}" loading="lazy">`
      : html`<div class="no-picture" aria-hidden="true"></div>`;
  }
}

/** The last two parts of a path; the whole stands in a title. */
export function shortPath(path: string): string {
  return path.split(/[\\/]/).slice(-2).join('/');
}
