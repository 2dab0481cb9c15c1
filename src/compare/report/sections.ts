import { html, type Markup } from './html.js';

/** A part of the report that can be led to. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** A sentence below the title. */
  readonly note?: string;
  readonly body: Markup;
}

/** Links to all sections. */
export function contents(sections: readonly Section[]): Markup {
  return html`<nav aria-label="Contents"><ul>${sections.map(
    ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`,
  )}</ul></nav>`;
}

/** The sections one below the other. */
export function sectionsOf(sections: readonly Section[]): Markup {
  return html`${sections.map(
    ({ id, title, note, body }) => html`<h2 id="${id}">${title}</h2>
${note !== undefined && html`<p class="quiet">${note}</p>`}
${body}
`,
  )}`;
}
