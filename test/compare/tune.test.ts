import { describe, expect, it } from 'vitest';
import type { Classifier, ClassifierDefinition, Samples } from '../../src/classify/classifier.js';
import { compareModels } from '../../src/compare/index.js';
import { MemoryStore } from '../../src/compare/store.js';
import { tune } from '../../src/compare/tune.js';
import { integer } from '../../src/core/options.js';
import type { Dataset } from '../../src/data/dataset.js';
import type { GlobalExtractor } from '../../src/features/extractor.js';
import { modelRegistry, parseModel } from '../../src/models/index.js';
import { patternDataset } from './helpers/pattern-dataset.js';

/** The feature of an image is its index, which `numbered` writes into the first pixel. */
const place: GlobalExtractor = {
  ...{ kind: 'global', name: 'place', summary: '', options: {}, sizeDependent: false },
  extract: ({ data }) => Float32Array.of(data[0]!, 1),
};

function numbered(perClass: number): Dataset {
  const dataset = patternDataset(perClass);
  return {
    ...dataset,
    load: async (i) => ({ data: Uint8Array.of(i, 0, 0), width: 1, height: 1, channels: 3 }),
  };
}

/** Which images each fitting and each prediction saw, in a classifier that is right as often as its option says. */
function spy() {
  const seen: { skill: number; fitted: number[]; predicted: number[][] }[] = [];
  const imagesOf = ({ data }: Samples) => Array.from(data).filter((_, i) => i % 2 === 0);
  const create = ({ skill = 0 }: { skill?: number } = {}): Classifier => {
    const own = { skill, fitted: [] as number[], predicted: [] as number[][] };
    const labelsOf = (x: Samples) =>
      Int32Array.from(imagesOf(x), (image, i) => {
        const truth = Math.floor(image / 9);
        return i % 10 < skill ? truth : (truth + 1) % 3;
      });
    return {
      name: 'spy',
      async fit(x) {
        own.fitted = imagesOf(x);
        seen.push(own);
      },
      async predict(x) {
        own.predicted.push(imagesOf(x));
        return labelsOf(x);
      },
      async predictProba(x) {
        const data = new Float32Array(x.shape[0]! * 3);
        labelsOf(x).forEach((label, i) => {
          data[i * 3 + label] = 1;
        });
        return { data, shape: [x.shape[0]!, 3] };
      },
      state: () => ({ config: {}, tensors: {} }),
    };
  };
  const definition: ClassifierDefinition = {
    name: 'spy',
    summary: '',
    options: { skill: integer({ default: 0, min: 0, describe: 'how often of ten it is right' }) },
    grid: { skill: [2, 7, 5] },
    create,
    restore: () => create(),
  };
  return { seen, registry: { ...modelRegistry, extractors: [place], classifiers: [definition] } };
}

const split = { trainPerClass: 6 };

