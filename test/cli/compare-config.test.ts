import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCompareConfig } from '../../cli/compare-config.js';
import { learningCurveOf, tuneOf } from '../../cli/tune-flags.js';

const root = mkdtempSync(join(tmpdir(), 'fovea-config-'));
afterAll(() => rmSync(root, { recursive: true }));
const file = join(root, 'comparison.json');

function read(content: unknown) {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readCompareConfig(file);
}

describe('the configuration of a comparison', () => {
  it('takes the protocol at the top or under its name, and names as flags have them', () => {
    const expected = { folds: 10, repeats: 2, seed: 1 };
    expect(read({ folds: 10, repeats: 2, seed: 1 }).flags).toEqual(expected);
    expect(read({ protocol: { folds: 10, repeats: 2 }, seed: 1 }).flags).toEqual(expected);
    expect(read({ 'train-per-class': 4 }).flags).toEqual({ trainPerClass: 4 });
  });

  it('takes models as one string, as names, or as objects', () => {
    expect(read({ models: 'hog+svm, lbp+knn' }).models).toEqual([{ model: 'hog+svm' }, { model: 'lbp+knn' }]);
    const parts = { features: ['hog', 'sift'], encoding: 'bovw', classifier: 'svm' };
    expect(read({ models: ['hog+svm', { ...parts, label: 'both' }] }).models).toEqual([
      { model: 'hog+svm' },
      { model: 'hog+bovw-sift+svm', label: 'both' },
    ]);
  });

  it('looks for the data set beside itself, then in the working folder', () => {
    expect(read({ dataset: 'comparison.json' }).dataset).toBe(file);
    expect(read({ dataset: 'package.json' }).dataset).toBe('package.json');
    expect(read({ dataset: 'mnist', data: 'comparison.json' }).flags).toEqual({ data: file });
  });

  it('turns the search on by true, by a grid, or by an object', () => {
    const grid = { C: [1, 10] };
    expect(read({ tune: true }).tune).toEqual({});
    expect(read({ grid }).tune).toEqual({ grid });
    expect(read({ tune: { folds: 5, grid } }).tune).toEqual({ folds: 5, grid });
    expect(read({}).tune).toBeUndefined();
    expect(read({ tune: false, grid }).tune).toBeUndefined();
  });

  it.each([
    ['no JSON', '{', /Expected JSON in .*comparison\.json/, 'BAD_FILE'],
    ['a list', [], /an object for everything in .*comparison\.json/, 'BAD_OPTION'],
    ['an unknown key', { modles: [] }, /one of .*models.* in .*\.json but received 'modles'/, 'BAD_OPTION'],
    ['a number for a name', { dataset: 7 }, /a string for dataset in .*\.json but received 7/, 'BAD_OPTION'],
    [
      'a word for a number',
      { protocol: { folds: 'ten' } },
      /a whole number for protocol\.folds/,
      'BAD_OPTION',
    ],
    ['a strange key of a model', { models: [{ name: 'a', k: 1 }] }, /under models\[0\] .*'k'/, 'BAD_OPTION'],
    ['a nameless model', { models: [{ label: 'a' }] }, /either a name or .* for models\[0\]/, 'BAD_OPTION'],
    ['an unknown mode', { leaks: 'perhaps' }, /one of warn, drop, refuse, ignore for leaks/, 'BAD_OPTION'],
  ])('is refused with %s, naming the file and the key', (_, content, message, code) => {
    expect(() => read(content)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
    expect(() => read(content)).toThrow(expect.objectContaining({ file }));
  });
});

describe('flags of a search', () => {
  it('win over the configuration', () => {
    const configured = { grid: { C: [1] }, folds: 5 };
    expect(tuneOf({}, undefined)).toBeUndefined();
    expect(tuneOf({}, configured)).toEqual(configured);
    expect(tuneOf({ tuneGrid: '{"k":[1,3]}' }, configured)).toEqual({ grid: { k: [1, 3] }, folds: 5 });
    expect(tuneOf({ tune: true, tuneFolds: 4 }, undefined)).toEqual({ folds: 4 });
    expect(tuneOf({ tune: false }, configured)).toBeUndefined();
  });

  it('refuse values that are no JSON object', () => {
    for (const tuneGrid of ['C=1', '4', '[1]'])
      expect(() => tuneOf({ tuneGrid }, undefined)).toThrow(/a JSON object for --tune-grid/);
  });

  it('take a learning curve as numbers with commas', () => {
    expect(learningCurveOf('5,10,20')).toEqual([5, 10, 20]);
    expect(() => learningCurveOf('5,many')).toThrow(/for --learning-curve/);
    expect(() => learningCurveOf('0')).toThrow(/for --learning-curve/);
  });
});
