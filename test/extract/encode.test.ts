import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Encoder, findEncoding, trainingDescriptors, trainVocabulary } from '../../src/bow/index.js';
import { ndarray } from '../../src/core/ndarray.js';
import { resolveOptions } from '../../src/core/options.js';
import {
  type DescriptorSet,
  encodeToFile,
  extractToFile,
  gatherDescriptors,
  openEncoder,
  readDescriptors,
  saveEncoder,
} from '../../src/extract/index.js';
import { rootsiftExtractor } from '../../src/features/index.js';
import { writeNpy } from '../../src/formats/npy.js';
import { type NpzEntry, readNpz, writeNpz } from '../../src/formats/npz.js';
import { picturesWithBadOnes } from './helpers/pictures.js';

let folder: string;
let paths: string[];
let features: string;
const batch = { extractor: rootsiftExtractor, options: { maxKeypoints: 40 } };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
  paths = await picturesWithBadOnes(join(folder, 'pictures'));
  features = join(folder, 'features.npz');
  await extractToFile(paths, features, batch);
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

/** An encoder of few words, learnt from a set. */
function learnt(name: string, set: DescriptorSet, given = {}): Encoder {
  const encoding = findEncoding(name);
  const options = resolveOptions(name, encoding.options, {
    ...(name === 'fisher' ? { gaussians: 3, pca: 5 } : { words: 6 }),
    ...given,
  });
  const training = trainingDescriptors(
    set.images.map(({ extract }) => extract),
    {
      extractor: undefined,
      options: options as unknown as { sampleSize: number; seed: number },
      ...(set.source && { source: set.source }),
    },
  );
  return Encoder.fit(encoding, training, options);
}

