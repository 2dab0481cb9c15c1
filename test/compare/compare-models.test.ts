import { describe, expect, it } from 'vitest';
import { type CompareProgress, compareModels, comparisonTable } from '../../src/compare/index.js';
import { FoveaError } from '../../src/core/errors.js';
import type { GlobalExtractor } from '../../src/features/extractor.js';
import { type ImageModel, modelRegistry } from '../../src/models/index.js';
import { patternDataset } from './helpers/pattern-dataset.js';

const size = { width: 32, height: 32 };
const split = { trainPerClass: 8 };
const quick = { models: ['hog+svm', 'pixels+knn', 'hog+pixels+knn'], split, size, seed: 5 };

/** A feature that costs nothing, and tells a test when it is extracted. */
function cheapExtractor(seen: () => void): GlobalExtractor {
  return {
    kind: 'global',
    name: 'cheap',
    summary: 'two values of the first pixel',
    options: {},
    sizeDependent: false,
    extract: ({ data }) => {
      seen();
      return Float32Array.of(data[0]!, data[1]!);
    },
  };
}

const withExtractor = (extractor: GlobalExtractor) => ({ ...modelRegistry, extractors: [extractor] });

describe('a comparison', () => {
  it('judges every model on the same images, and its figures agree with each other', async () => {
    const { results, split, dataset } = await compareModels(patternDataset(14), quick);
    expect(results.map(({ model }) => model)).toEqual(quick.models);
    expect(split).toEqual({ rule: '8 of each class to train on', train: 24, test: 18 });
    expect(dataset).toMatchObject({ name: 'patterns', images: 42 });
    for (const { confusion, accuracy, accuracyInterval, errors, perClass } of results) {
      expect(confusion.flat().reduce((sum, n) => sum + n)).toBe(18);
      const correct = confusion.reduce((sum, counts, c) => sum + counts[c]!, 0);
      expect(accuracy).toBe(correct / 18);
      expect(errors).toHaveLength(18 - correct);
      expect(accuracyInterval[0]).toBeLessThan(accuracy);
      expect(perClass.map(({ support }) => support)).toEqual([6, 6, 6]);
      for (const { truth, path, index, probability } of errors) {
        expect(path).toBe(`patterns/${truth}/${index}.png`);
        expect(probability).toBeGreaterThan(0);
      }
      const sureness = errors.map(({ probability }) => probability);
      expect(sureness).toEqual(sureness.toSorted((a, b) => b - a));
    }
    expect(results[0]!.accuracy).toBeGreaterThan(0.8);
    expect(results.map(({ vectorLength }) => vectorLength)).toEqual([324, 256, 580]);
  });

  it('leaves out a model that refuses so many images, says why, and judges the others', async () => {
    const fit = async () => {
      throw new FoveaError('LIMIT', 'Expected at most 5 samples for picky but received 24.');
    };
    const knn = modelRegistry.classifiers.find(({ name }) => name === 'knn')!;
    const create: typeof knn.create = (options) => Object.assign(knn.create(options), { fit });
    const picky = { ...knn, name: 'picky', aliases: [], create };
    const registry = { ...modelRegistry, classifiers: [...modelRegistry.classifiers, picky] };
    const models = ['hog+picky', 'hog+knn'];
    const comparison = await compareModels(patternDataset(14), { ...quick, models, registry });
    const failed = { model: 'hog+picky', code: 'LIMIT', message: expect.stringContaining('at most 5') };
    expect(comparison.failed).toEqual([failed]);
    expect(comparison.results.map(({ model }) => model)).toEqual(['hog+knn']);
    expect(comparison.pairs).toEqual([]);
    expect(comparisonTable(comparison, { colour: false })).toContain('Left out: hog+picky. Expected at most');
    const alone = compareModels(patternDataset(14), { ...quick, models: ['hog+picky'], registry });
    await expect(alone).rejects.toMatchObject({ code: 'LIMIT' });
  });

  it('comes out the same for one seed, and is plain JSON', async () => {
    const [once, again] = [
      await compareModels(patternDataset(12), quick),
      await compareModels(patternDataset(12), quick),
    ];
    expect(again).toEqual(once);
    expect(JSON.parse(JSON.stringify(once))).toEqual(once);
    const other = await compareModels(patternDataset(12), { ...quick, seed: 6 });
    expect(other.results.map(({ errors }) => errors)).not.toEqual(once.results.map(({ errors }) => errors));
  });

  it('gives a model the figures that it has alone', async () => {
    const together = await compareModels(patternDataset(12), quick);
    const alone = await compareModels(patternDataset(12), { ...quick, models: ['pixels+knn'] });
    expect(alone.results[0]).toEqual(together.results[1]);
  });

  it('decodes each image once and extracts each feature once, however many models share it', async () => {
    let [loads, extractions] = [0, 0];
    const dataset = patternDataset(10);
    await compareModels(
      {
        ...dataset,
        load(i) {
          loads++;
          return dataset.load(i);
        },
      },
      {
        models: ['cheap+knn', 'cheap+logistic', 'pixels+cheap+knn'],
        split,
        registry: withExtractor(cheapExtractor(() => extractions++)),
      },
    );
    expect([loads, extractions]).toEqual([30, 30]);
  });

  it('never holds more than a handful of decoded images', async () => {
    let [started, used, most] = [0, 0, 0];
    const dataset = patternDataset(20);
    await compareModels(
      {
        ...dataset,
        load(i) {
          most = Math.max(most, ++started - used);
          return dataset.load(i);
        },
      },
      { models: ['cheap+knn'], split, registry: withExtractor(cheapExtractor(() => used++)) },
    );
    expect(most).toBeLessThanOrEqual(4);
  });

  it('keeps to the split of the data set where it has one, and draws from its sides', async () => {
    const own = { train: Int32Array.of(0, 1, 12, 13, 24, 25), test: Int32Array.of(5, 17, 29) };
    const options = { models: ['pixels+knn'] };
    const used = await compareModels({ ...patternDataset(12), split: own }, options);
    expect(used.split).toEqual({ rule: "the data set's own", train: 6, test: 3 });
    const fewer = await compareModels(
      { ...patternDataset(12), split: own },
      { ...options, split: { trainPerClass: 1 } },
    );
    expect(fewer.split).toEqual({
      rule: "the data set's own, 1 of each class to train on",
      train: 3,
      test: 3,
    });
    const drawnAnew = await compareModels(
      { ...patternDataset(12), split: own },
      { ...options, split: { trainFraction: 0.75 } },
    );
    expect(drawnAnew.split).toMatchObject({ train: 27, test: 9 });
    const fallback = await compareModels(patternDataset(10), options);
    expect(fallback.split).toEqual({ rule: '70% of each class to train on', train: 21, test: 9 });
  });

  it('hands out each model fitted', async () => {
    const dataset = patternDataset(12);
    const models: ImageModel[] = [];
    const { results } = await compareModels(dataset, {
      ...quick,
      models: ['bovw+knn', 'colour+bovw+svm'],
      options: { words: 6 },
      onTrained: (model) => models.push(model),
    });
    for (const [m, model] of models.entries())
      for (const { index, predicted } of results[m]!.errors) {
        const [label] = await model.predict([model.extract(await dataset.load(index))]);
        expect(dataset.classNames[label!]).toBe(predicted);
      }
    expect(models.map(({ name }) => name)).toEqual(['bovw+knn', 'colour+bovw+svm']);
  });

  it('tries several seeds, and says mean and deviation', async () => {
    const { results } = await compareModels(patternDataset(12), {
      ...quick,
      models: ['pixels+knn'],
      repeats: 3,
    });
    const { repeats, accuracy, rounds } = results[0]!;
    expect(repeats!.seeds).toEqual([5, 6, 7]);
    expect(repeats!.accuracies).toEqual(rounds.map((round) => round.accuracy));
    expect(repeats!.mean).toBe(accuracy);
    const [a, b, c] = repeats!.accuracies as [number, number, number];
    expect(repeats!.mean).toBeCloseTo((a + b + c) / 3, 12);
    const [da, db, dc] = [a, b, c].map((value) => (value - repeats!.mean) ** 2) as [number, number, number];
    expect(repeats!.deviation).toBeCloseTo(Math.sqrt((da + db + dc) / 2), 12);
  });
});

