import { describe, expect, it } from 'vitest';
import { parseModel, parseModels } from '../../src/models/index.js';

const optionsOf = (model: ReturnType<typeof parseModel>, part: number) =>
  model.config.features[part]!.options;

describe('the profile of a model', () => {
  it('goes to the features that it has, and yields to options that are given', () => {
    const model = parseModel('hog+colour+bovw-sift+knn', { profile: 'scikit-image' });
    expect(optionsOf(model, 0)).toMatchObject({ luma: 'bt709', orientations: 9 });
    expect(optionsOf(model, 2)).toMatchObject({ luma: 'bt601', variant: 'opencv' });
    const given = parseModel('hog+knn', { profile: 'scikit-image', options: { luma: 'bt601' } });
    expect(optionsOf(given, 0)).toMatchObject({ luma: 'bt601' });
  });

  it('reaches the descriptors in a bag of visual words', () => {
    for (const name of ['bovw+svm', 'bovw-sift+svm'])
      expect(optionsOf(parseModel(name, { profile: 'lowe' }), 0)).toMatchObject({ variant: 'lowe' });
  });

  it('may concern only some of several models', () => {
    const [bag, hog] = parseModels(['bovw+svm', 'hog+svm'], { profile: 'lowe' });
    expect(optionsOf(bag!, 0)).toMatchObject({ variant: 'lowe' });
    expect(hog).toEqual(parseModel('hog+svm'));
  });

  it('is refused where it concerns none, or is unknown', () => {
    for (const names of [['hog+svm'], ['pixels+knn', 'colour+svm']])
      expect(() => parseModels(names, { profile: 'lowe' })).toThrow(
        expect.objectContaining({ code: 'BAD_OPTION', message: expect.stringContaining('profile lowe') }),
      );
    expect(() => parseModel('hog+svm', { profile: 'lowe' })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    );
    expect(() => parseModel('hog+svm', { profile: 'matlab' })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });
});
