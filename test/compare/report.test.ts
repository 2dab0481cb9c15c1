import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/compare/comparison.js';
import { comparisonReport } from '../../src/compare/report/index.js';
import { placeLabels } from '../../src/compare/report/place-labels.js';
import { exampleComparison } from './helpers/example-comparison.js';
import { richComparison } from './helpers/rich-comparison.js';

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

  it('gives macro F1 its interval, of a single round only', async () => {
    const factsOf = (page: typeof document) =>
      page.querySelector('#model-bovw-svm header span')!.textContent.replaceAll('\n', ' ');
    const [, f1, lower, upper] = /macro F1 ([\d.]+) \(([\d.]+)–([\d.]+)\)/
      .exec(factsOf(document))!
      .map(Number);
    expect(f1).toBeCloseTo(comparison.results.find(({ model }) => model === 'bovw+svm')!.macroF1, 3);
    expect(lower).toBeLessThan(f1!);
    expect(upper).toBeGreaterThan(f1!);
    const rich = parseHTML(await comparisonReport(richComparison(classNames))).document;
    expect(factsOf(rich as typeof document)).toMatch(/macro F1 [\d.]+ ·/);
  });

  it('shows every number of every confusion matrix', () => {
    for (const { model, confusion } of comparison.results) {
      const id = `#model-${model.replaceAll('+', '-')}`;
      const cells = texts(`${id} .confusion tbody td`).map((text) => (text === '·' ? 0 : Number(text)));
      expect(cells).toEqual(confusion.flat());
    }
  });

  it('draws accuracy, time and size into SVG, one point a model, and says in words what they show', () => {
    const charts = [...document.querySelectorAll('.charts > figure > svg')];
    expect(charts.map((chart) => chart.querySelectorAll('circle').length)).toEqual([5, 5, 5]);
    expect(charts.map((chart) => chart.getAttribute('aria-label'))).toEqual([
      expect.stringContaining('interval'),
      expect.stringContaining('time'),
      expect.stringContaining('bytes'),
    ]);
    for (const chart of charts) {
      expect(chart.getAttribute('role')).toBe('img');
      for (const { model } of comparison.results)
        expect(chart.getAttribute('aria-label')).toContain(`${model} `);
    }
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
    expect(page.querySelectorAll('.charts svg')).toHaveLength(2);
  });

  it('shows mean and deviation over several seeds', async () => {
    const repeats = { seeds: [1, 2], accuracies: [0.5, 0.7], mean: 0.6, deviation: 0.1414 };
    const page = await reportOf({ ...comparison, results: [{ ...comparison.results[0]!, repeats }] });
    expect(page.querySelector('.leaderboard tbody')!.textContent).toContain('60.0%');
    expect(page.querySelector('.leaderboard tbody')!.textContent).toContain('± 14.1%');
  });
});