describe('images that cannot be used', () => {
  it('are reported and left out, for all models alike', async () => {
    const broken = [3, 17, 40];
    const { results, skipped, split } = await compareModels(patternDataset(14, { broken }), quick);
    expect(skipped).toEqual(
      broken.map((index) => ({
        index,
        path: expect.stringContaining(`/${index}.png`),
        code: 'BAD_IMAGE',
        message: expect.stringContaining('junk'),
      })),
    );
    expect(split.train + split.test).toBe(39);
    for (const { confusion } of results)
      expect(confusion.flat().reduce((sum, n) => sum + n)).toBe(split.test);
  });

  it('end the comparison only where a class has none left', async () => {
    const broken = Array.from({ length: 10 }, (_, i) => i);
    await expect(compareModels(patternDataset(10, { broken }), quick)).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining("in class 'stripes'"),
    });
  });

  it('are not blamed for a mistake in a program', async () => {
    const dataset = { ...patternDataset(10), load: () => Promise.reject(new TypeError('not a function')) };
    await expect(compareModels(dataset, quick)).rejects.toThrow('not a function');
  });
});

describe('the options of a comparison', () => {
  it('go to the models that know them, and are refused where none does', async () => {
    const options = { k: 1, orientations: 5 };
    const { results } = await compareModels(patternDataset(10), { ...quick, options });
    expect(results[0]!.parts[0]!.options).toMatchObject({ orientations: 5 });
    expect(results[1]!.parts[1]!.options).toMatchObject({ k: 1 });
    await expect(
      compareModels(patternDataset(10), { ...quick, options: { words: 9 } }),
    ).rejects.toMatchObject({ code: 'BAD_OPTION', message: expect.stringContaining("received 'words'") });
  });

  it('name at least one model, and a positive number of repeats', async () => {
    await expect(compareModels(patternDataset(10), { models: [] })).rejects.toMatchObject({
      code: 'BAD_OPTION',
    });
    await expect(compareModels(patternDataset(10), { ...quick, repeats: 0 })).rejects.toMatchObject({
      code: 'BAD_OPTION',
    });
  });
});

