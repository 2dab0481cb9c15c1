import { html, type Markup } from './html.js';

/** Lines of a chart that can be told apart by colour and dash; the rest share the last, quiet look. */
export const distinctSeries = 8;

/** The class of the i-th line of a chart: colours of Okabe and Ito, which the colour-blind tell apart, and dashes. */
export function seriesClass(i: number): string {
  return i < distinctSeries ? `series series-${i}` : 'series series-rest';
}

/** What each line is, in the order of the lines, with a figure. */
export function legend(entries: readonly { readonly name: string; readonly figure?: string }[]): Markup {
  return html`<ul class="legend">${entries.map(
    ({ name, figure }, i) =>
      html`<li><svg class="${seriesClass(i)}" viewBox="0 0 26 8" width="26" height="8" aria-hidden="true"><path d="M1 4H25"/></svg> ${name}${figure !== undefined && html` <b>${figure}</b>`}</li>`,
  )}</ul>`;
}
