import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type CompareOptions,
  type CompareStage,
  type Comparison,
  compareModels,
  comparisonJson,
} from '../../src/compare/index.js';
import type { Dataset } from '../../src/data/dataset.js';
import { patternDataset } from './helpers/pattern-dataset.js';

const root = mkdtempSync(join(tmpdir(), 'fovea-rounds-'));
afterAll(() => rmSync(root, { recursive: true }));

const size = { width: 32, height: 32 };
const quick = { models: ['pixels+knn', 'lbp+logistic', 'bovw+knn'], size, seed: 5, options: { words: 5 } };

/** A comparison, and what it said on its way. */
async function compared(
  dataset: Dataset,
  options: Partial<CompareOptions> = {},
): Promise<{ comparison: Comparison; stages: CompareStage[] }> {
  const stages: CompareStage[] = [];
  const onStage = (stage: CompareStage) => stages.push(stage);
  return { comparison: await compareModels(dataset, { ...quick, ...options, onStage }), stages };
}

describe('cross-validation', () => {
  it('tests every image once a repeat, and says which fold of which seed', async () => {
    const { comparison } = await compared(patternDataset(6), {
      folds: 3,
      repeats: 2,
      models: ['pixels+knn'],
      options: {},
    });
    const { kind, rule, rounds } = comparison.protocol;
    expect([kind, rule]).toEqual(['k-fold', '3 folds, each tested once, 2 times']);
    expect(rounds.map(({ seed, fold }) => [seed, fold])).toEqual([
      [5, 1],
      [5, 2],
      [5, 3],
      [6, 1],
      [6, 2],
      [6, 3],
    ]);
    for (const repeat of [rounds.slice(0, 3), rounds.slice(3)])
      expect(repeat.flatMap(({ testImages }) => testImages).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 18 }, (_, i) => i),
      );
    const [{ confusion, repeats, accuracy, rounds: own }] = comparison.results as [Comparison['results'][0]];
    expect(confusion.flat().reduce((sum, n) => sum + n)).toBe(36);
    expect(repeats!.accuracies).toHaveLength(6);
    expect(accuracy).toBeCloseTo(own.reduce((sum, round) => sum + round.accuracy, 0) / 6, 12);
  });

  it('excludes other rules, and names a class of one image', async () => {
    await expect(
      compared(patternDataset(6), { folds: 3, split: { trainPerClass: 2 } }),
    ).rejects.toMatchObject({ code: 'BAD_OPTION', message: expect.stringContaining('trainPerClass') });
    const dataset = patternDataset(6);
    const labels = Int32Array.from(dataset.labels, (label, i) => (i === 17 ? 2 : Math.min(label, 1)));
    await expect(compared({ ...dataset, labels }, { folds: 3 })).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining(`at least 2 images of class '${dataset.classNames[2]}'`),
    });
  });
});

describe('the figures of several rounds', () => {
  it('agree with the predictions they are of', async () => {
    const { comparison } = await compared(patternDataset(8), { split: { trainPerClass: 4 }, repeats: 3 });
    const { rounds } = comparison.protocol;
    for (const { rounds: own, confusion, mistakes, perClass, macroAuc, errors } of comparison.results) {
      own.forEach(({ predicted, accuracy }, r) => {
        const right = predicted.filter((label, i) => label === rounds[r]!.truth[i]).length;
        expect(accuracy).toBeCloseTo(right / rounds[r]!.test, 12);
      });
      const right = confusion.reduce((sum, counts, c) => sum + counts[c]!, 0);
      expect(mistakes).toBe(36 - right);
      expect(new Set(errors.map(({ index }) => index)).size).toBe(errors.length);
      const areas = perClass.map(({ auc }) => auc!);
      expect(macroAuc).toBeCloseTo(areas.reduce((sum, area) => sum + area) / 3, 12);
      for (const { roc } of perClass) {
        expect([roc!.falsePositiveRate[0], roc!.truePositiveRate[0]]).toEqual([0, 0]);
        expect([roc!.falsePositiveRate.at(-1), roc!.truePositiveRate.at(-1)]).toEqual([1, 1]);
      }
    }
    expect(comparison.pairs.map(({ test }) => test)).toEqual(Array(3).fill('corrected-resampled-t'));
    for (const { models, difference, onlyRight } of comparison.pairs) {
      const [better, worse] = models.map((name) => comparison.results.find(({ model }) => model === name)!);
      expect(difference).toBeCloseTo(better!.accuracy - worse!.accuracy, 12);
      expect(difference).toBeGreaterThanOrEqual(0);
      expect(onlyRight[0] - onlyRight[1]).toBe(worse!.mistakes - better!.mistakes);
    }
  });

  it("hold McNemar's test on a single split", async () => {
    const { comparison } = await compared(patternDataset(8), { split: { trainPerClass: 4 } });
    expect(comparison.pairs.map(({ test }) => test)).toEqual(Array(3).fill('mcnemar'));
    const adjusted = comparison.pairs.map(({ adjustedPValue }) => adjustedPValue);
    expect(adjusted).toEqual(adjusted.toSorted((a, b) => a - b));
  });
});

