import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { jpegHeader } from '../../src/image/jpeg-header.js';

const picture = sharp({ create: { width: 37, height: 23, channels: 3, background: '#48c' } });

const kinds: readonly (readonly [string, (image: Sharp) => Sharp])[] = [
  ['baseline', (image) => image.jpeg()],
  ['progressive', (image) => image.jpeg({ progressive: true, chromaSubsampling: '4:4:4' })],
  ['grey', (image) => image.toColourspace('b-w').jpeg()],
  [
    'with a profile and an orientation',
    (image) => image.withMetadata({ orientation: 6 }).withIccProfile('p3').jpeg(),
  ],
  ['restarting', (image) => image.jpeg({ optimiseScans: true, trellisQuantisation: true })],
];

describe('jpegHeader', () => {
  it.each(kinds)('reads what the decoder reads: %s', async (_, encoded) => {
    const bytes = await encoded(picture.clone()).toBuffer();
    const { width, height, channels, depth, space } = await sharp(bytes).metadata();
    expect(jpegHeader(bytes)).toEqual({ width, height, channels, depth, space });
  });

  it('leaves inks, other formats and nothing to the decoder', async () => {
    const inks = await picture.clone().toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(inks).metadata()).channels).toBe(4);
    for (const bytes of [inks, await picture.clone().png().toBuffer(), new Uint8Array(0)])
      expect(jpegHeader(bytes)).toBeUndefined();
  });

  it('leaves a header cut off anywhere to the decoder', async () => {
    const bytes = await picture.clone().jpeg().toBuffer();
    const whole = jpegHeader(bytes);
    for (let length = 0; length < bytes.length; length++)
      expect([undefined, whole]).toContainEqual(jpegHeader(bytes.subarray(0, length)));
    expect(jpegHeader(bytes.subarray(0, 100))).toBeUndefined();
  });

  it('leaves to it a frame of more than 8 bits, and one that does not know its height yet', async () => {
    const bytes = await picture.clone().jpeg().toBuffer();
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    for (const [offset, value] of [
      [4, 12],
      [6, 0],
    ] as const) {
      const other = Buffer.from(bytes);
      other[frame + offset] = value;
      expect(jpegHeader(other)).toBeUndefined();
    }
  });
});
