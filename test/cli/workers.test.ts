import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fovea } from '../helpers/fovea.js';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fovea-'));
  done('data', 'sample', 'pictures', '--seed', '3', '--images-per-class', '1', '--size', '64');
  done('data', 'sample', 'more', '--seed', '4', '--images-per-class', '1', '--size', '64');
});
afterAll(() => rm(cwd, { recursive: true }));

function done(...args: string[]): void {
  const { stderr, status } = fovea(args, { cwd });
  expect(status, `fovea ${args.join(' ')}\n${stderr}`).toBe(0);
}

const words = ['--detector', 'dense', '--step', '16', '--words', '10', '--seed', '1'];
const bytes = (file: string) => readFile(join(cwd, file));

describe('--workers', () => {
  it('changes no byte of a vocabulary, nor of an index that is made, nor of one that is added to', async () => {
    for (const workers of ['0', '2']) {
      const count = ['--workers', workers];
      done('vocab', 'pictures', ...words, '--out', `v${workers}.fovea`, ...count);
      done('index', 'create', `i${workers}.fovea`, '--images', 'pictures', ...words, ...count);
      done(
        ...['index', 'create', `j${workers}.fovea`, '--images', 'pictures'],
        ...['--vocab', 'v0.fovea', ...count],
      );
      done('index', 'add', `j${workers}.fovea`, '--images', 'more', ...count);
    }
    for (const file of ['v', 'i', 'j'])
      expect(await bytes(`${file}2.fovea`)).toEqual(await bytes(`${file}0.fovea`));
  });

  it.each([
    ['vocab', 'pictures', '--out', 'x.fovea'],
    ['index', 'create', 'x.fovea', '--images', 'pictures'],
  ])('is wrong usage of fovea %s where it is no small whole number', (...args) => {
    expect(fovea([...args, '--workers=-1'], { cwd }).status).toBe(2);
  });
});