describe('a learning curve', () => {
  it('trains on fewer images and tests on the same', async () => {
    const options = { split: { trainPerClass: 6 }, repeats: 2, learningCurve: [6, 1, 3] };
    const { comparison } = await compared(patternDataset(9), options);
    for (const { learningCurve, accuracy, rounds } of comparison.results) {
      expect(learningCurve!.map(({ trainPerClass }) => trainPerClass)).toEqual([1, 3, 6]);
      expect(learningCurve!.at(-1)!.accuracy).toBe(accuracy);
      expect(learningCurve!.at(-1)!.accuracies).toEqual(rounds.map((round) => round.accuracy));
    }
    const { comparison: alone } = await compared(patternDataset(9), { ...options, learningCurve: [] });
    expect(alone.results.map(({ accuracy }) => accuracy)).toEqual(
      comparison.results.map(({ accuracy }) => accuracy),
    );
  });

  it('refuses more images than there are to train on', async () => {
    const options = { split: { trainPerClass: 6 }, learningCurve: [7] };
    await expect(compared(patternDataset(9), options)).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('at least 7 images'),
    });
  });
});

describe('models of a comparison', () => {
  it('have labels, options and grids of their own', async () => {
    const models = [
      { model: 'pixels+knn', label: 'one neighbour', options: { k: 1 } },
      { model: 'pixels+knn', label: 'some neighbours', grid: { k: [1, 3] } },
      'pixels+knn',
    ];
    const { comparison } = await compared(patternDataset(8), { models, options: {} });
    const [one, some, plain] = comparison.results as [
      Comparison['results'][0],
      Comparison['results'][0],
      Comparison['results'][0],
    ];
    expect([one.model, some.model, plain.model]).toEqual(['one neighbour', 'some neighbours', 'pixels+knn']);
    expect(one.parts[1]!.options).toMatchObject({ k: 1 });
    expect(some.rounds[0]!.tuning!.candidates.map(({ options }) => options)).toEqual([{ k: 1 }, { k: 3 }]);
    expect(plain.rounds[0]!.tuning).toBeUndefined();
  });

  it('need different names', async () => {
    await expect(
      compared(patternDataset(8), { models: ['pixels+knn', 'pixels+knn'], options: {} }),
    ).rejects.toMatchObject({ code: 'BAD_OPTION', message: expect.stringContaining('label') });
  });
});

/** The pattern data set as if it were of files: `encoded` tells images apart, and `load` counts. */
function filed(perClass: number, { salt = '' } = {}): { dataset: Dataset; loads: () => number } {
  const dataset = patternDataset(perClass);
  let loads = 0;
  return {
    dataset: {
      ...dataset,
      encoded: async (i) => new TextEncoder().encode(`${salt}${i}`),
      load(i) {
        loads++;
        return dataset.load(i);
      },
    },
    loads: () => loads,
  };
}

