import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resultsPage } from './results-page.mjs';

const file = new URL('../results.json', import.meta.url);
const page = new URL('../RESULTS.md', import.meta.url);

/** What of the page is written by hand, and stays: tables of trainings, which take hours. */
const BY_HAND = '\n## Trainings\n';

/**
 * Writes rows into `bench/results.json` and the page `bench/RESULTS.md`.
 * @param {import('./run-case.mjs').Row[]} rows
 * @param {{ absent: readonly string[], isWhole: boolean }} about isWhole: rows of before go; else those of other ids stay
 */
export function record(rows, { absent, isWhole }) {
  const before = isWhole || !existsSync(file) ? { rows: [], absent } : JSON.parse(readFileSync(file, 'utf8'));
  const measured = new Set(rows.map(({ id }) => id));
  const kept = before.rows.filter(({ id }) => !measured.has(id));
  const all = [...kept, ...rows];
  const missing = before.absent.filter((name) => !all.some(({ peer }) => peer === name));
  const recorded = { rows: all, absent: missing };
  writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
  writeFileSync(page, resultsPage(recorded.rows, { absent: recorded.absent }) + writtenByHand());
}

function writtenByHand() {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const start = text.indexOf(BY_HAND);
  return start < 0 ? '' : text.slice(start);
}
