import { describe, expect, it } from 'vitest';
import { byteSize, count, duration, percent, percentRange } from '../../src/compare/figures.js';
import { ranked } from '../../src/compare/ranked.js';
import { comparisonTable } from '../../src/compare/table.js';
import { exampleComparison } from './helpers/example-comparison.js';

const comparison = exampleComparison(['buses', 'dinosaurs', 'elephants', 'flowers']);

describe('figures for people', () => {
  it('shows shares with one decimal and durations and sizes with about three digits', () => {
    expect(percent(0.91349)).toBe('91.3%');
    expect(percentRange([0.8812, 0.93])).toBe('88.1–93.0%');
    expect([0, 0.0042, 0.0315, 0.9999, 1.534, 12.34, 125, 1500, 11520].map(duration)).toEqual([
      '0.0 ms',
      '4.2 ms',
      '32 ms',
      '1.00 s',
      '1.53 s',
      '12.3 s',
      '125 s',
      '25.0 min',
      '3.20 h',
    ]);
    expect([820, 14_230, 999_700, 3_051_000, 4_000_000_000].map(byteSize)).toEqual([
      '820 B',
      '14.2 kB',
      '1.00 MB',
      '3.05 MB',
      '4.00 GB',
    ]);
    expect([0, 999, 1000, 1234567].map(count)).toEqual(['0', '999', '1,000', '1,234,567']);
  });
});

describe('the leaderboard in the terminal', () => {
  const plain = comparisonTable(comparison, { colour: false });

  it('puts the most accurate model first', () => {
    const order = ranked(comparison).map(({ model }) => model);
    const accuracies = ranked(comparison).map(({ accuracy }) => accuracy);
    expect(accuracies).toEqual(accuracies.toSorted((a, b) => b - a));
    const lines = plain.split('\n').slice(1, 6);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(order);
  });

  it('fits 80 columns, with the longest figures and a long name too', () => {
    const [first] = comparison.results;
    const wide = {
      ...comparison,
      results: [
        {
          ...first!,
          model: 'colour+lbp+hog+bovw+logistic',
          accuracy: 1,
          accuracyInterval: [0.9876, 1] as const,
          seconds: { extract: 99.9, train: 0.999, predict: 99.9, perImage: 0.0999 },
          modelBytes: 123_000_000,
        },
      ],
    };
    for (const text of [plain, comparisonTable(wide, { colour: false })]) {
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
    expect(comparisonTable(wide, { colour: false })).toContain('\n  bovw+logistic');
  });

  it('holds no escape unless colour is wanted', () => {
    expect(plain.includes('\u001b')).toBe(false);
    expect(comparisonTable(comparison, { colour: true }).includes('\u001b[')).toBe(true);
  });

  it('says what was measured and what was left out', () => {
    expect(plain).toContain('corel1k: 4 classes, 240 images to train on, 120 to test on; seed 1.');
    expect(plain).toContain('1 image was left out as unusable.');
  });

  it('marks models that are not told apart from the best, and names the test', () => {
    const [first, second, third] = plain.split('\n').slice(1);
    expect([first, second, third].map((line) => line!.includes('%='))).toEqual([false, true, false]);
    expect(plain).toContain("= not told apart from the best at 5% (McNemar's exact test, after Holm).");
    const oneAlone = comparisonTable({ ...comparison, pairs: [] }, { colour: false });
    expect(oneAlone).not.toContain('=');
  });

  it('warns of near-duplicates before anything else', () => {
    const note = '1 near-duplicate across training and test: figures may be too good.';
    expect(plain.split('\n\n')[1]!.split('\n')[0]).toBe(note);
    const dropped = { ...comparison.leaks, mode: 'drop' as const, dropped: 3 };
    const text = comparisonTable({ ...comparison, leaks: dropped }, { colour: false });
    expect(text).toContain('1 near-duplicate across training and test: 3 training images left out.');
  });

  it('shows mean and deviation over several seeds, and dashes without a clock', () => {
    const { seconds: _, ...first } = comparison.results[0]!;
    const repeats = { seeds: [1, 2, 3], accuracies: [0.5, 0.6, 0.7], mean: 0.6, deviation: 0.1 };
    const text = comparisonTable({ ...comparison, results: [{ ...first, repeats }] }, { colour: false });
    expect(text).toMatch(/60\.0%\s+[\d.]+–[\d.]+\s+± 10\.0\s/);
    expect(text).toMatch(/\s–\s+–\s/);
    expect(text).toContain('seeds 1 to 3');
  });
});
