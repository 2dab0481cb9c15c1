import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FoveaError } from '../../src/core/errors.js';
import { extractBatch, type FeatureSink } from '../../src/extract/extract-batch.js';
import { openSink } from '../../src/extract/sinks.js';
import type { GlobalExtractor } from '../../src/features/extractor.js';

const mean: GlobalExtractor = {
  kind: 'global',
  name: 'mean',
  summary: 'mean of all values',
  options: {},
  sizeDependent: false,
  extract: ({ data }) => Float32Array.of(Array.from(data).reduce((sum, v) => sum + v, 0) / data.length),
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function grey(name: string, level: number): Promise<string> {
  const path = join(folder, name);
  await sharp({ create: { width: 4, height: 3, channels: 3, background: { r: level, g: level, b: level } } })
    .png()
    .toFile(path);
  return path;
}

function recorder() {
  const seen: [string, number][] = [];
  const ended: string[] = [];
  const sink: FeatureSink = {
    write: async (path, features) => void seen.push([path, (features as Float32Array)[0]!]),
    commit: async () => void ended.push('commit'),
    abort: async () => void ended.push('abort'),
  };
  return { seen, ended, sink };
}

describe('extractBatch', () => {
  it('hands over features in the order of the paths, however fast each decodes', async () => {
    const paths = await Promise.all(Array.from({ length: 12 }, (_, i) => grey(`${i}.png`, i * 10)));
    const { seen, ended, sink } = recorder();
    const report = await extractBatch(paths, sink, { extractor: mean });
    expect(seen).toEqual(paths.map((path, i) => [path, i * 10]));
    expect(report).toEqual({ images: 12, skipped: [] });
    expect(ended).toEqual(['commit']);
  });

  it('leaves out a bad image, reports it, and goes on', async () => {
    const broken = join(folder, 'broken.jpg');
    await writeFile(broken, 'not an image');
    const paths = [await grey('a.png', 1), broken, join(folder, 'absent.png'), await grey('b.png', 2)];
    const { seen, sink } = recorder();
    const progress: [number, number][] = [];
    const report = await extractBatch(paths, sink, {
      extractor: mean,
      onProgress: (...now) => progress.push(now),
    });
    expect(seen.map(([, value]) => value)).toEqual([1, 2]);
    expect(report.images).toBe(2);
    expect(report.skipped.map(({ path, code }) => [path, code])).toEqual([
      [broken, 'BAD_IMAGE'],
      [join(folder, 'absent.png'), 'NOT_FOUND'],
    ]);
    for (const { path, message } of report.skipped) expect(message).toContain(path);
    expect(progress).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 2],
    ]);
  });

  it('treats an image that the feature refuses like one that cannot be decoded', async () => {
    const picky = {
      ...mean,
      extract: () => {
        throw new FoveaError('BAD_SHAPE', 'too small');
      },
    };
    const { ended, sink } = recorder();
    await expect(extractBatch([await grey('a.png', 1)], sink, { extractor: picky })).rejects.toThrow(
      'Expected at least one usable image of 1, but none could be used. The first: too small',
    );
    expect(ended).toEqual(['abort']);
  });

  it('ends at once for a wrong option, which no image can mend', async () => {
    const { ended, sink } = recorder();
    const strict = {
      ...mean,
      extract: () => {
        throw new FoveaError('BAD_OPTION', 'bins');
      },
    };
    const paths = [await grey('a.png', 1), await grey('b.png', 1)];
    await expect(extractBatch(paths, sink, { extractor: strict })).rejects.toMatchObject({
      code: 'BAD_OPTION',
    });
    expect(ended).toEqual(['abort']);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const paths = await Promise.all(Array.from({ length: 6 }, (_, i) => grey(`${i}.png`, i)));
    const out = join(folder, 'out');
    await mkdir(out);
    const interrupt = new AbortController();
    const run = extractBatch(paths, await openSink(join(out, 'f.npy')), {
      extractor: mean,
      signal: interrupt.signal,
      onProgress: (done) => done === 3 && interrupt.abort(),
    });
    await expect(run).rejects.toThrow();
    expect(await readdir(out)).toEqual([]);
  });

  it('refuses an empty batch', async () => {
    await expect(extractBatch([], recorder().sink, { extractor: mean })).rejects.toMatchObject({
      code: 'BAD_DATA',
    });
  });
});
