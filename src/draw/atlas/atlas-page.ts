import type { VisualWords } from '../../bow/visual-words.js';
import { count } from '../../compare/figures.js';
import { html, Markup } from '../../compare/report/html.js';
import { style } from '../../compare/report/style.js';
import type { AtlasSection } from './choose-words.js';
import type { WordUse } from './word-usage.js';

/** What an atlas shows. */
export interface AtlasOptions {
  readonly title: string;
  readonly vocabulary: VisualWords;
  /** All words, for the figures. */
  readonly words: readonly WordUse[];
  readonly sections: readonly AtlasSection[];
  /** How many images were looked at. */
  readonly images: number;
  /** A word's patches in a row, as a `data:image/…` address. */
  readonly strip: (word: WordUse) => string;
  /** Width and height of a patch on the page, in pixels. */
  readonly side: number;
}

/**
 * Visual words as one HTML page that needs nothing else: no script, nothing from the network. Each word with patches
 * around the keypoints nearest to its centroid, each from another image, turned and scaled as described; its idf, how
 * frequent and how bursty it is. The same words and patches give the same bytes.
 */
export function atlasPage(options: AtlasOptions): string {
  const { title, sections } = options;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${title} – Fovea</title>
<style>${new Markup(style)}${new Markup(atlasStyle)}</style>
</head>
<body>
<main>
<header>
<p class="eyebrow">Atlas of visual words</p>
<h1>${title}</h1>
<p class="lead">Each row of patches is one word: places in different images that its descriptor takes for the same, the
nearest to its centre first.</p>
${facts(options)}
</header>
${sections.map((section) => sectionOf(section, options))}
</main>
</body>
</html>
`.text;
}

function facts({ vocabulary, words, images }: AtlasOptions): Markup {
  const { training, source, length, fingerprint, documents } = vocabulary;
  const used = words.filter((word) => word.images > 0);
  const occurrences = used.reduce((sum, word) => sum + word.occurrences, 0);
  const pairs = used.reduce((sum, word) => sum + word.images, 0);
  const all: (readonly [string, string] | undefined)[] = [
    ['Words', count(vocabulary.words)],
    ['Descriptor', `${source?.name ?? 'unknown'}, ${length} numbers`],
    ['Images here', count(images)],
    ['Descriptors here', count(occurrences)],
    ['Words not seen here', count(words.length - used.length)],
    ['Mean burstiness', pairs === 0 ? '–' : (occurrences / pairs).toFixed(2)],
    ['idf learnt from', documents > 0 ? `${count(documents)} images` : 'nothing yet'],
    training && ['Algorithm', training.algorithm],
    training && ['Training descriptors', count(training.descriptors)],
    training && ['Distortion', Number(training.distortion.toPrecision(4)).toString()],
    training && ['Seed', String(training.seed)],
    ['Fingerprint', fingerprint.slice(0, 16)],
  ];
  const known = all.filter((fact) => fact !== undefined);
  return html`<dl class="facts card">${known.map(
    ([term, fact]) => html`<div><dt>${term}</dt><dd>${fact}</dd></div>`,
  )}</dl>`;
}

function sectionOf({ title, about, words }: AtlasSection, options: AtlasOptions): Markup {
  return html`<h2>${title}</h2>
<p class="quiet">${about}</p>
<div class="atlas">${words.map((word) => wordOf(word, options))}</div>`;
}

function wordOf(use: WordUse, { vocabulary, images, strip, side }: AtlasOptions): Markup {
  const { word, examples, burstiness } = use;
  const address = strip(use);
  const idf = vocabulary.idf?.[word];
  return html`<figure class="card">
${
  // Anything else would make the page load something when it is opened.
  address.startsWith('data:image/') &&
  html`<img src="${address}" width="${examples.length * side}" height="${side}" alt="patches of word ${word}">`
}
<figcaption><b>word ${word}</b>
<span>in ${count(use.images)} of ${count(images)} images</span>
<span>${count(use.occurrences)} times</span>
<span>burstiness ${burstiness.toFixed(2)}</span>
${idf !== undefined && html`<span>idf ${idf.toFixed(2)}</span>`}</figcaption>
</figure>`;
}

const atlasStyle = `
.atlas { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 500px), 1fr)); gap: 16px; }
.atlas figure { margin: 0; padding: 12px 14px; }
.atlas img { display: block; max-width: 100%; height: auto; border-radius: 6px; }
.atlas figcaption { display: flex; flex-wrap: wrap; gap: 2px 14px; margin-top: 8px; font-size: 12.5px; color: var(--quiet); font-variant-numeric: tabular-nums; }
.atlas b { color: var(--ink); }
`;
