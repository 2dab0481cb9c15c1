import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawSample } from '../../src/data/draw-sample.js';
import { readNpy, writeNpy } from '../../src/formats/npy.js';
import { fovea } from '../helpers/fovea.js';

let folder: string;
let words: ReturnType<typeof run>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
  await drawSample(join(folder, 'pictures'), { imagesPerClass: 3, size: 64, classes: ['star', 'weave'] });
  run('extract', 'pictures', '--max-keypoints', '40', '--out', 'features.npz', '--feature', 'rootsift');
  words = run('vocab', 'pictures', '--max-keypoints', '40', '--words', '8', '--out', 'vocab.fovea', '--json');
});
afterAll(() => rm(folder, { recursive: true }));

function run(...args: string[]) {
  const done = fovea(args, { cwd: folder });
  if (done.status !== 0) throw new Error(done.stderr);
  return done;
}
const bytes = (name: string) => readFile(join(folder, name));

describe('fovea encode', () => {
  it('encodes images and their extracted descriptors alike, with a vocabulary', async () => {
    const given = ['--vocab', 'vocab.fovea', '--encoding', 'vlad'];
    const { stderr } = run('encode', 'features.npz', ...given, '--out', 'brought.npy');
    expect(stderr).toContain('vlad of 6 images, 1024 numbers each → brought.npy');
    run('encode', 'pictures', ...given, '--out', 'own.npy', '--workers', '2');
    expect(await bytes('own.npy')).toEqual(await bytes('brought.npy'));
    expect(readNpy(await bytes('own.npy')).shape).toEqual([6, 8 * 128]);
  });

  it('learns an encoding, keeps it, and uses it again', async () => {
    const options = ['--encoding', 'fisher', '--gaussians', '2', '--pca', '6', '--max-keypoints', '40'];
    const { stdout } = run('encode', 'pictures', ...options, '--save', 'f.fovea', '--out', 'a.npy', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      out: 'a.npy',
      encoding: 'fisher',
      images: 6,
      length: 24,
      options: { gaussians: 2, pca: 6, seed: 0 },
      source: { name: 'rootsift', options: { maxKeypoints: 40 } },
    });
    run('encode', 'features.npz', '--encoder', 'f.fovea', '--out', 'b.npy');
    expect(await bytes('b.npy')).toEqual(await bytes('a.npy'));
  });

  it('finds the words that fovea vocab learns from extracted descriptors in the images themselves', () => {
    const brought = run('vocab', 'features.npz', '--words', '8', '--out', 'brought.fovea', '--json');
    const fingerprintOf = ({ stdout }: typeof brought) => JSON.parse(stdout).fingerprint;
    expect(fingerprintOf(brought)).toBe(fingerprintOf(words));
  });

  it('lays a pyramid over extracted descriptors, whose images have sizes', () => {
    const { stderr } = run(
      'encode',
      'features.npz',
      '--vocab',
      'vocab.fovea',
      '--encoding',
      'pyramid',
      '--out',
      'p.csv',
    );
    expect(stderr).toContain(`${8 * 21} numbers each`);
  });

  it('refuses what does not fit, saying what was expected and what received', async () => {
    const refusal = (...args: string[]) => {
      const { status, stderr } = fovea(['encode', ...args, '--out', 'no.npy'], { cwd: folder });
      expect(status).toBeGreaterThan(0);
      return stderr;
    };
    await writeFile(join(folder, 'short.npy'), writeNpy({ data: new Float32Array(12), shape: [3, 4] }));
    expect(refusal('short.npy', '--vocab', 'vocab.fovea')).toMatch(/128 numbers \(rootsift\).*received 4/);
    expect(refusal('features.npz', '--encoder', 'f.fovea', '--encoding', 'vlad')).toContain(
      '--encoder alone',
    );
    expect(refusal('features.npz', '--detector', 'dense')).toContain('no --detector with features.npz');
    await expect(bytes('no.npy')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
