import { describe, expect, it } from 'vitest';
import { type HogOptions, hog, hogShape, withProfile } from '../../src/features/index.js';
import { imageFrom } from '../../src/image/image.js';
import { itWithOracle, python } from '../helpers/oracle.js';
import { goldenImage } from './sift-goldens.js';

const openCv: HogOptions = withProfile('opencv', 'hog');

const compute = `
import cv2, json, sys
image = cv2.imread(sys.argv[1])
window = tuple(length // 8 * 8 for length in image.shape[1::-1])
hog = cv2.HOGDescriptor()
hog = cv2.HOGDescriptor(window, (16, 16), (8, 8), (8, 8), 9, 1, -1, 0, 0.2, hog.gammaCorrection)
values = hog.compute(image, locations=[(0, 0)])
print(json.dumps(values.ravel().tolist()))
`;

describe("hog, OpenCV's implementation", () => {
  it('shares the votes around one bright pixel between all four cells, most to its own', () => {
    const image = imageFrom(new Uint8Array(16 * 16), { width: 16, height: 16, channels: 1 });
    image.data[5 * 16 + 5] = 255;
    const { data, shape } = hog(image, { ...openCv, channel: 'grey' });
    expect(shape).toEqual([1, 1, 2, 2, 9]);
    const cell = (i: number) => data.subarray(9 * i, 9 * (i + 1)).reduce((a, b) => a + b);
    expect(cell(0)).toBeGreaterThan(cell(1));
    expect(cell(1)).toBeCloseTo(cell(2), 6);
    expect(cell(3)).toBeGreaterThan(0);
  });

  it('lays blocks out column by column', () => {
    expect(hogShape({ width: 40, height: 24 }, openCv)).toEqual([4, 2, 2, 2, 9]);
    expect(hogShape({ width: 40, height: 24 }, { cellsPerBlock: 2 })).toEqual([2, 4, 2, 2, 9]);
  });

  it('is zero on a blank image and has no blocks where none fits', async () => {
    const blank = hog(await goldenImage('flat'), openCv);
    expect(blank.data.every((value) => value === 0)).toBe(true);
    const tiny = imageFrom(new Uint8Array(9 * 9), { width: 9, height: 9, channels: 1 });
    expect(hog(tiny, openCv)).toMatchObject({ shape: [0, 0, 2, 2, 9], data: new Float32Array(0) });
  });

  it('refuses norms that OpenCV does not have', async () => {
    const patch = await goldenImage('patch');
    expect(() => hog(patch, { ...openCv, blockNorm: 'L1' })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    );
  });

  itWithOracle('agrees with HOGDescriptor.compute to 1e-6 on a colour image', 'cv2', async () => {
    const path = new URL('../goldens/images/scene.png', import.meta.url).pathname;
    const theirs = JSON.parse(python(compute, [path])) as number[];
    const { data } = hog(await goldenImage('scene'), openCv);
    expect(data.length).toBe(theirs.length);
    expect(theirs.reduce((worst, value, i) => Math.max(worst, Math.abs(value - data[i]!)), 0)).toBeLessThan(
      1e-6,
    );
  });
});
