import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { comparisonReport } from '../../src/compare/report/index.js';
import { itInChromium, openInChromium } from '../helpers/chromium.js';
import { exampleComparison } from './helpers/example-comparison.js';

const pixel = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';

async function opened(html: string) {
  const folder = await mkdtemp(join(tmpdir(), 'fovea-'));
  try {
    await writeFile(join(folder, 'page.html'), html);
    return await openInChromium(join(folder, 'page.html'));
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

itInChromium('is refused by its own policy, and heard of, when it would load or run anything', async () => {
  const report = await comparisonReport(exampleComparison(['a', 'b', 'c', 'd']), {
    thumbnail: async () => pixel,
  });
  const tampered = report.replace('</body>', '<script>console.log("run")</script></body>');
  const { complaints } = await opened(tampered);
  expect(complaints.join('\n')).toContain('Content Security Policy');
  expect(complaints.join('\n')).not.toContain('"run"');
});
