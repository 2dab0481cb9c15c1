import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { FoveaError } from '../../src/core/errors.js';
import { loadImage } from '../../src/image/load.js';
import { describeWithData } from '../helpers/shared-data.js';

/** Far above the 0.1 s that the slowest takes, so that a busy machine is no failure but a hang is. */
const secondsEach = 10;

async function outcomeOf(path: string): Promise<string> {
  const clock = new AbortController();
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`${path} takes too long`)), secondsEach * 1000);
    clock.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    const { data, width, height, channels } = await Promise.race([loadImage(path), late]);
    expect(channels).toBe(3);
    expect(data.length).toBe(width * height * 3);
    return 'decoded';
  } catch (error) {
    if (!(error instanceof FoveaError)) throw error;
    expect(error.file).toBe(path);
    expect(error.message).toContain(path);
    return error.code;
  } finally {
    clock.abort();
  }
}

describeWithData('hostile files', 'hostile', (folder) => {
  const below = (path: string) =>
    readdirSync(join(folder, path), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it.each(['jpeg-decoder-fuzz-afl', 'image-rs-fuzz-afl/pnm', 'image-rs-fuzz-afl/webp'])(
    'of %s decode or give an error that names them, and the next is read',
    async (path) => {
      const outcomes = new Map<string, number>();
      for (const file of below(path)) {
        const outcome = await outcomeOf(file);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      expect([...outcomes.keys()].filter((key) => !['decoded', 'BAD_IMAGE', 'LIMIT'].includes(key))).toEqual(
        [],
      );
      expect(outcomes.get('BAD_IMAGE')).toBeGreaterThan(50);
    },
  );

  it('end a batch of many at once for none of the others', async () => {
    const files = below('jpeg-decoder-fuzz-afl').slice(0, 40);
    const good = below('pngsuite').filter((file) => basename(file).startsWith('basn2c'));
    const outcomes = await Promise.all([...files, ...good, ...files].map(outcomeOf));
    expect(good.length).toBe(2);
    expect(outcomes.slice(40, 42)).toEqual(['decoded', 'decoded']);
  });

  it('of PngSuite decode, all but those made to be broken', async () => {
    const files = below('pngsuite').filter((file) => statSync(file).size > 0 && file.endsWith('.png'));
    const wrong = [];
    for (const file of files) {
      const outcome = await outcomeOf(file);
      if ((outcome === 'decoded') === basename(file).startsWith('x')) wrong.push(basename(file));
    }
    expect(files.length).toBeGreaterThan(170);
    expect(wrong).toEqual([]);
  });
});
