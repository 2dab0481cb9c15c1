import { html, type Markup } from './html.js';

/** A table that scrolls within itself on a narrow page; reached by keyboard, so that arrow keys scroll it. */
export function wide(label: string, table: Markup): Markup {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${label}">${table}</div>`;
}
