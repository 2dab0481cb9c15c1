import { describe, expect, it } from 'vitest';
import { guardTrials } from '../../src/compare/leak-guard.js';
import { patternDataset } from './helpers/pattern-dataset.js';

const dataset = patternDataset(4);
const trials = [
  { repeat: 0, seed: 1, train: [0, 1, 4, 5], test: [2, 3, 6, 7] },
  { repeat: 1, seed: 2, train: [2, 3, 4, 6], test: [0, 1, 5, 7] },
];
const duplicates = [
  { images: [4, 6], kind: 'near', distance: 0.02 },
  { images: [1, 2], kind: 'mirrored', distance: 0.01 },
  { images: [2, 3], kind: 'same pixels', distance: 0 },
  { images: [8, 9], kind: 'near', distance: 0.01 },
] as const;

describe('the leak guard', () => {
  it('reports pairs that lie on two sides, the nearest first, with the number of rounds', () => {
    const { trials: same, leaks } = guardTrials(trials, { mode: 'warn', duplicates, dataset });
    expect(same).toEqual(trials);
    expect(leaks).toEqual({
      mode: 'warn',
      dropped: 0,
      pairs: [
        {
          images: [1, 2],
          paths: ['patterns/stripes/1.png', 'patterns/stripes/2.png'],
          classes: ['stripes', 'stripes'],
          ...{ kind: 'mirrored', distance: 0.01, rounds: 2 },
        },
        {
          images: [4, 6],
          paths: ['patterns/checks/4.png', 'patterns/checks/6.png'],
          classes: ['checks', 'checks'],
          ...{ kind: 'near', distance: 0.02, rounds: 1 },
        },
      ],
    });
  });

  it('takes the training side of each pair out, and leaves the test side as it is', () => {
    const { trials: guarded, leaks } = guardTrials(trials, { mode: 'drop', duplicates, dataset });
    expect(guarded.map(({ train }) => train)).toEqual([
      [0, 5],
      [3, 4, 6],
    ]);
    expect(guarded.map(({ test }) => test)).toEqual(trials.map(({ test }) => test));
    expect(leaks.dropped).toBe(3);
  });

  it('refuses, naming the nearest pair, unless all pairs are on one side', () => {
    expect(() => guardTrials(trials, { mode: 'refuse', duplicates, dataset })).toThrow(
      /found 2 such pairs, the nearest patterns\/stripes\/1\.png and patterns\/stripes\/2\.png/,
    );
    const apart = guardTrials(trials, { mode: 'refuse', duplicates: [duplicates[2]], dataset });
    expect(apart.leaks.pairs).toEqual([]);
  });
});