describe('a cache', () => {
  const options = { split: { trainPerClass: 4 }, repeats: 2 };
  const cacheOf = (name: string) => join(root, name);

  it('changes nothing but the work: a second run decodes, extracts and trains nothing', async () => {
    const cache = cacheOf('second');
    const { comparison: without } = await compared(filed(8).dataset, options);
    const first = await compared(filed(8).dataset, { ...options, cache });
    const { dataset, loads } = filed(8);
    const second = await compared(dataset, { ...options, cache });
    expect(loads()).toBe(0);
    expect(first.stages.filter(({ stage }) => stage !== 'guarded')).toEqual([
      { stage: 'extracted', images: 24, extracted: 24 },
      { stage: 'planned', trainings: 6, known: 0 },
    ]);
    expect(second.stages.filter(({ stage }) => stage !== 'guarded')).toEqual([
      { stage: 'extracted', images: 24, extracted: 0 },
      { stage: 'planned', trainings: 6, known: 6 },
    ]);
    for (const { comparison } of [first, second])
      expect(comparisonJson(comparison, { timings: false })).toBe(
        comparisonJson(without, { timings: false }),
      );
  });

  it('serves another comparison with what they have in common', async () => {
    const cache = cacheOf('shared');
    await compared(filed(8).dataset, { ...options, cache });
    const { dataset, loads } = filed(8);
    const more = ['bovw+knn', 'bovw+logistic', 'pixels+bovw+knn'];
    const { stages } = await compared(dataset, { ...options, cache, models: more });
    expect(loads()).toBe(0);
    expect(stages).toContainEqual({ stage: 'planned', trainings: 6, known: 2 });
  });

  it('goes by content: another image is another entry, a new order of files is not', async () => {
    const cache = cacheOf('content');
    await compared(filed(8).dataset, { ...options, cache });
    const { dataset, loads } = filed(8, { salt: 'other' });
    const { stages } = await compared(dataset, { ...options, cache });
    expect(loads()).toBe(24);
    expect(stages).toContainEqual({ stage: 'planned', trainings: 6, known: 0 });
  });

  it('is believed only where it is whole, and comes to the same result', async () => {
    const cache = cacheOf('damaged');
    const first = await compared(filed(8).dataset, { ...options, cache });
    const packs = readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.pack'),
    );
    for (const [i, name] of packs.entries()) {
      const bytes = readFileSync(join(cache, name));
      bytes[bytes.length - 1 - (i % 3)]! ^= 0xff;
      bytes[Math.floor(bytes.length / 2)]! ^= 0xff;
      writeFileSync(join(cache, name), bytes);
    }
    const again = await compared(filed(8).dataset, { ...options, cache });
    expect(again.comparison).toEqual(first.comparison);
    const { dataset, loads } = filed(8);
    await compared(dataset, { ...options, cache });
    expect(loads()).toBe(0);
  });

  it('needs a folder that can be made', async () => {
    writeFileSync(join(root, 'file'), '');
    const cache = join(root, 'file', 'cache');
    await expect(compared(filed(8).dataset, { ...options, cache })).rejects.toMatchObject({
      code: 'BAD_OPTION',
      file: cache,
    });
  });

  it('keeps what was done before an interruption', async () => {
    const cache = cacheOf('interrupted');
    const controller = new AbortController();
    const stopped = compared(filed(8).dataset, {
      ...{ ...options, cache, signal: controller.signal },
      onProgress: ({ phase, done }) => phase === 'train' && done === 2 && controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    const { stages } = await compared(filed(8).dataset, { ...options, cache });
    expect(stages).toContainEqual({ stage: 'extracted', images: 24, extracted: 0 });
    expect(stages.at(-1)).toMatchObject({ trainings: 6, known: expect.toSatisfy((n) => n >= 2 && n < 6) });
  });
});

describe('near-duplicates', () => {
  /** Image 1 is image 0 again; by chance of the seed they lie on two sides. */
  const doubled = (): Dataset => {
    const dataset = patternDataset(8);
    return { ...dataset, load: (i) => dataset.load(i === 1 ? 0 : i) };
  };
  const folds = { folds: 8, models: ['pixels+knn'], options: {} };

  it('across training and test are reported before anything is trained', async () => {
    const { comparison, stages } = await compared(doubled(), folds);
    expect(comparison.leaks.mode).toBe('warn');
    const pair = comparison.leaks.pairs.find(({ images }) => images.join() === '0,1')!;
    expect(pair).toMatchObject({ kind: 'same pixels', distance: 0, rounds: 2 });
    expect(pair.paths).toEqual(['patterns/stripes/0.png', 'patterns/stripes/1.png']);
    expect(stages.map(({ stage }) => stage)).toEqual(['extracted', 'guarded', 'planned']);
  });

  it('are left out of training where they are to be dropped, and end the comparison where refused', async () => {
    const { comparison } = await compared(doubled(), { ...folds, leaks: 'drop' });
    expect(comparison.leaks.dropped).toBeGreaterThanOrEqual(2);
    const sizes = comparison.protocol.rounds.map(({ train, test }) => train + test);
    expect(sizes.reduce((sum, n) => sum + n)).toBe(8 * 24 - comparison.leaks.dropped);
    await expect(compared(doubled(), { ...folds, leaks: 'refuse' })).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('patterns/stripes/0.png and patterns/stripes/1.png'),
    });
  });

  it('are not looked for where they are to be ignored', async () => {
    const { comparison } = await compared(doubled(), { ...folds, leaks: 'ignore' });
    expect(comparison.leaks).toEqual({ mode: 'ignore', pairs: [], dropped: 0 });
  });
});
