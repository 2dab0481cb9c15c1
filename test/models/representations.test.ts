import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bagEncoding } from '../../src/bow/bag-encoding.js';
import { localExtract, seen } from '../../src/bow/local-extract.js';
import type { GlobalExtractor, LocalExtractor } from '../../src/features/extractor.js';
import { rootsiftExtractor } from '../../src/features/rootsift.js';
import { imageFrom } from '../../src/image/image.js';
import { canonicalJson } from '../../src/models/canonical-json.js';
import { encodedRepresentation } from '../../src/models/encoded-representation.js';
import { globalRepresentation } from '../../src/models/global-representation.js';
import { joinBlocks } from '../../src/models/join-blocks.js';
import { parseModel } from '../../src/models/parse-model.js';
import { pixelsRepresentation } from '../../src/models/pixels-representation.js';
import { pattern } from './helpers/patterns.js';

const size = { width: 4, height: 2 };
const rgb = imageFrom(Uint8Array.of(255, 0, 0, 0, 255, 0), { width: 2, height: 1, channels: 3 });

describe('a global feature in a model', () => {
  const sizes: GlobalExtractor = {
    kind: 'global',
    name: 'sizes',
    summary: 'the size of the image it sees',
    options: {},
    sizeDependent: true,
    extract: ({ width, height }) => Float32Array.of(width, height),
  };

  it('sees images of the common size where its length depends on it, and as they are otherwise', () => {
    expect([...(globalRepresentation(sizes).create({}, size).extract(rgb) as Float32Array)]).toEqual([4, 2]);
    const free = globalRepresentation({ ...sizes, sizeDependent: false }).create({}, size);
    expect([...(free.extract(rgb) as Float32Array)]).toEqual([2, 1]);
  });

  it('is extracted once for models that agree in options and size, and again for others', () => {
    const key = (options: object, side = 128) =>
      parseModel('hog+svm', { options: { ...options }, size: { width: side, height: side } })
        .representations[0]!.cacheKey;
    expect(key({ orientations: 9 })).toBe(key({}));
    expect(key({ orientations: 8 })).not.toBe(key({}));
    expect(key({}, 64)).not.toBe(key({}));
    expect(key({ kernel: 'linear' })).toBe(key({}));
  });
});

describe('pixels', () => {
  it('are grey levels from 0 to 1, row by row, at the size asked for', () => {
    const pixels = pixelsRepresentation.create({ pixelsWidth: 2, pixelsHeight: 1 }, size);
    const vector = pixels.extract(rgb) as Float32Array;
    // bt601: 255 · 0.299 = 76, 255 · 0.587 = 150, in whole grey levels.
    expect([...vector]).toEqual([76 / 255, 150 / 255].map(Math.fround));
    expect(pixels.sampleShape).toEqual([1, 2, 1]);
  });

  it('are interleaved channels as rgb, of a grey image three times its own', () => {
    const options = { pixelsWidth: 2, pixelsHeight: 1, pixelsColour: 'rgb' };
    const pixels = pixelsRepresentation.create(options, size);
    expect([...(pixels.extract(rgb) as Float32Array)]).toEqual([1, 0, 0, 0, 1, 0]);
    const grey = imageFrom(Uint8Array.of(255, 51), { width: 2, height: 1, channels: 1 });
    expect([...(pixels.extract(grey) as Float32Array)]).toEqual([1, 1, 1, 0.2, 0.2, 0.2].map(Math.fround));
    expect(pixels.sampleShape).toEqual([1, 2, 3]);
  });
});

describe('a bag of visual words', () => {
  // Descriptors of two numbers: as many as the image is wide, each one of four corners.
  const corners: LocalExtractor = {
    kind: 'local',
    name: 'corners',
    summary: 'made up',
    options: {},
    descriptorLength: 2,
    extract: ({ data, width }) => ({
      keypoints: [],
      descriptors: { data: Float32Array.from(data.subarray(0, width * 2)), shape: [width, 2] },
    }),
  };
  const imageOf = (...values: number[]) =>
    imageFrom(Float32Array.from(values), { width: values.length / 2, height: 1, channels: 2 });
  const options = { words: 2, wordNorm: 'none' };

  it('counts the nearest word of each descriptor', async () => {
    const bag = encodedRepresentation('bovw', { encoding: bagEncoding, extractor: corners }).create(
      options,
      size,
    );
    const train = [imageOf(0, 0, 0, 0.1), imageOf(9, 9, 9, 9.1, 9.1, 9)].map((image) => bag.extract(image));
    await bag.fit(train);
    const [low, high] = train.map((extract) => [...bag.encode(extract)]);
    expect([low, high].map((histogram) => histogram!.toSorted((a, b) => a - b))).toEqual([
      [0, 2],
      [0, 3],
    ]);
    expect(low!.indexOf(2)).not.toBe(high!.indexOf(3));
  });

  it('weighs words by their rarity for tf-idf', async () => {
    const bag = encodedRepresentation('bovw', { encoding: bagEncoding, extractor: corners }).create(
      { ...options, weighting: 'tf-idf' },
      size,
    );
    const train = [imageOf(0, 0), imageOf(0, 0, 9, 9)].map((image) => bag.extract(image));
    await bag.fit(train);
    // One word is in both images, so it says nothing: log(2 / 2) = 0; the other counts log(2 / 1).
    expect([...bag.encode(train[1]!)].toSorted()).toEqual([0, Math.fround(Math.log(2))]);
  });

  it('is a vector of zeros for an image without keypoints, and NOT_FITTED before its vocabulary is learnt', async () => {
    const bag = encodedRepresentation('bovw', { encoding: bagEncoding, extractor: corners }).create(
      options,
      size,
    );
    const none = { data: new Float32Array(0), shape: [0, 2] };
    const nothing = { descriptors: none, positions: new Float32Array(0) };
    expect(() => bag.encode(nothing)).toThrow(/to have learnt its bovw encoding/);
    await bag.fit([imageOf(0, 0, 9, 9)].map((image) => bag.extract(image)));
    expect([...bag.encode(nothing)]).toEqual([0, 0]);
  });

  it('shares its extracts, but not its vectors, with a bag of other words', () => {
    const [few, many] = [10, 20].map(
      (words) => parseModel('bovw+svm', { options: { words } }).representations[0]!,
    );
    expect(few!.cacheKey).toBe(many!.cacheKey);
    expect(few!.fitKey).not.toBe(many!.fitKey);
    expect(parseModel('bovw-rootsift+knn').representations[0]!.fitKey).toBe(
      parseModel('bovw+svm').representations[0]!.fitKey,
    );
  });
});

