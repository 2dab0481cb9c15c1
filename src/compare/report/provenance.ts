import type { OptionValues } from '../../features/extractor.js';
import type { Comparison } from '../comparison.js';
import { count } from '../figures.js';
import { ranked } from '../ranked.js';
import { html, type Markup } from './html.js';
import type { Section } from './sections.js';

/** Everything that is needed to do it all again. */
export function provenance(comparison: Comparison, command: string | undefined): Markup {
  const { fovea, dataset, protocol, size } = comparison;
  const seeds = [...new Set(protocol.rounds.map(({ seed }) => seed))];
  const facts: [string, string | Markup][] = [
    ['Fovea', fovea],
    ['Data set', dataset.name],
    ['Fingerprint', html`<code>${dataset.fingerprint}</code>`],
    ['Split', protocol.rule],
    ['Rounds', count(protocol.rounds.length)],
    [seeds.length > 1 ? 'Seeds' : 'Seed', seeds.join(', ')],
    ['Common image size', `${size.width} × ${size.height}`],
  ];
  return html`${command !== undefined && html`<pre><code>${command}</code></pre>`}
<dl class="facts">${facts.map(([term, fact]) => html`<div${term === 'Fingerprint' && html` class="long"`}><dt>${term}</dt><dd>${fact}</dd></div>`)}</dl>
${ranked(comparison).map(
  ({ model, parts }) => html`<h3>${model}</h3>
<dl class="options">${parts.map(({ name, options }) => html`<div><dt>${name}</dt><dd>${optionList(options)}</dd></div>`)}</dl>`,
)}
<p class="quiet closing">With the same images, options, seed and version every figure comes out the same, but for the times: those are of the
machine that this was run on, and extraction is counted for each model as if it were alone.</p>`;
}

function optionList(options: OptionValues): Markup {
  const entries = Object.entries(options);
  if (entries.length === 0) return html`no options`;
  return html`${entries.map(([name, value]) => html`<code>${name} = ${String(value)}</code> `)}`;
}

/** Models and images that were left out, and why. */
export function leftOut({ skipped, failed }: Comparison): Section | undefined {
  if (skipped.length + failed.length === 0) return undefined;
  const models = failed.map(({ model, code, message }) => html`<li>${model} <b>${code}</b> ${message}</li>`);
  const images = skipped.map(
    ({ path, code, message }) => html`<li><code>${path}</code> <b>${code}</b> ${message}</li>`,
  );
  return {
    id: 'skipped',
    title: 'Left out',
    body: html`${
      failed.length > 0 &&
      html`<p>${count(failed.length)} ${failed.length === 1 ? 'model' : 'models'} could not be trained:</p>
<ul class="skipped">${models}</ul>
`
    }${
      skipped.length > 0 &&
      html`<p>${count(skipped.length)} ${skipped.length === 1 ? 'image' : 'images'} could not be used, by any model:</p>
<ul class="skipped">${images}</ul>`
    }`,
  };
}
