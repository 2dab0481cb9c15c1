import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Random } from '../../src/core/random.js';
import { gaussianBlur } from '../../src/image/gaussian-blur.js';
import { gaussianWeightsQ8 } from '../../src/image/gaussian-weights.js';
import { type Image, imageFrom } from '../../src/image/image.js';
import { withKernels } from '../../src/kernels/kernels.js';
import { itWithOracle, python } from '../helpers/oracle.js';

const kernels = vi.hoisted(() => ({ used: true }));
vi.mock('../../src/kernels/kernels.js', async (original) => ({
  ...(await original<typeof import('../../src/kernels/kernels.js')>()),
  hasKernels: () => kernels.used,
}));

const golden = (name: string) => readFileSync(new URL(`../goldens/${name}`, import.meta.url));
const json = (name: string) => JSON.parse(golden(`gaussian/${name}.json`).toString());

async function imageOf(name: string): Promise<Image<Uint8Array>> {
  const { data, info } = await sharp(golden(name)).raw().toBuffer({ resolveWithObject: true });
  return imageFrom(new Uint8Array(data), info);
}

function randomImage(size: { width: number; height: number; channels: number }): Image<Uint8Array> {
  const random = new Random(size.width * 1000 + size.height);
  const data = Uint8Array.from({ length: size.width * size.height * size.channels }, () =>
    random.integer(0, 255),
  );
  return imageFrom(data, size);
}

const sizes = [
  ...Array.from({ length: 40 }, (_, i) => ({ width: i + 1, height: 1 + (i % 5), channels: 1 })),
  ...[47, 48, 49, 255, 256, 257].map((width) => ({ width, height: 9, channels: 1 })),
  ...[1, 5, 16, 21, 22].map((width) => ({ width, height: 7, channels: 3 })),
  { width: 1, height: 300, channels: 1 },
  { width: 301, height: 203, channels: 3 },
];
const blurs = [
  { sigma: 0.01 },
  { sigma: 0.6, size: 3 },
  { sigma: 1.6 },
  { sigma: 4, size: 7 },
  { sigma: 9 },
  { sigma: 200, size: 3 },
];

const theirs = `
import cv2, json, numpy as np, sys
cases, path = json.loads(sys.argv[1]), sys.argv[2]
pixels = np.fromfile(path, np.uint8)
for width, height, channels, sigma, size in cases:
    count = width * height * channels
    image, pixels = pixels[:count].reshape(height, width, channels), pixels[count:]
    blurred = cv2.GaussianBlur(image, (size, size), sigma)
    sys.stdout.write(blurred.tobytes().hex())
`;

describe.each([
  ['kernels', true],
  ['plain TypeScript', false],
])('gaussianBlur by %s', (_, used) => {
  beforeEach(() => {
    kernels.used = used;
  });

  it.each(json('cases') as [string, number, number][])(
    'gives the bytes of OpenCV: %s, σ %f, size %i',
    async (name, sigma, size) => {
      const i = (json('cases') as [string, number, number][]).findIndex(
        (c) => `${c}` === `${[name, sigma, size]}`,
      );
      const ours = gaussianBlur(await imageOf(`images/${name}.png`), { sigma, size });
      expect(ours).toEqual(await imageOf(`gaussian/${name}-${i}.png`));
    },
  );

  itWithOracle('gives the bytes of OpenCV live, for random images of odd sizes', 'cv2', () => {
    const cases = sizes.flatMap((size) =>
      blurs.map((blur) => ({ size: 0, ...blur, image: randomImage(size) })),
    );
    const folder = mkdtempSync(join(tmpdir(), 'fovea-'));
    try {
      writeFileSync(join(folder, 'pixels'), Buffer.concat(cases.map(({ image }) => image.data)));
      const list = cases.map(({ image, sigma, size }) => [
        image.width,
        image.height,
        image.channels,
        sigma,
        size,
      ]);
      const blurred = Buffer.from(python(theirs, [JSON.stringify(list), join(folder, 'pixels')]), 'hex');
      const ours = Buffer.concat(
        cases.map(({ image, sigma, size }) => gaussianBlur(image, { sigma, size }).data),
      );
      expect(ours.equals(blurred)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('spreads one bright pixel by the weights, mirrored at the edge', () => {
    // The weights are 61, 134 and 61 of 256.
    const line = imageFrom(Uint8Array.of(0, 0, 0, 255, 0, 0, 0), { width: 7, height: 1, channels: 1 });
    expect([...gaussianBlur(line, { sigma: 0.8, size: 3 }).data]).toEqual([0, 0, 61, 133, 61, 0, 0]);
    const edge = imageFrom(Uint8Array.of(0, 255, 0, 0), { width: 4, height: 1, channels: 1 });
    expect([...gaussianBlur(edge, { sigma: 0.8, size: 3 }).data]).toEqual([122, 133, 61, 0]);
  });

  it.each([0, 7, 255])('keeps an image of one value, %i', (value) => {
    const flat = imageFrom(new Uint8Array(45 * 33).fill(value), { width: 45, height: 33, channels: 1 });
    for (const sigma of [0.5, 1.6, 30]) expect(gaussianBlur(flat, { sigma })).toEqual(flat);
  });

  it('refuses floats and even sizes, and says how to mend it', () => {
    const floats = imageFrom(new Float32Array(4), { width: 2, height: 2, channels: 1 });
    expect(() => gaussianBlur(floats)).toThrow(/8-bit image.*Float32Array.*toU8/);
    const bytes = imageFrom(new Uint8Array(4), { width: 2, height: 2, channels: 1 });
    expect(() => gaussianBlur(bytes, { size: 4 })).toThrow(/odd number.*4.*Use 5/);
    expect(() => gaussianBlur(bytes, { sigma: 0 })).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });
});

it('gives the same bytes by kernels and plain TypeScript, and its memory back', () => {
  const top = () => withKernels((_, arena) => arena.allocate(1));
  const before = top();
  for (const size of sizes)
    for (const blur of blurs) {
      const image = randomImage(size);
      kernels.used = true;
      const fast = Buffer.from(gaussianBlur(image, blur).data);
      kernels.used = false;
      expect(fast.equals(gaussianBlur(image, blur).data)).toBe(true);
    }
  expect(top()).toBe(before);
});

describe('gaussianWeightsQ8', () => {
  it('are those of OpenCV', () => {
    for (const [sigma, size, weights] of json('weights') as [number, number, number[]][]) {
      const ours = gaussianWeightsQ8(sigma, size);
      const outside = (size - ours.length) / 2;
      expect([...new Array(outside).fill(0), ...ours, ...new Array(outside).fill(0)]).toEqual(weights);
    }
  });

  it('are 256 in all and none negative, for every σ and size', () => {
    for (let sigma = 0.05; sigma < 60; sigma *= 1.17)
      for (const size of [0, 1, 3, 9, 51, 501]) {
        const weights = gaussianWeightsQ8(sigma, size);
        expect(weights.reduce((a, b) => a + b, 0)).toBe(256);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      }
  });
});
