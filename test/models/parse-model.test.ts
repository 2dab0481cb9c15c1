import { describe, expect, it } from 'vitest';
import { FoveaError } from '../../src/core/errors.js';
import {
  modelOptions,
  modelRegistry,
  parseModel,
  representationDefinitions,
} from '../../src/models/index.js';

function refusal(work: () => unknown): { code: string; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof FoveaError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('expected an error');
}

describe('the name of a model', () => {
  it('is its features and its classifier, in canonical names', () => {
    expect(parseModel('hog+svm').name).toBe('hog+svm');
    expect(parseModel(' colour + hog + bovw + knn ').name).toBe('colour+hog+bovw+knn');
    const alias = modelRegistry.extractors.find(({ aliases }) => aliases?.length);
    expect(parseModel(`${alias!.aliases![0]}+svm`).name).toBe(`${alias!.name}+svm`);
  });

  it('is a network where it stands alone, and a classifier behind a plus', () => {
    const learner = (name: string) => parseModel(name).config.classifier;
    expect(learner('logistic')).toEqual(learner('softmax-regression'));
    expect(learner('logistic').name).toBe('softmax-regression');
    expect(learner('pixels+logistic').name).toBe('logistic');
    expect(learner('pixels+softmax-regression').name).toBe('softmax-regression');
    expect(Object.keys(modelOptions('logistic'))).toContain('epochs');
    expect(Object.keys(modelOptions('pixels+logistic'))).toContain('penalty');
  });

  it('of a network takes images of the size that it says, unless they have one', () => {
    const { features } = parseModel('alexnet').config;
    expect(features[0]!.options).toMatchObject({ pixelsWidth: 128, pixelsHeight: 128, pixelsColour: 'rgb' });
    const digits = parseModel('alexnet', { size: { width: 28, height: 28 }, channels: 1 }).config;
    expect(digits.features[0]!.options).toMatchObject({ pixelsWidth: 28, pixelsColour: 'grey' });
  });

  it('may have any encoding over any local feature, over RootSIFT where it says none', () => {
    for (const encoding of ['bovw', 'pyramid', 'vlad', 'fisher'])
      for (const [name, feature] of [
        [encoding, 'rootsift'],
        [`${encoding}-sift`, 'sift'],
        [`${encoding}-rootsift`, 'rootsift'],
      ] as const) {
        const { representations } = parseModel(`${name}+knn`);
        expect(representations[0]!.name).toBe(name);
        expect(representations[0]!.fitKey).toContain(`"${feature}"`);
        expect(representations[0]!.fitKey).toContain(`"${encoding}"`);
      }
    expect(parseModel('vlad-root-sift+knn').name).toBe('vlad+knn');
  });

  it('is refused without a feature or a classifier', () => {
    for (const name of ['', 'hog', '+svm', 'hog+', 'hog++svm'])
      expect(refusal(() => parseModel(name))).toMatchObject({
        code: 'BAD_OPTION',
        message: expect.stringContaining(`received '${name}'`),
      });
  });

  it('is refused with an unknown part, which is named beside what there is', () => {
    const feature = refusal(() => parseModel('hug+svm'));
    expect(feature.code).toBe('NOT_FOUND');
    expect(feature.message).toMatch(/colour.*hog.*pixels, bovw, .*received 'hug'/);
    const classifier = refusal(() => parseModel('hog+svn'));
    expect(classifier.code).toBe('NOT_FOUND');
    expect(classifier.message).toMatch(/svm, knn.*received 'svn'/);
  });

  it('is refused with a local feature alone, which is told how to become one vector', () => {
    expect(refusal(() => parseModel('sift+svm')).message).toContain("'bovw-sift' makes one vector of them");
    expect(refusal(() => parseModel('fast+svm')).message).not.toContain('makes one vector');
  });

  it('is refused with one feature twice', () => {
    expect(refusal(() => parseModel('hog+colour+hog+svm')).message).toContain("received 'hog' twice");
  });
});

describe('the options of a model', () => {
  it('go to the part that knows them, and to all parts that share a name', () => {
    const { config } = parseModel('hog+lbp+knn', {
      options: { orientations: 6, points: 16, k: 3, luma: 'bt709' },
    });
    const [hog, lbp] = config.features;
    expect(hog!.options).toMatchObject({ orientations: 6, luma: 'bt709' });
    expect(lbp!.options).toMatchObject({ points: 16, luma: 'bt709' });
    expect(config.classifier.options).toMatchObject({ k: 3 });
    expect(hog!.options).not.toHaveProperty('points');
  });

  it('are refused where no part knows them or a value is out of range', () => {
    expect(refusal(() => parseModel('hog+svm', { options: { words: 50 } }))).toMatchObject({
      code: 'BAD_OPTION',
      message: expect.stringMatching(/an option of hog\+svm \(orientations,.*received 'words'/),
    });
    expect(refusal(() => parseModel('hog+svm', { options: { orientations: 0 } })).code).toBe('BAD_OPTION');
  });

  it('pass the seed on to every part that draws random numbers', () => {
    const { config } = parseModel('bovw+svm', { seed: 7 });
    expect(config.features[0]!.options.seed).toBe(7);
    expect(config.classifier.options.seed).toBe(7);
  });

  it('leave the scaling of columns to the classifier for one feature, and turn it off where blocks are joined', () => {
    const scalingOf = (name: string, options = {}) =>
      parseModel(name, { options }).config.classifier.options.scaling;
    expect(scalingOf('hog+svm')).toBe('standard');
    expect(scalingOf('hog+lbp+svm')).toBe('none');
    expect(scalingOf('hog+lbp+svm', { scaling: 'standard' })).toBe('standard');
  });

  it('never mean one thing to a feature and another to a classifier', () => {
    const shared = new Set(['seed', 'luma']);
    for (const feature of representationDefinitions(modelRegistry))
      for (const classifier of modelRegistry.classifiers)
        for (const option of Object.keys(classifier.options))
          if (!shared.has(option)) expect(Object.keys(feature.options)).not.toContain(option);
  });

  it('offer the same choices wherever two features share a name', () => {
    const choices = new Map<string, string>();
    for (const { options } of representationDefinitions(modelRegistry))
      for (const [name, option] of Object.entries(options)) {
        const kind = option.type === 'choice' ? option.choices.join() : option.type;
        expect(choices.get(name) ?? kind, name).toBe(kind);
        choices.set(name, kind);
      }
  });

  it('are all listed for a name', () => {
    expect(Object.keys(modelOptions('hog+bovw+svm'))).toEqual(
      expect.arrayContaining(['orientations', 'words', 'wordNorm', 'kernel', 'C', 'seed']),
    );
  });
});
