import { describe, expect, it } from 'vitest';
import {
  encodeWords,
  restoreWords,
  trainVocabularyTree,
  Vocabulary,
  VocabularyTree,
} from '../../src/bow/index.js';
import { descendInPlainCode } from '../../src/bow/vocabulary-tree.js';
import { ndarray, row, stack } from '../../src/core/ndarray.js';
import { Random } from '../../src/core/random.js';

const random = new Random(3);
const scattered = (count: number, length: number) =>
  ndarray(
    Float32Array.from({ length: count * length }, () => random.normal()),
    [count, length],
  );

/** A root with two children, of which the first has two of its own: words 0 (node 2), 1 (node 3) and 2 (node 4). */
const small = new VocabularyTree({
  nodes: stack([[0], [-10], [10], [-11], [-9]]),
  children: ndarray(Int32Array.of(1, 2, 3, 2, 0, 0, 1, 0, 2, 0), [5, 2]),
});

describe('VocabularyTree', () => {
  it('goes to the nearest child at every node, ties to the first', () => {
    expect(small.words).toBe(3);
    expect([...small.assign(stack([[50], [-12], [-8], [-10], [0]]))]).toEqual([0, 1, 2, 1, 2]);
    expect(small.centroids).toEqual(stack([[10], [-11], [-9]]));
  });

  it('finds by its kernel what plain code finds', () => {
    for (const length of [1, 5, 8, 20]) {
      const points = scattered(900, length);
      const tree = trainVocabularyTree(points, { branching: 3, depth: 4, maxIterations: 4 });
      expect(tree.assign(points)).toEqual(descendInPlainCode(tree, points.data));
    }
  });

  it('refuses descriptors of another length, NaN and infinity, as a flat vocabulary does', () => {
    expect(() => small.assign(stack([[1, 2]]))).toThrow(expect.objectContaining({ code: 'MISMATCH' }));
    for (const bad of [Number.NaN, Infinity])
      expect(() => small.assign(stack([[1], [bad]]))).toThrow(
        expect.objectContaining({ code: 'BAD_DATA', message: expect.stringContaining('descriptor 1') }),
      );
    expect(small.assign(ndarray(new Float32Array(0), [0, 1]))).toHaveLength(0);
  });

  it('makes histograms and learns idf like any vocabulary', () => {
    const images = [stack([[50], [50], [-12]]), stack([[50]])];
    const histograms = images.map((each) => encodeWords(small, each, { norm: 'none' }));
    expect(histograms.map((histogram) => [...histogram])).toEqual([
      [2, 1, 0],
      [1, 0, 0],
    ]);
    const weighted = small.withIdf(histograms);
    expect([...weighted.idf!]).toEqual([0, Math.log(2), 0]);
    expect(weighted.fingerprint).toBe(small.fingerprint);
  });

  it('comes back from its state, and knows a state that is none', () => {
    const source = { name: 'sift', options: {} };
    const tree = trainVocabularyTree(scattered(200, 4), { branching: 3, depth: 2, source });
    const back = restoreWords(tree.state());
    expect(back).toBeInstanceOf(VocabularyTree);
    expect(back.fingerprint).toBe(tree.fingerprint);
    expect(back.training).toEqual(tree.training);
    expect(back.source).toEqual(source);
    expect(restoreWords(new Vocabulary({ centroids: stack([[1]]) }).state())).toBeInstanceOf(Vocabulary);
    const { config, tensors } = tree.state();
    for (const children of [
      Int32Array.of(1, 2, 3, 2, 0, 0, 1, 0),
      Int32Array.of(1, 2, 1, 2, 0, 0, 1, 0, 2, 0),
      Int32Array.of(1, 2, 3, 2, 0, 0, 0, 0, 2, 0),
    ]) {
      const damaged = {
        ...tensors,
        nodes: small.nodes,
        children: ndarray(children, [children.length / 2, 2]),
      };
      expect(() => restoreWords({ config, tensors: damaged })).toThrow(
        expect.objectContaining({ code: 'BAD_FILE' }),
      );
    }
  });
});

describe('trainVocabularyTree', () => {
  it('has branching to the power of depth words, the same for the same seed', () => {
    const points = scattered(3000, 6);
    const tree = trainVocabularyTree(points, { branching: 4, depth: 3, seed: 2 });
    expect(tree.words).toBe(64);
    expect(tree.training).toMatchObject({ descriptors: 3000, seed: 2 });
    expect(trainVocabularyTree(points, { branching: 4, depth: 3, seed: 2 }).fingerprint).toBe(
      tree.fingerprint,
    );
    expect(trainVocabularyTree(points, { branching: 4, depth: 3, seed: 3 }).fingerprint).not.toBe(
      tree.fingerprint,
    );
  });

  it('reports the distortion of the words that descriptors came to when it was grown', () => {
    const points = scattered(500, 3);
    const tree = trainVocabularyTree(points, { branching: 3, depth: 3 });
    const { centroids } = tree;
    let inertia = 0;
    tree.assign(points).forEach((word, i) => {
      inertia += row(centroids, word).reduce((sum, c, j) => sum + (c - row(points, i)[j]!) ** 2, 0);
    });
    expect(tree.training!.inertia / inertia).toBeCloseTo(1, 6);
    expect(tree.training!.distortion).toBe(tree.training!.inertia / 500);
  });

  it('has leaves nearer to the root where there are few different descriptors', () => {
    const points = stack(Array.from({ length: 60 }, (_, i) => [i % 5]));
    const tree = trainVocabularyTree(points, { branching: 3, depth: 5 });
    expect([...tree.centroids.data].sort((a, b) => a - b)).not.toHaveLength(3 ** 5);
    expect(tree.words).toBeLessThanOrEqual(5);
    expect(() => trainVocabularyTree(points, { branching: 6 })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA', message: expect.stringContaining('at most 5 words') }),
    );
  });
});
