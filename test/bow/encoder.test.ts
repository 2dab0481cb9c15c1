import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Encoder, findEncoding } from '../../src/bow/index.js';
import { type NdArray, ndarray, takeRows } from '../../src/core/ndarray.js';
import { Random } from '../../src/core/random.js';
import { expectAllClose } from './helpers/encodings-golden.js';

const LENGTH = 6;

/** Descriptors of two kinds, more of one or the other from image to image, and where they lie. */
function imageOf(count: number, seed: number) {
  const random = new Random(seed);
  const data = Float32Array.from({ length: count * LENGTH }, (_, at) =>
    random.normal(Math.floor(at / LENGTH) % (2 + (seed % 3)) === 0 ? 0 : at % LENGTH, 0.5),
  );
  const positions = Float32Array.from({ length: 2 * count }, () => random.uniform());
  return { descriptors: ndarray(data, [count, LENGTH]), positions };
}

const images = Array.from({ length: 12 }, (_, i) => imageOf(30, i));
const all = new Float32Array(12 * 30 * LENGTH);
images.forEach(({ descriptors }, i) => {
  all.set(descriptors.data, i * 30 * LENGTH);
});
const training = { sample: ndarray(all, [360, LENGTH]), images };
const nothing = { descriptors: ndarray(new Float32Array(0), [0, LENGTH]), positions: new Float32Array(0) };
const few = (name: string) => (name === 'fisher' ? { gaussians: 3 } : { words: 5 });
const fitted = (name: string, options = {}) =>
  Encoder.fit(findEncoding(name), training, { ...few(name), ...options });

const kinds = [
  ['bovw', {}],
  ['bovw', { softNeighbours: 3 }],
  ['pyramid', { levels: 2 }],
  ['vlad', {}],
  ['vlad', { pca: 3, whiten: true }],
  ['vlad', { vectorPca: 4 }],
  ['fisher', {}],
  ['fisher', { pca: 4, vectorPca: 3, vectorWhiten: true }],
] as const;

describe.each(kinds)('an encoder of %s with %o', (name, options) => {
  const encoder = fitted(name, options);

  it('does not depend on the order of descriptors', () => {
    const orders = fc.shuffledSubarray(
      Array.from({ length: 30 }, (_, i) => i),
      { minLength: 30 },
    );
    const { descriptors, positions } = images[3]!;
    fc.assert(
      fc.property(orders, (order) => {
        const turned = {
          descriptors: takeRows(descriptors, order),
          positions: takeRows(ndarray(positions, [30, 2]), order).data,
        };
        expectAllClose(encoder.encode(turned), encoder.encode(images[3]!), 2e-5);
      }),
      { numRuns: 10 },
    );
  });

  it('gives zeros for an image without descriptors, and numbers for others', () => {
    expect(encoder.encode(nothing)).toEqual(new Float32Array(encoder.length));
    for (const image of images) {
      const vector = encoder.encode(image);
      expect(vector).toHaveLength(encoder.length);
      expect(vector.every(Number.isFinite)).toBe(true);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  it('comes back from its state, settings through JSON, with equal vectors bit for bit', () => {
    const { config, tensors } = encoder.state();
    const again = Encoder.restore({ config: JSON.parse(JSON.stringify(config)), tensors });
    expect(again.encode(images[5]!)).toEqual(encoder.encode(images[5]!));
    expect(again.options).toEqual(encoder.options);
    expect(again.state()).toEqual(encoder.state());
  });

  it('is the same when it is fitted again', () => {
    expect(fitted(name, options).state()).toEqual(encoder.state());
  });

  it('refuses descriptors of another length', () => {
    const other: NdArray<Float32Array> = ndarray(new Float32Array(8), [2, 4]);
    expect(() => encoder.encode({ descriptors: other, positions: new Float32Array(4) })).toThrow(
      expect.objectContaining({ code: 'MISMATCH', message: expect.stringMatching(/6 numbers.*received 4/) }),
    );
  });
});

describe('an encoder', () => {
  it('has as many numbers as its encoding says', () => {
    expect(fitted('bovw').length).toBe(5);
    expect(fitted('pyramid', { levels: 3 }).length).toBe(5 * 21);
    expect(fitted('vlad', { pca: 4 }).length).toBe(5 * 4);
    expect(fitted('fisher', { pca: 0 }).length).toBe(2 * 3 * LENGTH);
    expect(fitted('vlad', { vectorPca: 7 }).length).toBe(7);
  });

  it('keeps all components of descriptors shorter than pca asks for', () => {
    expect(fitted('fisher').length).toBe(2 * 3 * LENGTH);
  });

  it('refuses options that its encoding does not have, and the state of something else', () => {
    expect(() => fitted('vlad', { gaussians: 3 })).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
    expect(() => findEncoding('vladd')).toThrow(/bovw, pyramid, vlad, fisher.*received 'vladd'/);
    expect(() => Encoder.restore({ config: {}, tensors: {} })).toThrow(
      expect.objectContaining({ code: 'BAD_FILE' }),
    );
    const state = fitted('vlad').state();
    expect(() => Encoder.restore({ ...state, tensors: {} })).toThrow(
      expect.objectContaining({ code: 'BAD_FILE' }),
    );
  });
});
