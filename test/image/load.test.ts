import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Image, imageFrom } from '../../src/image/image.js';
import { type LoadOptions, loadImage } from '../../src/image/load.js';
import { goldenArray, goldenPath, imagePath, largestDifference, meanDifference } from './colour-golden.js';
import { weirdTiff } from './weird-tiff.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fovea-load-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const raw = (data: Uint8Array, width: number, channels: 1 | 2 | 3 | 4) =>
  sharp(data, { raw: { width, height: data.length / width / channels, channels } });

/** Two by one pixels: opaque red, and blue of which half shows through. */
const redAndGlass = raw(Uint8Array.of(255, 0, 0, 255, 0, 0, 255, 127), 2, 4);
const scene = () => sharp(imagePath('scene.png'));

const sizeOf = ({ width, height }: Image) => `${width}×${height}`;
const pixel = ({ data, width }: Image, x: number, y: number) => [
  ...data.slice((y * width + x) * 3, (y * width + x) * 3 + 3),
];

describe('the pixels of a file', () => {
  it.each(['420', '422', '444', 'progressive', 'grey'].map((name, k) => ({ name, k })))(
    'are those that OpenCV decodes from JPEG $name',
    async ({ name, k }) => {
      const { data, width, height, channels } = await loadImage(goldenPath(`jpeg-${name}.jpg`));
      const golden = goldenArray('jpeg');
      expect([height, width, channels]).toEqual(golden.shape.slice(1));
      expect(largestDifference(data, golden.data.subarray(k * data.length, (k + 1) * data.length))).toBe(0);
    },
  );

  it('are those that OpenCV decodes from a 16-bit PNG, colour and grey: the upper 8 bits', async () => {
    const colour = await loadImage(goldenPath('deep.png'));
    const grey = await loadImage(goldenPath('deep-grey.png'));
    expect(largestDifference([...colour.data, ...grey.data], goldenArray('deep').data)).toBe(0);
    const stored = goldenArray('u16-rgb').data;
    expect(
      largestDifference(
        colour.data,
        Array.from(stored, (value) => value / 257),
      ),
    ).toBeLessThanOrEqual(1);
  });

  it.each(['png', 'webp', 'tiff'] as const)('come out of lossless %s unchanged', async (format) => {
    const bytes = await scene().toFormat(format, { lossless: true, compression: 'lzw' }).toBuffer();
    const original = await loadImage(imagePath('scene.png'));
    expect(largestDifference((await loadImage(bytes)).data, original.data)).toBe(0);
  });

  it('come out of AVIF, of 8 and of 12 bits, within its loss', async () => {
    const red = raw(
      new Uint8Array(64 * 64 * 3).map((_, i) => (i % 3 === 0 ? 200 : 40)),
      64,
      3,
    );
    for (const bitdepth of [8, 12] as const) {
      const image = await loadImage(await red.clone().avif({ quality: 90, bitdepth }).toBuffer());
      expect(largestDifference(pixel(image, 30, 30), [200, 40, 40])).toBeLessThanOrEqual(3);
    }
  });

  it('are looked up in a palette', async () => {
    const bytes = await redAndGlass.clone().flatten().png({ palette: true }).toBuffer();
    expect((await sharp(bytes).metadata()).isPalette).toBe(true);
    const { data } = await loadImage(bytes);
    expect(largestDifference(data, [255, 0, 0, 0, 0, 127])).toBeLessThanOrEqual(1);
  });

  it('are drawn from SVG', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><path d="M0 0H2V2H0z" fill="#0a0"/></svg>';
    const image = await loadImage(new TextEncoder().encode(svg));
    expect([sizeOf(image), pixel(image, 0, 0), pixel(image, 3, 1)]).toEqual([
      '4×2',
      [0, 170, 0],
      [255, 255, 255],
    ]);
  });

  it('are those of the first frame of an animation', async () => {
    const frames = Uint8Array.from({ length: 4 * 4 * 3 }, (_, i) => (i < 24 ? 255 : 0));
    const options = { raw: { width: 4, height: 4, channels: 3, pageHeight: 2 } } as const;
    for (const bytes of [
      await sharp(frames, options).gif().toBuffer(),
      await sharp(frames, options).webp({ lossless: true }).toBuffer(),
    ]) {
      expect((await sharp(bytes).metadata()).pages).toBe(2);
      const image = await loadImage(bytes);
      expect([sizeOf(image), pixel(image, 0, 0)]).toEqual(['4×2', [255, 255, 255]]);
    }
  });

  it('go from CMYK to RGB', async () => {
    for (const format of ['jpeg', 'tiff'] as const) {
      const bytes = await scene().toColourspace('cmyk').toFormat(format, { quality: 100 }).toBuffer();
      expect((await sharp(bytes).metadata()).space).toBe('cmyk');
      const [ink, light] = [await loadImage(bytes), await loadImage(imagePath('scene.png'))];
      // The inks cannot print every colour; inverted or clipped values would differ by tens.
      expect(meanDifference(ink.data, light.data)).toBeLessThan(12);
    }
  });

  it('are the stored numbers where a profile says that red is another red', async () => {
    const red = raw(Uint8Array.of(255, 0, 0), 1, 3).withIccProfile('p3');
    const { data } = await loadImage(await red.png().toBuffer());
    expect(largestDifference(data, [234, 51, 35])).toBeLessThanOrEqual(1);
  });

  it('are read anew when a file has changed', async () => {
    const path = join(folder, 'changing.png');
    for (const level of [10, 200]) {
      writeFileSync(path, await raw(Uint8Array.of(level), 1, 1).png().toBuffer());
      expect([...(await loadImage(path)).data]).toEqual([level, level, level]);
    }
  });

  it('are decimals or bytes in portable maps, of any depth', async () => {
    const text = (value: string) => new TextEncoder().encode(value);
    const levels = async (bytes: Uint8Array) => [...(await loadImage(bytes)).data];
    expect(await levels(text('P2\n# two\n2 1 15\n0 15\n'))).toEqual([0, 0, 0, 255, 255, 255]);
    expect(await levels(text('P3 1 1 255 7 8 9'))).toEqual([7, 8, 9]);
    expect(await levels(Uint8Array.of(...text('P6 1 1 255\n'), 7, 8, 9))).toEqual([7, 8, 9]);
    expect(await levels(Uint8Array.of(...text('P5 1 1 65535\n'), 0x12, 0xff))).toEqual([18, 18, 18]);
  });
});