describe('the verdict of a report', () => {
  const reportOf = async (changed: Comparison) => parseHTML(await comparisonReport(changed)).document;
  const pairs = (adjustedPValue: number) => comparison.pairs.map((pair) => ({ ...pair, adjustedPValue }));

  it('names those that the tests cannot tell from the best', () => {
    expect(document.querySelector('.lead')!.textContent).toContain(
      'These images do not settle whether it is better than bovw+svm.',
    );
    const marks = [...document.querySelectorAll('.leaderboard tbody tr')].map(
      (row) => row.querySelector('.tied') !== null,
    );
    expect(marks).toEqual([false, true, false, false, false]);
  });

  it('says so where the best is ahead of all, and where nobody is', async () => {
    const ahead = await reportOf({ ...comparison, pairs: pairs(0.01) });
    expect(ahead.querySelector('.lead')!.textContent).toContain('larger than chance would have it');
    const level = await reportOf({ ...comparison, pairs: pairs(0.05) });
    expect(level.querySelector('.lead')!.textContent).toContain(
      'better than bovw+svm, hog+svm, colour+svm or pixels+knn',
    );
  });

  it('says nothing of tests where there are none', async () => {
    const alone = await reportOf({ ...comparison, results: comparison.results.slice(0, 1), pairs: [] });
    expect(alone.querySelector('#pairs')).toBeNull();
    expect(alone.body.textContent).not.toContain('McNemar');
    expect(alone.querySelector('.marks')).toBeNull();
  });

  it('shows every pair from both sides, with p and the difference in points', () => {
    const rows = [...document.querySelectorAll('.pairs-matrix tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.getAttribute('class')),
    );
    expect(rows).toEqual([
      ['none', 'open', 'won', 'won', 'won'],
      ['open', 'none', 'open', 'won', 'won'],
      ['lost', 'open', 'none', 'open', 'won'],
      ['lost', 'lost', 'open', 'none', 'open'],
      ['lost', 'lost', 'lost', 'open', 'none'],
    ]);
    const { difference } = comparison.pairs[0]!;
    const points = (difference * 100).toFixed(1);
    const cells = texts('.pairs-matrix tbody td');
    expect(cells[1]).toBe(`0.360+${points}`);
    expect(cells[5]).toBe(`0.360−${points}`);
  });
});

describe('a report of all that there can be', async () => {
  const rich = richComparison(classNames);
  const page = parseHTML(await comparisonReport(rich, { thumbnail })).document;
  const textOf = (selector: string) => page.querySelector(selector)!.textContent;

  it('leads to every section', () => {
    const targets = [...page.querySelectorAll('nav a')].map((link) => link.getAttribute('href'));
    expect(targets).toEqual(
      [
        'leaderboard',
        'charts',
        'pairs',
        'roc',
        'classes',
        'options',
        'leaks',
        'models',
        'skipped',
        'reading',
        'again',
      ].map((id) => `#${id}`),
    );
    for (const target of targets) expect(page.querySelectorAll(`h2${target}`)).toHaveLength(1);
  });

  it('has sections only where there is something to show', async () => {
    const bare: Comparison = {
      ...comparison,
      skipped: [],
      failed: [],
      leaks: { mode: 'ignore', pairs: [], dropped: 0 },
    };
    const { document: small } = parseHTML(await comparisonReport(bare));
    const targets = [...small.querySelectorAll('nav a')].map((link) => link.getAttribute('href'));
    expect(targets).toEqual([
      '#leaderboard',
      '#charts',
      '#pairs',
      '#classes',
      '#models',
      '#reading',
      '#again',
    ]);
    expect(small.querySelector('.warning')).toBeNull();
  });

  it('shows every round of every model, and the standard deviation', () => {
    const chart = page.querySelector('svg[aria-label^="Accuracy in each round"]')!;
    expect(chart.querySelectorAll('circle')).toHaveLength(5 * 3);
    expect([...chart.querySelectorAll('title')].map(({ textContent }) => textContent)[0]).toMatch(
      /^round 1: \d+\.\d%$/,
    );
    expect(textOf('.leaderboard tbody')).toContain('± 1.2%');
  });

  it('draws learning curves and ROC curves with a legend that names every model', () => {
    for (const start of [
      'Accuracy over training images',
      'Receiver operating characteristic of each model',
    ]) {
      const figure = page.querySelector(`svg[aria-label^="${start}"]`)!.closest('figure')!;
      const names = [...figure.querySelectorAll('.legend li')].map(({ textContent }) => textContent);
      expect(names).toHaveLength(5);
      for (const { model } of rich.results) expect(names.join()).toContain(model);
    }
  });

  it('draws the ROC of every class of a model beside their mean, with areas', () => {
    const { perClass, macroAuc } = rich.results[0]!;
    const figures = [...page.querySelectorAll('#model-pixels-knn .roc .legend b')].map(
      ({ textContent }) => textContent,
    );
    expect(figures).toEqual([macroAuc!, ...perClass.map(({ auc }) => auc!)].map((auc) => auc.toFixed(3)));
    expect(textOf('#model-pixels-knn .scores')).toContain(perClass[0]!.auc!.toFixed(3));
  });

  it('draws how far probabilities can be taken at their word', () => {
    const chart = page.querySelector('#model-pixels-knn svg[aria-label^="Calibration of pixels+knn"]')!;
    expect(chart.querySelectorAll('circle')).toHaveLength(7);
    expect([...chart.querySelectorAll('title')].map(({ textContent }) => textContent)).toContain(
      '30 predictions made with 35.0%: 30.0% right',
    );
    expect(textOf('#model-pixels-knn header')).toContain('calibration error 6.3%');
  });

  it('numbers the models of a chart whose names would crowd, and shortens names at its side', async () => {
    const results = rich.results.map((result, i) => ({
      ...result,
      model: `colour+lbp-multiscale+words-${i}+chi2-svm`,
    }));
    const { document: crowded } = parseHTML(await comparisonReport({ ...rich, results, pairs: [] }));
    const labels = (start: string) =>
      [...crowded.querySelectorAll(`svg[aria-label^="${start}"] text`)].map(({ textContent }) => textContent);
    expect(labels('Accuracy over time')).toEqual(expect.arrayContaining(['1', '2', '3', '4', '5']));
    expect(labels('Accuracy over time').join()).not.toContain('multiscale');
    expect(labels('Accuracy of each')).toContain('colour+lbp-mul…ds-4+chi2-svm');
    expect(crowded.querySelector('#charts ~ .charts')!.textContent).toContain('places on the leaderboard');
    expect(page.querySelector('#charts ~ .charts')!.textContent).not.toContain('places on the leaderboard');
  });

  it('leads to every model, however alike their labels are', async () => {
    const labels = ['a+b', 'a-b', 'a b', 'χ²', 'χ³'];
    const results = rich.results.map((result, i) => ({ ...result, model: labels[i]! }));
    const { document: labelled } = parseHTML(await comparisonReport({ ...rich, results, pairs: [] }));
    for (const link of labelled.querySelectorAll('.leaderboard a'))
      expect(
        labelled.getElementById(link.getAttribute('href')!.slice(1))!.querySelector('h3')!.textContent,
      ).toBe(link.textContent);
  });

  it('draws of many classes only the hardest', async () => {
    const many = richComparison(Array.from({ length: 30 }, (_, i) => `class ${i}`));
    const { document: large } = parseHTML(await comparisonReport(many));
    const names = [...large.querySelectorAll('#model-pixels-knn .roc .legend li')].map(({ textContent }) =>
      textContent.trim(),
    );
    const hardest = many.results[0]!.perClass.toSorted((a, b) => a.auc! - b.auc!).slice(0, 5);
    expect(names.map((name) => name.replace(/ [\d.]+$/, ''))).toEqual([
      'mean',
      ...hardest.map(({ className }) => className),
    ]);
  });

  it('says which options were chosen how often, and how the others did', () => {
    const [chosen, tried] = page.querySelectorAll('#options ~ .card .tuning');
    expect(chosen!.querySelectorAll('tbody tr')).toHaveLength(5 * 2);
    expect(tried!.querySelectorAll('tbody tr')).toHaveLength(5 * 3);
    const rows = [...tried!.querySelectorAll('tbody tr')].slice(0, 3);
    const cells = rows.map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent));
    expect(cells).toEqual([
      ['C = 1', '70.0%', '1 of 3 rounds'],
      ['C = 10', '75.0%', '2 of 3 rounds'],
      ['C = 100', '60.0%', '–'],
    ]);
  });

  it('warns of leaks, and shows both pictures of each', () => {
    expect(textOf('.warning')).toContain('2 pairs of nearly the same images');
    const figures = [...page.querySelectorAll('.leaks figure')];
    expect(figures.map((figure) => figure.querySelectorAll('img').length)).toEqual([2, 2]);
    expect(figures[0]!.textContent).toContain('one label must be wrong');
    expect(figures[1]!.textContent).toContain('the same pixels');
    expect(figures[1]!.textContent).toContain('in 2 of 3 rounds');
  });

  it('says what was done about leaks, or that there are none', async () => {
    const pageOf = async (leaks: Comparison['leaks']) =>
      parseHTML(await comparisonReport({ ...rich, leaks })).document;
    const mended = await pageOf({ ...rich.leaks, mode: 'drop', dropped: 4 });
    expect(mended.querySelector('.warning')!.textContent).toContain('4 training images were left out');
    const none = await pageOf({ mode: 'warn', pairs: [], dropped: 0 });
    expect(none.querySelector('.warning')).toBeNull();
    expect(none.querySelector('#leaks ~ .card')!.textContent).toContain('No test image is nearly the same');
  });

  it('asks for each picture once, however many models it confused', async () => {
    const asked: number[] = [];
    await comparisonReport(rich, {
      thumbnail: async (index) => {
        asked.push(index);
        return pixel;
      },
    });
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('explains what it shows, and nothing else', () => {
    const terms = (shown: typeof page) =>
      [...shown.querySelectorAll('.explanations dt')].map(({ textContent }) => textContent);
    expect(terms(page)).toEqual([
      'Accuracy and its interval',
      'Rounds and deviation',
      'Precision, recall and F1',
      'ROC curve and AUC',
      'Calibration',
      'p-value',
      'Corrected resampled t-test',
      'Adjusted p-value, and the mark =',
      'Options chosen by trial',
      'Learning curve',
      'Leak guard',
      'Times and sizes',
    ]);
    expect(terms(document as typeof page)).toEqual([
      'Accuracy and its interval',
      'Precision, recall and F1',
      'p-value',
      'McNemar’s exact test',
      'Adjusted p-value, and the mark =',
      'Leak guard',
      'Times and sizes',
    ]);
  });

  it('can be used by keyboard and by ear', () => {
    for (const scroller of page.querySelectorAll('.wide')) {
      expect(scroller.getAttribute('tabindex')).toBe('0');
      expect(scroller.getAttribute('aria-label')).toBeTruthy();
    }
    for (const picture of page.querySelectorAll('img')) expect(picture.getAttribute('alt')).toBeTruthy();
    for (const drawing of page.querySelectorAll('svg'))
      expect(drawing.getAttribute('aria-label') ?? drawing.getAttribute('aria-hidden')).toBeTruthy();
    const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of page.querySelectorAll('a'))
      expect(page.querySelector(link.getAttribute('href')!)).not.toBeNull();
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