describe('descriptors of fovea extract', () => {
  it('come with their paths, their positions, and what made them', async () => {
    const { images, source } = await readDescriptors(features);
    expect(images.map(({ path }) => path)).toEqual(paths.filter((path) => !/aaa|zzz/.test(path)));
    expect(source).toMatchObject({ name: 'rootsift', options: { maxKeypoints: 40, detector: 'dog' } });
    const { descriptors, positions } = images[0]!.extract;
    expect(positions).toHaveLength(2 * descriptors.shape[0]!);
    const { keypoints, sizes } = readNpz(await readFile(features)) as Record<string, { data: Float32Array }>;
    expect([...sizes!.data.slice(0, 2)]).toEqual([64, 64]);
    expect(positions![0]).toBe(Math.fround((keypoints!.data[0]! + 0.5) / 64));
  });

  it.each(['bovw', 'pyramid', 'vlad', 'fisher'])(
    'give the same vectors in %s as the images themselves',
    async (name) => {
      const set = await readDescriptors(features);
      const encoder = learnt(name, set);
      const card = await encodeToFile(set, at(`brought-${name}.npz`), { encoder });
      const { skipped, ...gathered } = await gatherDescriptors(paths, batch);
      expect(skipped.map(({ code }) => code)).toEqual(['BAD_IMAGE', 'BAD_IMAGE']);
      await encodeToFile(gathered, at(`own-${name}.npz`), { encoder, extractor: rootsiftExtractor });
      const [brought, own] = await Promise.all([
        readFile(at(`brought-${name}.npz`)),
        readFile(at(`own-${name}.npz`)),
      ]);
      expect(own).toEqual(brought);
      const vectors = readNpz(brought);
      expect(vectors.features).toMatchObject({ shape: [9, encoder.length] });
      expect(vectors.paths).toEqual(card.paths);
      expect(card).toMatchObject({ encoding: name, images: 9, source: set.source, length: encoder.length });
      expect(JSON.parse(String(await readFile(at(`brought-${name}.npz.card.json`))))).toEqual(card);
    },
  );

  it('are refused by an encoder of other descriptors, with both named, and nothing is written', async () => {
    const set = await readDescriptors(features);
    const encoder = learnt('vlad', { ...set, source: { name: 'sift', options: { step: 8 } } });
    await expect(encodeToFile(set, at('none.npy'), { encoder })).rejects.toMatchObject({
      code: 'MISMATCH',
      message: expect.stringMatching(/of sift \(step 8\).*received rootsift/),
    });
    const short = { images: [{ path: 'x', extract: { descriptors: ndarray(new Float32Array(9), [3, 3]) } }] };
    const own = learnt('vlad', set);
    await expect(
      encodeToFile({ ...short, source: undefined }, at('none.npy'), { encoder: own }),
    ).rejects.toThrow(/128 numbers \(rootsift\).*received 3/);
    await expect(readFile(at('none.npy'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('are refused with a vocabulary of others, or by an encoding that has none', async () => {
    const set = await readDescriptors(features);
    const sample = ndarray(
      Float32Array.from({ length: 40 }, (_, i) => i),
      [20, 2],
    );
    const source = { name: 'sift', options: {} };
    const vocabulary = trainVocabulary(sample, { words: 3, source });
    const training = { sample, images: [], vocabulary };
    expect(() => Encoder.fit(findEncoding('vlad'), { ...training, source: set.source! }, {})).toThrow(
      expect.objectContaining({
        code: 'MISMATCH',
        message: expect.stringMatching(/of sift.*received rootsift/),
      }),
    );
    expect(() => Encoder.fit(findEncoding('fisher'), training, {})).toThrow(/no vocabulary for fisher/);
    expect(() => Encoder.fit(findEncoding('vlad'), training, { pca: 2 })).toThrow(/pca 0 with a vocabulary/);
    expect(Encoder.fit(findEncoding('vlad'), training, {})).toMatchObject({ length: 6, source });
  });
});

describe('an encoder file', () => {
  it('brings back an encoder that gives the same vectors, and the same bytes', async () => {
    const set = await readDescriptors(features);
    const encoder = learnt('fisher', set, { vectorPca: 4 });
    await saveEncoder(at('encoder.fovea'), encoder);
    const again = await openEncoder(at('encoder.fovea'));
    await saveEncoder(at('again.fovea'), again);
    expect(await readFile(at('again.fovea'))).toEqual(await readFile(at('encoder.fovea')));
    await encodeToFile(set, at('one.npy'), { encoder });
    await encodeToFile(set, at('two.npy'), { encoder: again });
    expect(await readFile(at('two.npy'))).toEqual(await readFile(at('one.npy')));
  });

  it('is not read from something else', async () => {
    await expect(openEncoder(at('missing.fovea'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(openEncoder(features)).rejects.toMatchObject({ code: 'BAD_FILE' });
  });
});

describe('descriptors brought from elsewhere', () => {
  const numbers = (count: number, length: number) =>
    ndarray(
      Float32Array.from({ length: count * length }, (_, i) => i),
      [count, length],
    );

  async function brought(name: string, entries: Record<string, NpzEntry>) {
    await writeFile(at(name), writeNpz(entries));
    return readDescriptors(at(name));
  }

  it('are one image in a .npy of two axes, several in one of three', async () => {
    await writeFile(at('single.npy'), writeNpy(numbers(4, 3)));
    const one = await readDescriptors(at('single.npy'));
    expect(one).toMatchObject({ source: undefined, images: [{ path: at('single.npy') }] });
    expect(one.images[0]!.extract.descriptors).toEqual(numbers(4, 3));
    await writeFile(at('three.npy'), writeNpy(ndarray(numbers(6, 2).data, [3, 2, 2])));
    const { images } = await readDescriptors(at('three.npy'));
    expect(images.map(({ path }) => path)).toEqual([0, 1, 2].map((i) => `${at('three.npy')}[${i}]`));
    expect([...images[2]!.extract.descriptors.data]).toEqual([8, 9, 10, 11]);
    await writeFile(at('flat.npy'), writeNpy(ndarray(new Float32Array(3), [3])));
    await expect(readDescriptors(at('flat.npy'))).rejects.toThrow(/\[count, length\].*received shape \[3\]/);
  });

  it('may be bytes, which stay bytes, or float64', async () => {
    const bytes = ndarray(Uint8Array.of(1, 2, 3, 255), [2, 2]);
    const { images } = await brought('bytes.npz', { descriptors: bytes });
    expect(images[0]!.extract.descriptors).toEqual(bytes);
    const doubles = await brought('doubles.npz', { descriptors: ndarray(Float64Array.of(0.5, 0.1), [1, 2]) });
    expect(doubles.images[0]!.extract.descriptors.data).toEqual(Float32Array.of(0.5, 0.1));
  });

  it('need offsets for several images, and keypoints with sizes for positions', async () => {
    const offsets = ndarray(Int32Array.of(0, 1, 1, 3), [4]);
    const keypoints = ndarray(Float32Array.of(9.5, 4.5, 0, 0, 3.5, 3.5), [3, 2]);
    const sizes = ndarray(Int32Array.of(20, 10, 5, 5, 4, 8), [3, 2]);
    const descriptors = numbers(3, 2);
    const { images } = await brought('several.npz', { descriptors, offsets, keypoints, sizes });
    expect(images.map(({ extract }) => extract.descriptors.shape[0])).toEqual([1, 0, 2]);
    expect(images.map(({ extract }) => [...extract.positions!])).toEqual([
      [0.5, 0.5],
      [],
      [0.125, 0.0625, 1, 0.5],
    ]);
    const plain = await brought('plain.npz', { descriptors, offsets, paths: ['a', 'b', 'c'] });
    expect(plain.images[2]).toMatchObject({ path: 'c' });
    expect(plain.images[2]!.extract).not.toHaveProperty('positions');
  });

  it('are refused where the arrays do not fit, with what was expected', async () => {
    const descriptors = numbers(3, 2);
    const offsets = (...values: number[]) => ndarray(Int32Array.from(values), [values.length]);
    const refused = (entries: Record<string, NpzEntry>, message: RegExp) =>
      expect(brought('bad.npz', entries)).rejects.toMatchObject({
        code: 'BAD_FILE',
        message: expect.stringMatching(message),
      });
    await refused({ features: descriptors }, /an array 'descriptors'.*received features/);
    await refused({ descriptors, offsets: offsets(0, 2) }, /rising from 0 to 3/);
    await refused({ descriptors, offsets: offsets(0, 2, 1, 3) }, /rising from 0 to 3/);
    await refused({ descriptors, paths: ['a', 'b'] }, /1 paths.*received 2/);
    await refused({ descriptors: ndarray(new Float32Array(3), [3]) }, /received shape \[3\]/);
    await refused({ descriptors, keypoints: numbers(2, 2) }, /\[3, 2 or more\]/);
  });
});