describe('transparency', () => {
  it('shows white, or the background that was asked for', async () => {
    const bytes = await redAndGlass.clone().png().toBuffer();
    expect(largestDifference((await loadImage(bytes)).data, [255, 0, 0, 128, 128, 255])).toBeLessThanOrEqual(
      1,
    );
    const { data } = await loadImage(bytes, { background: '#00ff00' });
    expect(largestDifference(data, [255, 0, 0, 0, 128, 127])).toBeLessThanOrEqual(1);
  });

  it('of grey and of 16-bit images shows the background too', async () => {
    const grey = await raw(Uint8Array.of(0, 0), 1, 2).png().toBuffer();
    expect([...(await loadImage(grey)).data]).toEqual([255, 255, 255]);
    const deep = await redAndGlass.clone().toColourspace('rgb16').png().toBuffer();
    expect((await sharp(deep).metadata()).depth).toBe('ushort');
    expect(largestDifference((await loadImage(deep)).data, [255, 0, 0, 128, 128, 255])).toBeLessThanOrEqual(
      1,
    );
  });
});

describe('encoded bytes', () => {
  it('give what the file gives, in a plain Uint8Array', async () => {
    const image = await loadImage(readFileSync(imagePath('odd.png')));
    expect(image.data.constructor).toBe(Uint8Array);
    expect(image).toEqual(await loadImage(imagePath('odd.png')));
  });
});

