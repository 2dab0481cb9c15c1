import { describe, expect, it } from 'vitest';
import type { ClassifierDefinition, Samples } from '../../src/classify/classifier.js';
import { ndarray } from '../../src/core/ndarray.js';
import { ImageModel, loadModel, modelRegistry, parseModel, saveModel } from '../../src/models/index.js';
import { pattern, patternNames, patterns } from './helpers/patterns.js';

const train = patterns(8, 1);
const test = patterns(4, 1000);
const small = { width: 32, height: 32 };

async function fitted(name: string, options = {}): Promise<ImageModel> {
  const model = parseModel(name, { options, size: small, seed: 3 });
  await model.fit(
    train.images.map((image) => model.extract(image)),
    { labels: train.labels, classNames: patternNames },
  );
  return model;
}

describe.each([
  ['hog+svm', {}],
  ['pixels+knn', {}],
  ['lbp+logistic', {}],
  ['bovw+knn', { words: 12 }],
  ['colour+hog+bovw+svm', { words: 12, weighting: 'tf-idf' }],
  ['pyramid+svm', { words: 8, levels: 2, softNeighbours: 2 }],
  ['vlad-sift+knn', { words: 4, vectorPca: 5, vectorWhiten: true }],
  ['fisher+logistic', { gaussians: 3, pca: 8, whiten: true }],
] as const)('%s', (name, options) => {
  it('comes back from its bytes with equal predictions, bit for bit', async () => {
    const model = await fitted(name, options);
    const extracts = test.images.map((image) => model.extract(image));
    const bytes = saveModel(model, { trainedOn: 'patterns' });
    const { model: again, card } = loadModel(bytes);
    expect(again.name).toBe(name);
    expect(again.classNames).toEqual(patternNames);
    expect(again.config).toEqual(model.config);
    expect(card).toMatchObject({ model: name, seed: 3, trainedOn: 'patterns', classNames: patternNames });
    const own = test.images.map((image) => again.extract(image));
    expect(await again.predict(own)).toEqual(await model.predict(extracts));
    expect(await again.predictProba(own)).toEqual(await model.predictProba(extracts));
    expect(saveModel(again, { trainedOn: 'patterns' })).toEqual(bytes);
  });

  it('gives the same bytes when it is trained again', async () => {
    expect(saveModel(await fitted(name, options))).toEqual(saveModel(await fitted(name, options)));
  });
});

describe('a model of images', () => {
  it('learns to tell patterns apart', async () => {
    const model = await fitted('hog+lbp+svm');
    const labels = await model.predict(test.images.map((image) => model.extract(image)));
    const right = labels.filter((label, i) => label === test.labels[i]).length;
    expect(right).toBeGreaterThanOrEqual(11);
  });

  it('takes images of any size for a feature that needs one', async () => {
    const model = await fitted('hog+knn');
    const [label] = await model.predict([model.extract(pattern(1, 77, 96))]);
    expect(patternNames[label!]).toBeDefined();
  });

  it('is NOT_FITTED before it has learnt, in prediction and in saving', async () => {
    const model = parseModel('hog+svm', { size: small });
    await expect(async () => model.predict([model.extract(train.images[0]!)])).rejects.toMatchObject({
      code: 'NOT_FITTED',
    });
    expect(() => saveModel(model)).toThrow(expect.objectContaining({ code: 'NOT_FITTED' }));
    const bag = parseModel('bovw+svm');
    expect(() => bag.encode([bag.extract(train.images[0]!)])).toThrow(
      expect.objectContaining({ code: 'NOT_FITTED' }),
    );
  });

  it('says the luma formula on its card', async () => {
    expect(loadModel(saveModel(await fitted('hog+knn', { luma: 'bt709' }))).card.luma).toBe('bt709');
  });

  it('is not read from damaged bytes or from another state', async () => {
    const bytes = saveModel(await fitted('pixels+knn'));
    const damaged = bytes.slice();
    damaged[damaged.length - 3]! ^= 1;
    expect(() => loadModel(damaged, { file: 'my.model' })).toThrow(/my\.model/);
    expect(() => ImageModel.restore({ config: {}, tensors: {} })).toThrow(
      expect.objectContaining({ code: 'BAD_FILE' }),
    );
    expect(() => ImageModel.restore({ config: { model: {} }, tensors: {} })).toThrow(/saved image model/);
  });
});

describe('a classifier that wants pixels in their shape', () => {
  const seen: number[][] = [];
  const shaped: ClassifierDefinition = {
    name: 'shaped',
    summary: 'remembers the shape of what it is given',
    options: {},
    takesShape: true,
    create: () => ({
      name: 'shaped',
      fit: async (x: Samples) => void seen.push([...x.shape]),
      predict: async (x: Samples) => new Int32Array(x.shape[0]!),
      predictProba: async (x: Samples) => ndarray(new Float32Array(x.shape[0]! * 3), [x.shape[0]!, 3]),
      state: () => ({ config: {}, tensors: {} }),
    }),
    restore: () => shaped.create(),
  };
  const registry = { ...modelRegistry, classifiers: [shaped] };

  it('gets height, width and channels from pixels, and plain vectors from other features', async () => {
    for (const name of ['pixels+shaped', 'colour+shaped', 'pixels+colour+shaped']) {
      const options = { pixelsWidth: 6, pixelsHeight: 5, pixelsColour: 'rgb' };
      const own = name.startsWith('pixels') ? options : {};
      const model = parseModel(name, { registry, options: own });
      await model.fit(
        train.images.map((image) => model.extract(image)),
        { labels: train.labels, classNames: patternNames },
      );
    }
    expect(seen).toEqual([
      [24, 5, 6, 3],
      [24, 512],
      [24, 602],
    ]);
  });
});