describe('encodings of one feature', () => {
  const of = (name: string, options = {}) => parseModel(`${name}+knn`, { options }).representations[0]!;

  it('share its extracts; RootSIFT shares those of SIFT, whose bytes it is made of', () => {
    const keys = ['bovw', 'pyramid', 'vlad', 'fisher', 'vlad-sift'].map((name) => of(name).cacheKey);
    expect(new Set(keys).size).toBe(1);
    expect(of('vlad', { step: 4 }).cacheKey).not.toBe(keys[0]);
    const fits = ['bovw', 'pyramid', 'vlad', 'fisher', 'vlad-sift'].map((name) => of(name).fitKey);
    expect(new Set(fits).size).toBe(5);
  });

  it('keep SIFT in bytes, and see RootSIFT as the feature gives it', () => {
    const image = pattern(2, 1);
    const extract = localExtract(rootsiftExtractor, image, { maxKeypoints: 20 });
    expect(extract.descriptors.data).toBeInstanceOf(Uint8Array);
    const { keypoints, descriptors } = rootsiftExtractor.extract(image, { maxKeypoints: 20 });
    expect(seen(extract, rootsiftExtractor).descriptors).toEqual(descriptors);
    expect([...extract.positions!.subarray(0, 2)]).toEqual(
      [(keypoints[0]!.x + 0.5) / 64, (keypoints[0]!.y + 0.5) / 64].map(Math.fround),
    );
  });

  it('keep descriptors that are no bytes as they are', () => {
    const half = { data: Float32Array.of(1, 0.5), shape: [1, 2] };
    const halves: LocalExtractor = {
      ...{ kind: 'local', name: 'halves', summary: 'made up', options: {}, descriptorLength: 2 },
      extract: () => ({ keypoints: [], descriptors: half }),
    };
    expect(localExtract(halves, rgb, {}).descriptors).toEqual(half);
    const past: LocalExtractor = {
      ...halves,
      extract: () => ({ keypoints: [], descriptors: { data: Float32Array.of(256, -1), shape: [1, 2] } }),
    };
    expect([...localExtract(past, rgb, {}).descriptors.data]).toEqual([256, -1]);
  });

  it('come back only over the descriptors that they were fitted on', async () => {
    const images = [0, 1, 2].map((label) => pattern(label, label));
    const fine = of('vlad', { words: 3 });
    await fine.fit(images.map((image) => fine.extract(image)));
    expect(() => of('vlad', { words: 3, sigma: 1.7 }).restore(fine.state())).toThrow(
      expect.objectContaining({ code: 'MISMATCH', message: expect.stringContaining('sigma 1.7') }),
    );
    expect(() => of('vlad-sift', { words: 3 }).restore(fine.state())).toThrow(
      expect.objectContaining({ code: 'MISMATCH' }),
    );
    expect(() => of('bovw', { words: 3 }).restore(fine.state())).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });
});

describe('joined features', () => {
  it('are blocks of length 1, one after another; a single feature stays as it is', () => {
    const joined = joinBlocks([Float32Array.of(3, 4), Float32Array.of(0, 0, 0), Float32Array.of(-2)]);
    expect([...joined]).toEqual([0.6, 0.8, 0, 0, 0, -1].map(Math.fround));
    expect([...joinBlocks([Float32Array.of(3, 4)])]).toEqual([3, 4]);
  });
});

describe('canonical JSON', () => {
  it('does not depend on the order in which keys were set', () => {
    expect(canonicalJson({ b: [1, { d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[1,{"c":2,"d":1}]}');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      }),
    );
  });
});