describe('resizing', () => {
  const cases: [LoadOptions, string][] = [
    [{ width: 64 }, '64×48'],
    [{ height: 96 }, '128×96'],
    [{ width: 50, height: 50 }, '50×50'],
    [{ width: 50, height: 50, fit: 'cover' }, '50×50'],
    [{ width: 50, height: 50, fit: 'inside' }, '50×38'],
    [{ width: 512, height: 512, fit: 'inside' }, '512×384'],
  ];
  it.each(cases)(
    'by %o makes a scene of 256×192 to %s, from a file and from pixels',
    async (options, size) => {
      expect(sizeOf(await loadImage(imagePath('scene.png'), options))).toBe(size);
      expect(sizeOf(await loadImage(await loadImage(imagePath('scene.png')), options))).toBe(size);
    },
  );

  it('with cover crops both sides evenly, and with fill keeps them', async () => {
    const columns = raw(
      Uint8Array.from({ length: 40 * 10 }, (_, i) => (i % 40) * 5),
      40,
      1,
    );
    const bytes = await columns.png().toBuffer();
    const cover = await loadImage(bytes, { width: 10, height: 10, fit: 'cover' });
    expect([pixel(cover, 0, 5)[0], pixel(cover, 9, 5)[0]]).toEqual([75, 120]);
    const fill = await loadImage(bytes, { width: 10, height: 10 });
    expect(pixel(fill, 0, 5)[0]).toBeLessThan(20);
    expect(pixel(fill, 9, 5)[0]).toBeGreaterThan(175);
  });

  it('means the size of the upright image', async () => {
    const bytes = await scene().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(sizeOf(await loadImage(bytes))).toBe('192×256');
    expect(sizeOf(await loadImage(bytes, { width: 96 }))).toBe('96×128');
    expect(sizeOf(await loadImage(bytes, { width: 40, height: 20 }))).toBe('40×20');
  });

  it('leaves at least one pixel', async () => {
    const line = await raw(new Uint8Array(1000), 1000, 1).png().toBuffer();
    expect(sizeOf(await loadImage(line, { width: 10 }))).toBe('10×1');
  });
});

describe('raw pixels', () => {
  it('are returned as they are when they are 8-bit RGB', async () => {
    const image = imageFrom(Uint8Array.of(1, 2, 3), { width: 1, height: 1, channels: 3 });
    expect(await loadImage(image)).toEqual(image);
  });

  it('become 8-bit RGB: grey three times, alpha over the background, 16 bits and floats scaled', async () => {
    const one = (data: Image['data'], channels = data.length) =>
      imageFrom(data, { width: 1, height: 1, channels });
    expect([...(await loadImage(one(Uint8Array.of(9)))).data]).toEqual([9, 9, 9]);
    expect([...(await loadImage(one(Uint8Array.of(9, 9, 9, 0)))).data]).toEqual([255, 255, 255]);
    expect([...(await loadImage(one(Uint16Array.of(0, 32768, 65535)))).data]).toEqual([0, 128, 255]);
    expect([...(await loadImage(one(Float32Array.of(0, 0.5, 1)))).data]).toEqual([0, 128, 255]);
  });

  it('of the wrong length are refused', async () => {
    const broken = { data: new Uint8Array(5), width: 1, height: 2, channels: 3 };
    await expect(loadImage(broken)).rejects.toMatchObject({ code: 'BAD_SHAPE' });
  });
});

