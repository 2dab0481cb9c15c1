import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fovea } from '../helpers/fovea.js';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fovea-'));
  done('data', 'sample', 'pictures', '--seed', '3', '--images-per-class', '2', '--size', '64');
});
afterAll(() => rm(cwd, { recursive: true }));

/** Runs a command that has to succeed, and returns its stdout. */
function done(...args: string[]): string {
  const { stdout, stderr, status } = fovea(args, { cwd });
  expect(status, `fovea ${args.join(' ')}\n${stderr}`).toBe(0);
  return stdout;
}

const json = (...args: string[]) => JSON.parse(done(...args, '--json'));

describe('fovea vocab', () => {
  it('says how a vocabulary was made, when it is made and from its file, as text and as JSON', () => {
    const vocab = ['vocab', 'pictures', '--words', '8', '--seed', '2', '--algorithm', 'k-means'];
    const made = json(...vocab, '--out', 'v.fovea');
    expect(made).toMatchObject({
      words: 8,
      length: 128,
      documents: 24,
      source: { name: 'rootsift' },
      training: { algorithm: 'k-means', seed: 2 },
    });
    expect(made.training.distortion).toBeCloseTo(made.training.inertia / made.training.descriptors, 12);
    const { fingerprint, training, card } = json('vocab', 'v.fovea');
    expect({ fingerprint, training }).toEqual({ fingerprint: made.fingerprint, training: made.training });
    expect(card).toMatchObject({ words: 8, images: 24 });
    const text = done('vocab', 'v.fovea');
    for (const part of [
      'v.fovea: 8 words',
      'k-means, ',
      'seed 2',
      'distortion',
      'of 24 images',
      'rootsift (',
    ])
      expect(text).toContain(part);
  });

  it('writes the same file for any number of workers', async () => {
    const once = async (workers: string) => {
      const out = `w${workers}.fovea`;
      done('vocab', 'pictures', '--words', '8', '--algorithm', 'k-means', '--workers', workers, '--out', out);
      return readFile(join(cwd, out));
    };
    expect((await once('2')).equals(await once('0'))).toBe(true);
  });

  it('grows a tree, which an index is built on and whose words are shown', () => {
    const made = json('vocab', 'pictures', '--depth', '2', '--branching', '5', '--out', 'tree.fovea');
    expect(made.words).toBeGreaterThan(10);
    expect(made.training.algorithm).toBe('k-means tree (branching 5, depth 2)');
    json('index', 'create', 'tree-index.fovea', '--images', 'pictures', '--vocab', 'tree.fovea');
    const [best] = json('search', 'tree-index.fovea', 'pictures/star/star-0000.png').hits;
    expect(best.path).toContain('star-0000.png');
  });

  it('asks for --out where images are given, and refuses more words than descriptors', () => {
    expect(fovea(['vocab', 'pictures'], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--out'),
    });
    expect(
      fovea(['vocab', 'pictures', '--words', '60000', '--sample-size', '100000', '--out', 'x.fovea'], {
        cwd,
      }),
    ).toMatchObject({ status: 1, stderr: expect.stringContaining('different descriptors') });
  });
});

describe('fovea show --out atlas.html', () => {
  it('writes a page of words with patches, which loads nothing', async () => {
    done('vocab', 'pictures', '--words', '8', '--out', 'words.fovea');
    const said = json('show', 'pictures', '--vocab', 'words.fovea', '--out', 'atlas.html');
    expect(said).toMatchObject({ images: 24, words: 8 });
    const page = String(await readFile(join(cwd, 'atlas.html')));
    expect(page).toContain('words.fovea');
    expect(page.match(/<img src="data:image\/webp/g)!.length).toBeGreaterThan(7);
    expect(page).not.toMatch(/(?:src|href)="(?!data:image)/);
  });

  it('asks for a vocabulary', () => {
    expect(fovea(['show', 'pictures', '--out', 'atlas.html'], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--vocab'),
    });
  });
});