describe('the clock of a comparison', () => {
  it('counts the extraction of a shared feature for each model as if it were alone', async () => {
    let now = 0;
    const registry = withExtractor(cheapExtractor(() => (now += 2000)));
    const { results, seconds } = await compareModels(patternDataset(10), {
      models: ['cheap+knn', 'pixels+knn', 'cheap+pixels+knn'],
      split,
      registry,
      clock: () => now,
    });
    expect(results.map((result) => result.seconds)).toEqual([
      { extract: 60, train: 0, predict: 0, perImage: 2 },
      { extract: 0, train: 0, predict: 0, perImage: 0 },
      { extract: 60, train: 0, predict: 0, perImage: 2 },
    ]);
    expect(seconds).toEqual({ load: 0 });
  });

  it('is not needed: then nothing is timed', async () => {
    const comparison = await compareModels(patternDataset(10), quick);
    expect(JSON.stringify(comparison)).not.toContain('"seconds"');
  });
});

describe('a long comparison', () => {
  it('tells how far it is', async () => {
    const steps: CompareProgress[] = [];
    const models = [...quick.models, 'bovw+pixels+knn', 'bovw+knn'];
    const options = { words: 4 };
    await compareModels(patternDataset(10), {
      ...{ ...quick, models, options },
      onProgress: (step) => steps.push(step),
    });
    const extracted = steps.filter(({ phase }) => phase === 'extract');
    expect(extracted.map(({ done }) => done)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(steps.filter(({ phase }) => phase === 'fit').map(({ name }) => name)).toEqual(['bovw']);
    expect(steps.filter(({ phase }) => phase === 'train').map(({ name }) => name)).toEqual(models);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const onProgress = ({ done }: CompareProgress) => done === 4 && controller.abort();
    const run = compareModels(patternDataset(10), { ...quick, signal: controller.signal, onProgress });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });
});