describe('a file that cannot be loaded', () => {
  const refused = (input: string | Uint8Array, options?: LoadOptions) =>
    loadImage(input, options).then(
      () => 'nothing',
      (error) => error,
    );

  it('is NOT_FOUND where there is none, or only a folder', async () => {
    const path = join(folder, 'none.png');
    expect(await refused(path)).toMatchObject({ code: 'NOT_FOUND', file: path });
    expect(await refused(folder)).toMatchObject({
      code: 'NOT_FOUND',
      file: folder,
      message: expect.stringContaining('folder'),
    });
  });

  it.each(['http://example.org/a.png', 'HTTPS://x', 'file:///a.png', 'data:image/png;base64,AA'])(
    'is BAD_OPTION for the address %s',
    async (address) => {
      expect(await refused(address)).toMatchObject({ code: 'BAD_OPTION', file: address });
    },
  );

  it.each(['', 'GIF89a', 'hello', '<svg', '{"a": 1}'])('is BAD_IMAGE when it holds "%s"', async (content) => {
    const path = join(folder, 'bad.png');
    writeFileSync(path, content);
    const error = await refused(path);
    expect(error).toMatchObject({ name: 'FoveaError', code: 'BAD_IMAGE', file: path });
    expect(error.message).toContain(path);
    expect(await refused(new TextEncoder().encode(content))).toMatchObject({
      code: 'BAD_IMAGE',
      file: undefined,
    });
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const)(
    'is BAD_IMAGE when a %s is cut short',
    async (format) => {
      const whole = await scene().toFormat(format).toBuffer();
      for (const share of [0.3, 0.9]) {
        const part = whole.subarray(0, Math.floor(whole.length * share));
        expect(await refused(part)).toMatchObject({ code: 'BAD_IMAGE' });
      }
    },
  );

  it('keeps what there is of a JPEG or PNG cut short when failOn is none', async () => {
    for (const format of ['jpeg', 'png'] as const) {
      const whole = await scene().toFormat(format).toBuffer();
      const half = await loadImage(whole.subarray(0, whole.length / 2), { failOn: 'none' });
      expect(sizeOf(half)).toBe('256×192');
      expect(pixel(half, 5, 5)).toEqual(pixel(await loadImage(whole), 5, 5));
    }
  });

  it('is LIMIT for too many pixels, before and after resizing', async () => {
    const path = imagePath('odd.png');
    expect(await refused(path, { maxPixels: 67 * 53 })).toBe('nothing');
    expect(await refused(path, { maxPixels: 67 * 53 - 1 })).toMatchObject({ code: 'LIMIT', file: path });
    expect(await refused(path, { width: 100_000, height: 1001 })).toMatchObject({
      code: 'LIMIT',
      file: path,
    });
    expect(await refused(path, { width: 90_000 })).toMatchObject({ code: 'LIMIT' });
    const bomb = '<svg xmlns="http://www.w3.org/2000/svg" width="30000" height="30000"></svg>';
    expect(await refused(new TextEncoder().encode(bomb))).toMatchObject({ code: 'LIMIT' });
    expect(await refused(new TextEncoder().encode('P5 30000 30000 255\n'))).toMatchObject({ code: 'LIMIT' });
  });

  it('is LIMIT for more than four channels', async () => {
    for (const samples of [5, 6, 40])
      expect(await refused(weirdTiff({ samples }))).toMatchObject({ code: 'LIMIT' });
    expect(await refused(weirdTiff({ samples: 4 }))).toBe('nothing');
  });

  it('is BAD_IMAGE for 32-bit numbers, whose range is unknown', async () => {
    expect(await refused(weirdTiff({ samples: 3, bits: 32 }))).toMatchObject({
      code: 'BAD_IMAGE',
      message: expect.stringContaining('16 bits'),
    });
  });

  it.each([
    { width: 0 },
    { height: 1.5 },
    { width: '5' },
    { fit: 'outside' },
    { background: 'white' },
    { background: '#12345' },
    { failOn: true },
    { maxPixels: -1 },
    { size: 4 },
  ])('is BAD_OPTION for %o', async (options) => {
    expect(await refused(imagePath('odd.png'), options as never)).toMatchObject({ code: 'BAD_OPTION' });
  });
});