describe('a search over a grid', () => {
  it('sees training images only, each fold judged by models that did not train on it', async () => {
    const { seen, registry } = spy();
    const { protocol } = await compareModels(numbered(9), {
      ...{ models: ['place+spy'], split, registry, tune: { folds: 3 }, leaks: 'ignore' },
    });
    const testImages = new Set(protocol.rounds[0]!.testImages);
    const inner = seen.slice(0, -1);
    expect(inner).toHaveLength(9);
    for (const { fitted, predicted } of inner) {
      const all = [...fitted, ...predicted.flat()];
      expect(new Set(all).size).toBe(18);
      expect(all.some((image) => testImages.has(image))).toBe(false);
    }
    for (const skill of [2, 7, 5]) {
      const validated = inner
        .filter((each) => each.skill === skill)
        .flatMap(({ predicted }) => predicted.flat());
      expect(validated.sort((a, b) => a - b)).toEqual(
        [...inner[0]!.fitted, ...inner[0]!.predicted.flat()].sort((a, b) => a - b),
      );
    }
    expect(seen.at(-1)).toMatchObject({ skill: 7, fitted: expect.toSatisfy((all) => all.length === 18) });
  });

  it('reports every candidate in the order of the grid, and takes the best', async () => {
    const { registry } = spy();
    const { results } = await compareModels(numbered(9), {
      ...{ models: ['place+spy'], split, registry, tune: {}, leaks: 'ignore' },
    });
    const { chosen, folds, candidates } = results[0]!.rounds[0]!.tuning!;
    expect([chosen, folds]).toEqual([{ skill: 7 }, 3]);
    expect(candidates.map(({ options }) => options)).toEqual([{ skill: 2 }, { skill: 7 }, { skill: 5 }]);
    expect(candidates.map(({ accuracy }) => accuracy)).toEqual(
      [1 / 3, 1, 5 / 6].map((share) => expect.closeTo(share, 12)),
    );
    expect(results[0]!.parts.at(-1)!.options).toEqual({ skill: 7 });
  });

  it('takes the first of equals', async () => {
    const { registry } = spy();
    const { results } = await compareModels(numbered(9), {
      ...{ models: ['place+spy'], split, registry, leaks: 'ignore' },
      tune: { grid: { skill: [3, 8, 9] } },
    });
    expect(results[0]!.rounds[0]!.tuning!.chosen).toEqual({ skill: 8 });
  });

  it('leaves options alone that were given, and models without a grid', async () => {
    const { seen, registry } = spy();
    const { results } = await compareModels(numbered(9), {
      ...{ models: ['place+spy'], split, registry, tune: {}, options: { skill: 4 }, leaks: 'ignore' },
    });
    expect(results[0]!.rounds[0]!.tuning).toBeUndefined();
    expect(seen.map(({ skill }) => skill)).toEqual([4]);
  });

  it('refuses options that nobody knows, values out of range and empty lists', async () => {
    const { registry } = spy();
    const refused = (grid: Record<string, number[]>, message: string) =>
      expect(
        compareModels(numbered(9), { models: ['place+spy'], split, registry, tune: { grid } }),
      ).rejects.toMatchObject({ code: 'BAD_OPTION', message: expect.stringContaining(message) });
    await refused({ words: [1] }, "received 'words'");
    await refused({ skill: [] }, "a list of values for 'skill' in the grid");
    await refused({ skill: [-1] }, 'at least 0 for spy.skill');
  });

  it('names a class that has a single training image', async () => {
    const { registry } = spy();
    const options = { models: ['place+spy'], split: { trainPerClass: 1 }, registry, tune: {} };
    await expect(compareModels(numbered(9), { ...options, leaks: 'ignore' })).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining("of class 'stripes'"),
    });
  });
});

describe('a search over the options of a vocabulary', () => {
  const dataset = patternDataset(6);
  const sides = { train: [0, 1, 2, 3, 6, 7, 8, 9, 12, 13, 14, 15], test: [4, 5, 10, 11, 16, 17] };
  const bench = {
    ...{ dataset, registry: modelRegistry, store: new MemoryStore() },
    contents: Array.from(dataset.labels, (_, i) => String(i)),
  };
  const config = parseModel('bovw+knn', { options: { words: 4 } }).config;

  it('learns words anew in each fold, and chooses among them', async () => {
    const read: number[] = [];
    const store = new (class extends MemoryStore {
      override get(key: string, item: string): unknown {
        if (!key.startsWith('vectors')) read.push(Number(item));
        return super.get(key, item);
      }
    })();
    const grid = { words: [4, 6], k: [1, 3] };
    const { tuning, config: found } = await tune(
      config,
      { grid, folds: 2, seed: 1, sides },
      { ...bench, store },
    );
    expect(tuning.candidates).toHaveLength(4);
    expect(found.features[0]!.options.words).toBe(tuning.chosen.words);
    expect(found.classifier.options.k).toBe(tuning.chosen.k);
    // Each of two folds reads 12 images for each of two vocabularies.
    expect(read).toHaveLength(2 * 2 * 12);
    expect(read.some((image) => sides.test.includes(image))).toBe(false);
  });

  it('uses the vocabulary of the round where the grid leaves it alone', async () => {
    const options = { folds: 2, seed: 1, sides };
    const { tuning } = await tune(config, { ...options, grid: { k: [1, 3, 5] } }, bench);
    expect(tuning.candidates).toHaveLength(3);
    const again = await tune(config, { ...options, grid: { k: [1, 3, 5] } }, bench);
    expect(again.tuning).toEqual(tuning);
  });
});
