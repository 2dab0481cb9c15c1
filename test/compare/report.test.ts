import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/compare/comparison.js';
import { comparisonReport } from '../../src/compare/report/index.js';
import { placeLabels } from '../../src/compare/report/place-labels.js';
import { exampleComparison } from './helpers/example-comparison.js';

const classNames = ['buses', 'dinosaurs', '<script>alert(1)</script>', 'salt & "pepper"'];
const comparison = exampleComparison(classNames);
const pixel = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
const thumbnail = async () => pixel;
const report = await comparisonReport(comparison, { thumbnail, command: 'fovea compare "a & b" --seed 1' });
const { document } = parseHTML(report);

const texts = (selector: string) =>
  [...document.querySelectorAll(selector)].map((element) => element.textContent.trim());

describe('the report of a comparison', () => {
  it('lists the models from best to worst and leads to the section of each', () => {
    const links = [...document.querySelectorAll('.leaderboard a')];
    expect(links.map((link) => link.textContent)).toEqual([
      'colour+hog+bovw+svm',
      'bovw+svm',
      'hog+svm',
      'colour+svm',
      'pixels+knn',
    ]);
    for (const link of links)
      expect(document.querySelector(`section${link.getAttribute('href')} h3`)?.textContent).toBe(
        link.textContent,
      );
  });

  it('says who was best, how sure that is, and what it was measured on', () => {
    const best = comparison.results.at(-1)!;
    const lead = document.querySelector('.lead')!.textContent;
    expect(lead).toContain(`${best.model} was right most often: ${(best.accuracy * 100).toFixed(1)}%`);
    expect(lead).toContain('of 120 test images (95% interval');
    const facts = document.querySelector('header .facts')!.textContent;
    for (const fact of ['corel1k', '240', '120', '60 of each class to train on, seed 1'])
      expect(facts).toContain(fact);
  });

  it('shows every number of every confusion matrix', () => {
    for (const { model, confusion } of comparison.results) {
      const id = `#model-${model.replaceAll('+', '-')}`;
      const cells = texts(`${id} .confusion tbody td`).map((text) => (text === '·' ? 0 : Number(text)));
      expect(cells).toEqual(confusion.flat());
    }
  });

  it('draws accuracy and time into SVG, one point a model', () => {
    const charts = [...document.querySelectorAll('.charts svg')];
    expect(charts.map((chart) => chart.querySelectorAll('circle').length)).toEqual([5, 5]);
    expect(charts.map((chart) => chart.getAttribute('aria-label'))).toEqual([
      expect.stringContaining('interval'),
      expect.stringContaining('time'),
    ]);
  });

  it('shows the surest mistakes with their pictures', () => {
    const { errors } = comparison.results.at(-1)!;
    const figures = [...document.querySelectorAll('#model-colour-hog-bovw-svm .confused figure')];
    expect(figures.map((figure) => figure.getAttribute('title'))).toEqual(
      errors.slice(0, 12).map(({ path }) => path),
    );
    expect(figures.every((figure) => figure.querySelector('img')?.getAttribute('src') === pixel)).toBe(true);
  });

  it('says everything that is needed to do it again, and what was left out', () => {
    expect(document.querySelector('pre')!.textContent).toBe('fovea compare "a & b" --seed 1');
    for (const text of [
      comparison.dataset.fingerprint,
      'kernel = linear',
      'luma = bt601',
      'dogs/broken.jpg',
      'BAD_IMAGE',
    ])
      expect(document.querySelector('main')!.textContent).toContain(text);
  });

  it('loads nothing: no script, no link, no address but data of pictures', () => {
    expect(document.querySelectorAll('script, link, iframe, object, embed, base')).toHaveLength(0);
    for (const element of document.querySelectorAll('[src], [href], [srcset], [action]'))
      for (const name of ['src', 'href', 'srcset', 'action'])
        expect(element.getAttribute(name) ?? '#').toMatch(/^(#|data:image\/)/);
    expect(report).not.toMatch(/https?:/);
    expect(report).not.toMatch(/url\(|@import/);
    expect(report).toContain("default-src 'none'");
  });

  it('lets no name of a class or file become HTML', () => {
    expect(report).not.toContain('<script');
    expect(texts('.classes tbody th')).toEqual(classNames);
    expect(report).not.toContain('<junk>');
  });

  it('takes no picture from elsewhere', async () => {
    const outside = await comparisonReport(comparison, {
      thumbnail: async () => 'https://example.org/a.png',
    });
    expect(outside).not.toContain('example.org');
  });

  it('comes out the same every time', async () => {
    expect(await comparisonReport(comparison, { thumbnail, command: 'fovea compare "a & b" --seed 1' })).toBe(
      report,
    );
  });
});

describe('a report of another kind', () => {
  const reportOf = async (changed: Comparison) => parseHTML(await comparisonReport(changed)).document;

  it('draws a matrix of many classes and lists the most frequent confusions', async () => {
    const many = exampleComparison(Array.from({ length: 40 }, (_, i) => `class ${i}`));
    const page = await reportOf(many);
    const [first] = page.querySelectorAll('.matrix');
    const best = many.results.at(-1)!;
    expect(first!.querySelectorAll('rect').length).toBe(
      best.confusion.flat().filter((count) => count > 0).length,
    );
    expect(page.querySelectorAll('.pairs li').length).toBeGreaterThan(5);
  });

  it('has no chart of times without a clock', async () => {
    const { seconds: _, ...untimed } = comparison;
    const results = comparison.results.map(({ seconds: _, ...result }) => result);
    const page = await reportOf({ ...untimed, results });
    expect(page.querySelectorAll('.charts svg')).toHaveLength(1);
  });

  it('shows mean and deviation over several seeds', async () => {
    const repeats = { seeds: [1, 2], accuracies: [0.5, 0.7], mean: 0.6, deviation: 0.1414 };
    const page = await reportOf({ ...comparison, results: [{ ...comparison.results[0]!, repeats }] });
    expect(page.querySelector('.leaderboard tbody')!.textContent).toContain('60.0%');
    expect(page.querySelector('.leaderboard tbody')!.textContent).toContain('± 14.1%');
  });
});

describe('labels in a chart', () => {
  it('do not cover each other where two points are close', () => {
    const frame = { width: 400, height: 200 };
    const points = [
      { text: 'first+svm', x: 200, y: 100 },
      { text: 'second+svm', x: 206, y: 104 },
    ];
    const [first, second] = placeLabels(points, frame);
    expect(first).not.toEqual(second);
  });

  it('stay inside at the edge', () => {
    const [right] = placeLabels([{ text: 'a+long+name+svm', x: 398, y: 100 }], { width: 400, height: 200 });
    const [left] = placeLabels([{ text: 'a+long+name+svm', x: 2, y: 100 }], { width: 400, height: 200 });
    expect([right!.anchor, left!.anchor]).toEqual(['end', 'start']);
  });
});
