import { spawnSync } from 'node:child_process';
import { copyFile, cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ExtractToFileOptions, extractToFile } from '../../src/extract/extract-to-file.js';
import type { GlobalExtractor } from '../../src/features/extractor.js';
import { findExtractor } from '../../src/features/index.js';
import { processId } from '../../src/files/process-id.js';
import { extensions, picturesWithBadOnes } from './helpers/pictures.js';

let pictures: string;
let paths: string[];
beforeAll(async () => {
  pictures = await mkdtemp(join(tmpdir(), 'fovea-'));
  paths = await picturesWithBadOnes(pictures);
});
afterAll(() => rm(pictures, { recursive: true }));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
});
afterEach(() => rm(folder, { recursive: true }));

const fast: ExtractToFileOptions = { extractor: findExtractor('fast'), options: { threshold: 30 } };
const at = (name: string) => join(folder, name);

/** Runs until `count` images are done, then interrupts. */
async function interrupted(out: string, count: number, options = fast): Promise<void> {
  const interrupt = new AbortController();
  const onProgress = (done: number) => done === count && interrupt.abort();
  await expect(
    extractToFile(paths, out, { ...options, signal: interrupt.signal, onProgress }),
  ).rejects.toThrow('aborted');
}

describe('extractToFile', () => {
  it.each(extensions)('goes on where it was interrupted, to the same bytes in %s', async (extension) => {
    const [whole, resumed] = [at(`whole${extension}`), at(`resumed${extension}`)];
    const card = await extractToFile(paths, whole, fast);
    expect(card).toMatchObject({ images: 9, skipped: [{ path: paths[0] }, { path: paths[7] }] });
    await interrupted(resumed, 5);
    expect(await readdir(folder)).toContain(`resumed${extension}.partial`);
    expect(await readdir(folder)).not.toContain(`resumed${extension}`);
    const seen: number[] = [];
    await extractToFile(paths, resumed, { ...fast, resume: true, onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([6, 7, 8, 9, 10, 11]);
    expect(await readFile(resumed)).toEqual(await readFile(whole));
    expect(await readFile(`${resumed}.card.json`)).toEqual(await readFile(`${whole}.card.json`));
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('goes on from a journal cut off anywhere', async () => {
    const [whole, out] = [at('whole.npz'), at('out.npz')];
    await extractToFile(paths, whole, fast);
    await interrupted(out, 11);
    const journal = await readFile(`${out}.partial`);
    for (let step = 0; step <= 12; step++) {
      await writeFile(`${out}.partial`, journal);
      await truncate(`${out}.partial`, Math.floor((journal.length * step) / 12));
      await extractToFile(paths, out, { ...fast, resume: true });
      expect(await readFile(out)).toEqual(await readFile(whole));
    }
  });

  it('begins where there is nothing to go on with', async () => {
    await extractToFile(paths, at('whole.npy'), fast);
    await extractToFile(paths, at('new/folder/out.npy'), { ...fast, resume: true });
    expect(await readFile(at('new/folder/out.npy'))).toEqual(await readFile(at('whole.npy')));
  });

  it('refuses to go on with the journal of another call, and leaves it as it is', async () => {
    await interrupted(at('out.npy'), 4);
    const journal = await readFile(at('out.npy.partial'));
    const others: [readonly string[], ExtractToFileOptions, RegExp][] = [
      [paths, { ...fast, options: { threshold: 31 } }, /options/],
      [paths, { ...fast, load: { width: 32 } }, /load/],
      [paths, { extractor: findExtractor('hog') }, /feature: here hog, there fast/],
      [paths.slice(1), fast, /images: here 10, there 11; paths/],
      [paths, { ...fast, shard: { index: 1, count: 2 } }, /shard: here 1\/2, there none/],
    ];
    for (const [list, options, difference] of others) {
      const run = extractToFile(list, at('out.npy'), { ...options, resume: true });
      await expect(run).rejects.toMatchObject({
        code: 'MISMATCH',
        message: expect.stringMatching(difference),
      });
    }
    expect(await readFile(at('out.npy.partial'))).toEqual(journal);
  });

  it.each(['written anew', 'gone'])(
    'describes again an image that is %s since, and those after it',
    async (change) => {
      const own = at('pictures');
      await cp(pictures, own, { recursive: true });
      const copies = paths.map((path) => join(own, relative(pictures, path)));
      await extractToFile(copies, at('before.npz'), fast);
      const interrupt = new AbortController();
      const onProgress = (done: number) => done === 6 && interrupt.abort();
      const run = extractToFile(copies, at('out.npz'), { ...fast, signal: interrupt.signal, onProgress });
      await expect(run).rejects.toThrow('aborted');
      if (change === 'gone') await rm(copies[3]!);
      else await copyFile(copies[4]!, copies[3]!);
      const seen: number[] = [];
      await extractToFile(copies, at('out.npz'), { ...fast, resume: true, onProgress: (n) => seen.push(n) });
      expect(seen[0]).toBe(4);
      await extractToFile(copies, at('whole.npz'), fast);
      expect(await readFile(at('out.npz'))).toEqual(await readFile(at('whole.npz')));
      expect(await readFile(at('out.npz'))).not.toEqual(await readFile(at('before.npz')));
    },
  );

  it('leaves alone the journal that another process writes, and names that', async () => {
    await interrupted(at('out.npy'), 4);
    const journal = await readFile(at('out.npy.partial'));
    journal.write(processId(process.ppid), '{"writer":"'.length);
    await writeFile(at('out.npy.partial'), journal);
    for (const resume of [true, false])
      await expect(extractToFile(paths, at('out.npy'), { ...fast, resume })).rejects.toMatchObject({
        code: 'BUSY',
        file: at('out.npy.partial'),
        message: expect.stringContaining(`process ${process.ppid} is writing it`),
      });
    expect(await readFile(at('out.npy.partial'))).toEqual(journal);
  });

  it('takes over the journal of a process that has ended, also where another has its number by now', async () => {
    await interrupted(at('out.npy'), 4);
    const journal = await readFile(at('out.npy.partial'));
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    for (const writer of [
      processId(ended),
      `${process.ppid}@elsewhere`,
      processId(process.ppid).replace(/\+?\d*$/, '+1'),
    ]) {
      const line = Buffer.from(journal);
      line.write(writer, '{"writer":"'.length);
      await writeFile(at('out.npy.partial'), line);
      const seen: number[] = [];
      await extractToFile(paths, at('out.npy'), { ...fast, resume: true, onProgress: (n) => seen.push(n) });
      expect(seen[0]).toBe(5);
    }
  });

  it('refuses to go on with something that is no journal', async () => {
    await writeFile(at('out.npy.partial'), 'dear diary\n');
    await expect(extractToFile(paths, at('out.npy'), { ...fast, resume: true })).rejects.toMatchObject({
      code: 'BAD_FILE',
    });
  });

  it('begins anew without being asked to go on', async () => {
    await interrupted(at('out.npy'), 4);
    const seen: number[] = [];
    await extractToFile(paths, at('out.npy'), { ...fast, onProgress: (done) => seen.push(done) });
    expect(seen[0]).toBe(1);
    expect(await readdir(folder)).toEqual(['out.npy', 'out.npy.card.json']);
  });

  it('leaves nothing behind when it ends before the first image', async () => {
    const signal = AbortSignal.abort();
    await expect(extractToFile(paths, at('out.npy'), { ...fast, signal })).rejects.toThrow('aborted');
    expect(await readdir(folder)).toEqual([]);
  });

  it('finds out at the image that does not fit, not at the end, and leaves nothing behind', async () => {
    const seen: number[] = [];
    const shrinking = {
      extractor: { ...findExtractor('hog'), options: {}, extract: shorter() } as GlobalExtractor,
      onProgress: (done: number) => seen.push(done),
    };
    await expect(extractToFile(paths.slice(1, 4), at('out.npy'), shrinking)).rejects.toMatchObject({
      code: 'BAD_SHAPE',
    });
    expect(seen).toEqual([1]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses images of which not one can be used', async () => {
    const run = extractToFile([paths[0]!], at('out.npy'), fast);
    await expect(run).rejects.toMatchObject({ code: 'BAD_DATA' });
    expect(await readdir(folder)).toEqual([]);
  });
});

/** An extractor's function whose vectors get shorter. */
function shorter(): () => Float32Array {
  let length = 10;
  return () => new Float32Array(length--);
}
