import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMnist } from '../../src/data/mnist.js';
import { describeWithData } from '../helpers/shared-data.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-mnist-'));
});
afterEach(() => rm(folder, { recursive: true }));

const idx = (shape: number[], data: number[]) =>
  Uint8Array.from([0, 0, 8, shape.length, ...shape.flatMap((n) => [0, 0, n >> 8, n & 255]), ...data]);

/** Three training images and one test image of 2 rows × 3 columns. */
const tiny: Record<string, Uint8Array> = {
  'train-images-idx3-ubyte': idx(
    [3, 2, 3],
    Array.from({ length: 18 }, (_, i) => i),
  ),
  'train-labels-idx1-ubyte': idx([3], [2, 0, 1]),
  't10k-images-idx3-ubyte': idx([1, 2, 3], [90, 91, 92, 93, 94, 95]),
  't10k-labels-idx1-ubyte': idx([1], [2]),
};
async function write(files: Record<string, Uint8Array>): Promise<void> {
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
}
const packed = Object.fromEntries(
  Object.entries(tiny).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]),
);
const dotted = Object.fromEntries(
  Object.entries(tiny).map(([name, bytes]) => [name.replace('-idx', '.idx'), bytes]),
);

describe('openMnist', () => {
  it.each([
    ['plain', tiny],
    ['packed', packed],
    ['dotted', dotted],
  ])('reads the four files, %s', async (_, files) => {
    await write(files);
    const dataset = await openMnist(folder);
    expect(dataset.classNames).toEqual(['0', '1', '2']);
    expect(dataset.labels).toEqual(Int32Array.of(2, 0, 1, 2));
    expect(dataset.imageSize).toEqual({ width: 3, height: 2 });
    expect(dataset.split).toEqual({ train: Int32Array.of(0, 1, 2), test: Int32Array.of(3) });
    expect(await dataset.load(1)).toEqual({
      data: Uint8Array.of(6, 7, 8, 9, 10, 11),
      width: 3,
      height: 2,
      channels: 1,
    });
    expect((await dataset.load(3)).data).toEqual(Uint8Array.of(90, 91, 92, 93, 94, 95));
    expect(dataset.pathOf(2)).toBe(`${join(folder, Object.keys(files)[0]!)}#2`);
    expect(dataset.pathOf(3)).toBe(`${join(folder, Object.keys(files)[2]!)}#0`);
  });

  it('reads a file packed in parts, whose end tells only the size of the last, and refuses a wrong size', async () => {
    const { 't10k-images-idx3-ubyte': _, ...others } = tiny;
    const name = join(folder, 't10k-images-idx3-ubyte.gz');
    await write(others);
    const many = idx([100, 2, 3], new Array(600).fill(7));
    await write({ 't10k-labels-idx1-ubyte': idx([100], new Array(100).fill(0)) });
    await writeFile(name, Buffer.concat([gzipSync(many.slice(0, 610)), gzipSync(many.slice(610))]));
    expect((await (await openMnist(folder)).load(102)).data).toEqual(new Uint8Array(6).fill(7));
    await writeFile(name, Buffer.concat([gzipSync(many).subarray(0, -4), Buffer.alloc(4, 255)]));
    await expect(openMnist(folder)).rejects.toMatchObject({ code: 'BAD_FILE', file: name });
  });

  it('names the file that is missing, damaged or of another count', async () => {
    const refused = async (
      changes: Record<string, Uint8Array>,
      expected: { code: string; message: RegExp },
    ) => {
      await write({ ...tiny, ...changes });
      await expect(openMnist(folder)).rejects.toMatchObject({
        code: expected.code,
        message: expect.stringMatching(expected.message),
      });
    };
    await refused(
      { 'train-labels-idx1-ubyte': idx([2], [2, 0]) },
      { code: 'BAD_FILE', message: /Expected 3 labels/ },
    );
    await refused(
      { 't10k-images-idx3-ubyte': idx([1, 3, 2], [1, 2, 3, 4, 5, 6]) },
      { code: 'BAD_FILE', message: /2×3/ },
    );
    await refused(
      { 't10k-images-idx3-ubyte': idx([6], [1, 2, 3, 4, 5, 6]) },
      { code: 'BAD_FILE', message: /height/ },
    );
    await rm(join(folder, 't10k-images-idx3-ubyte'));
    await expect(openMnist(folder)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(/t10k-images-idx3-ubyte\.gz/),
    });
    await write({ 't10k-images-idx3-ubyte.gz': packed['t10k-images-idx3-ubyte.gz']!.subarray(0, 20) });
    await expect(openMnist(folder)).rejects.toMatchObject({
      code: 'BAD_FILE',
      file: join(folder, 't10k-images-idx3-ubyte.gz'),
    });
  });
});

describeWithData('openMnist on MNIST', 'mnist', (mnist) => {
  it('finds 60,000 and 10,000 digits, the first a 5', async () => {
    const dataset = await openMnist(mnist);
    expect(dataset.split?.train.length).toBe(60_000);
    expect(dataset.split?.test.length).toBe(10_000);
    expect(dataset.classNames.length).toBe(10);
    expect(Array.from(dataset.labels.subarray(0, 5))).toEqual([5, 0, 4, 1, 9]);
    expect(Array.from(dataset.labels.subarray(60_000, 60_005))).toEqual([7, 2, 1, 0, 4]);
    const counts = dataset.classNames.map(
      (_, digit) => dataset.labels.subarray(0, 60_000).filter((l) => l === digit).length,
    );
    expect(counts).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    const first = await dataset.load(0);
    expect([first.width, first.height, first.channels]).toEqual([28, 28, 1]);
    expect(Array.from(first.data).reduce((sum, value) => sum + value, 0)).toBe(27_525);
  });
});
