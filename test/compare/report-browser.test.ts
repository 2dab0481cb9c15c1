import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { comparisonReport } from '../../src/compare/report/index.js';
import { itInChromium, openInChromium } from '../helpers/chromium.js';
import { exampleComparison } from './helpers/example-comparison.js';
import { richComparison } from './helpers/rich-comparison.js';

const pixel = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';

interface NetLog {
  events: { params?: { initiator?: string; url?: string } }[];
}

/** What a browser makes of a page, and every address that the page, not the browser for itself, asked for. */
async function opened(html: string) {
  const folder = await mkdtemp(join(tmpdir(), 'fovea-'));
  try {
    await writeFile(join(folder, 'page.html'), html);
    const log = join(folder, 'net.json');
    const found = await openInChromium(join(folder, 'page.html'), [`--log-net-log=${log}`]);
    const { events }: NetLog = JSON.parse(await readFile(log, 'utf8'));
    const requests = events.flatMap(({ params }) =>
      /^(file|null)/.test(params?.initiator ?? '') ? (params?.url ?? []) : [],
    );
    return { ...found, requests };
  } finally {
    await rm(folder, { recursive: true });
  }
}

itInChromium('opens from disk in a real browser, without network and without a complaint', async () => {
  const comparison = exampleComparison(['buses', 'dinosaurs', '<script>console.log(1)</script>', 'food']);
  const { html, complaints } = await opened(
    await comparisonReport(comparison, { thumbnail: async () => pixel }),
  );
  for (const { model } of comparison.results) expect(html).toContain(`>${model}</`);
  expect(html.match(/<svg[ >]/g)!.length).toBeGreaterThanOrEqual(2);
  expect(complaints).toEqual([]);
});

itInChromium('asks for nothing but itself and its own pictures', async () => {
  const page = await comparisonReport(richComparison(['a', 'b', 'c', 'd']), { thumbnail: async () => pixel });
  const { requests } = await opened(page);
  expect(requests.filter((address) => !address.startsWith('data:'))).toEqual([]);
  const tampered = page
    .replace(/<meta http-equiv[^>]*>/, '')
    .replace('</body>', '<img src="http://pictures.invalid/a.png"></body>');
  expect((await opened(tampered)).requests).toContain('http://pictures.invalid/a.png');
});

itInChromium('fits a telephone: only tables, within themselves, are wider than the page', async () => {
  const names = ['a class of a rather long name', 'another_without_any_break_in_its_long_name', 'c', 'd'];
  const report = await comparisonReport(richComparison(names), {
    thumbnail: async () => pixel,
    command: `fovea compare ${'photos/'.repeat(20)} --seed 1`,
  });
  const escaped = report.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const { html } = await opened(`<!doctype html>
<body><iframe style="width: 360px; height: 800px; border: 0" srcdoc="${escaped}"></iframe>
<script>
onload = () => {
  const page = document.querySelector('iframe').contentDocument;
  const wide = [...page.querySelectorAll('.wide')].filter((table) => table.scrollWidth > table.clientWidth);
  document.body.dataset.found = [page.documentElement.scrollWidth > page.documentElement.clientWidth, wide.length > 0];
};
</script></body>`);
  expect(html.match(/data-found="([^"]*)"/)?.[1]).toBe('false,true');
});

itInChromium('is refused by its own policy, and heard of, when it would load or run anything', async () => {
  const report = await comparisonReport(exampleComparison(['a', 'b', 'c', 'd']), {
    thumbnail: async () => pixel,
  });
  const tampered = report.replace('</body>', '<script>console.log("run")</script></body>');
  const { complaints } = await opened(tampered);
  expect(complaints.join('\n')).toContain('Content Security Policy');
  expect(complaints.join('\n')).not.toContain('"run"');
});
