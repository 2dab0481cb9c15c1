import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Image, imageFrom } from '../../src/image/image.js';
import { loadImage } from '../../src/image/load.js';
import { encodeImage, saveImage } from '../../src/image/save.js';
import { imagePath, largestDifference, meanDifference } from './colour-golden.js';

let folder: string;
let scene: Image<Uint8Array>;
const grey = imageFrom(Uint8Array.of(0, 50, 100, 150, 200, 250), { width: 3, height: 2, channels: 1 });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fovea-save-'));
  scene = await loadImage(imagePath('scene.png'));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('saveImage', () => {
  it.each(['.png', '.tif', '.TIFF'])('writes %s without loss', async (extension) => {
    const path = join(folder, `lossless${extension}`);
    await saveImage(path, scene);
    const back = await loadImage(path);
    expect([back.width, back.height]).toEqual([scene.width, scene.height]);
    expect(largestDifference(back.data, scene.data)).toBe(0);
  });

  it.each(['.jpg', '.JPEG', '.webp', '.avif'])('writes %s closely', async (extension) => {
    const path = join(folder, `close${extension}`);
    await saveImage(path, scene);
    const back = await loadImage(path);
    expect([back.width, back.height]).toEqual([scene.width, scene.height]);
    expect(meanDifference(back.data, scene.data)).toBeLessThan(6);
  });

  it('makes folders on the way and leaves no other file', async () => {
    const path = join(folder, 'new', 'folder', 'a.png');
    await saveImage(path, grey);
    expect(readdirSync(join(folder, 'new', 'folder'))).toEqual(['a.png']);
    expect(Buffer.from(await encodeImage(grey, { format: 'png' })).equals(readFileSync(path))).toBe(true);
  });

  it.each(['a.bmp', 'a', 'a.png.txt'])('refuses the name %s', async (name) => {
    await expect(saveImage(join(folder, name), grey)).rejects.toMatchObject({
      code: 'BAD_OPTION',
      file: join(folder, name),
    });
  });
});

describe('encodeImage', () => {
  it('keeps grey grey', async () => {
    const bytes = await encodeImage(grey, { format: 'png' });
    expect(await sharp(bytes).metadata()).toMatchObject({ space: 'b-w', channels: 1 });
    const { data } = await loadImage(bytes);
    expect([...data]).toEqual([...grey.data].flatMap((value) => [value, value, value]));
  });

  it('draws an overlay on RGB and on grey, in pixels of the image', async () => {
    const square =
      '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"><rect x="1" y="0" width="1" height="1" fill="#f00"/></svg>';
    for (const base of [grey, imageFrom(new Uint8Array(18), { width: 3, height: 2, channels: 3 })]) {
      const { data } = await loadImage(await encodeImage(base, { format: 'png', overlay: square }));
      const expected = (await loadImage(base)).data.slice();
      expected.set([255, 0, 0], 3);
      expect([...data]).toEqual([...expected]);
    }
  });

  it('gives the same bytes for the same image', async () => {
    expect(await encodeImage(scene, { format: 'jpeg' })).toEqual(
      await encodeImage(scene, { format: 'jpeg' }),
    );
  });

  it('refuses floats, naming toU8', async () => {
    const floats = imageFrom(new Float32Array(4), { width: 2, height: 2, channels: 1 });
    const attempt = encodeImage(floats, { format: 'png' });
    await expect(attempt).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('toU8'),
    });
  });

  it('refuses two channels, unknown formats, and overlays that are not SVG or too large', async () => {
    const two = imageFrom(new Uint8Array(4), { width: 2, height: 1, channels: 2 });
    await expect(encodeImage(two, { format: 'png' })).rejects.toMatchObject({ code: 'BAD_SHAPE' });
    await expect(encodeImage(grey, { format: 'bmp' as never })).rejects.toMatchObject({ code: 'BAD_OPTION' });
    for (const overlay of [
      'hello',
      '<svg',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>',
    ])
      await expect(encodeImage(grey, { format: 'png', overlay })).rejects.toMatchObject({
        code: 'BAD_OPTION',
      });
  });
});
