import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listImages } from '../../src/image/sources.js';

let root: string;

const files = [
  'z.png',
  'A.JPG',
  'a.jpg',
  'É.png',
  '\u{1F600}.png',
  '\uFFFD.png',
  'notes.txt',
  '.hidden.png',
  '.cache/thumb.png',
  'deep/er/x.webp',
  'deep/y.pgm',
  'only-text/readme.md',
  'set [1]/b.gif',
];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'fovea-sources-'));
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
});

afterAll(() => rmSync(root, { recursive: true }));

const list = async (...inputs: string[]) =>
  (await listImages(inputs.map((input) => join(root, input)))).map((path) => relative(root, path));

describe('listImages', () => {
  it('takes a folder with everything below it, but hidden files and other extensions', async () => {
    expect(await list('.')).toEqual([
      'A.JPG',
      'a.jpg',
      'deep/er/x.webp',
      'deep/y.pgm',
      'set [1]/b.gif',
      'z.png',
      'É.png',
      '\uFFFD.png',
      '\u{1F600}.png',
    ]);
  });

  it('sorts by code point, where comparing UTF-16 would put an emoji before U+FFFD', async () => {
    const paths = await list('*.png');
    expect(paths).toEqual(['z.png', 'É.png', '\uFFFD.png', '\u{1F600}.png']);
    expect(paths).not.toEqual(paths.toSorted());
  });

  it('takes a file named explicitly, whatever its extension, hidden or not', async () => {
    expect(await list('notes.txt', '.hidden.png')).toEqual(['.hidden.png', 'notes.txt']);
  });

  it('takes globs', async () => {
    expect(await list('**/*.{webp,pgm}', '?.jpg')).toEqual(['a.jpg', 'deep/er/x.webp', 'deep/y.pgm']);
  });

  it('takes a folder or a file whose name looks like a glob by its name', async () => {
    expect(await list('set [1]')).toEqual(['set [1]/b.gif']);
    expect(await list('set [1]/b.gif')).toEqual(['set [1]/b.gif']);
  });

  it('names no path twice, however it is spelt', async () => {
    expect(await list('deep', 'deep/y.pgm', './deep/../deep/er/x.webp', 'deep/**')).toEqual([
      'deep/er/x.webp',
      'deep/y.pgm',
    ]);
  });

  it('gives relative paths for relative inputs', async () => {
    expect(await listImages(['test/goldens/images/odd.png', './test/goldens/images/o*.png'])).toEqual([
      'test/goldens/images/odd.png',
    ]);
  });

  it('gives nothing for no inputs', async () => {
    expect(await listImages([])).toEqual([]);
  });

  it('ends on a folder that contains itself', async () => {
    const loop = join(root, 'deep', 'loop');
    symlinkSync(join(root, 'deep'), loop);
    const paths = await list('deep');
    rmSync(loop);
    expect(paths).toContain('deep/y.pgm');
    expect(paths.length).toBeLessThan(100);
  });

  it.each(['missing.png', 'missing/*.png', 'only-text', '*.md', 'https:/example.org/a.png'])(
    'refuses %s, under which there is no image, by name',
    async (input) => {
      const path = join(root, input);
      await expect(listImages([join(root, 'z.png'), path])).rejects.toMatchObject({
        name: 'FoveaError',
        code: 'NOT_FOUND',
        file: path,
        message: expect.stringContaining(path),
      });
    },
  );
});
