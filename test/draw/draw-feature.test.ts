import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawFeature } from '../../src/draw/draw-feature.js';
import { extractors } from '../../src/features/index.js';
import type { Image } from '../../src/image/image.js';
import { loadImage } from '../../src/image/load.js';
import { paint } from './images.js';

const inputs: Record<string, Image> = {
  'a colour image': await loadImage('test/goldens/images/odd.png'),
  'a grey image': paint(40, 30, (x, y) => (x * y) % 256),
  'a blank image': paint(33, 20, () => [7, 7, 7]),
  'a single pixel': paint(1, 1, () => 128),
};

describe.each(extractors.map(({ name }) => name))('a picture of %s', (name) => {
  it.each(Object.keys(inputs))(
    'of %s is RGB, with an overlay of its size that can be drawn',
    async (input) => {
      const { image, overlay, caption } = drawFeature(name, inputs[input]!);
      expect(image.channels).toBe(3);
      expect(image.data).toHaveLength(image.width * image.height * 3);
      expect(caption).not.toBe('');
      if (overlay === undefined) return;
      expect(overlay).not.toMatch(/NaN|Infinity|undefined|="[^"]*\d\.\d{3}/);
      const { width, height } = await sharp(Buffer.from(overlay)).metadata();
      expect([width, height]).toEqual([image.width, image.height]);
      await sharp(Buffer.from(overlay)).raw().toBuffer();
    },
  );

  it('is the same each time, and leaves the image as it was', () => {
    const image = inputs['a colour image']!;
    const before = image.data.slice();
    const [one, two] = [drawFeature(name, image), drawFeature(name, image)];
    expect(Buffer.compare(one.image.data, two.image.data)).toBe(0);
    expect({ ...one, image: null }).toEqual({ ...two, image: null });
    expect(image.data).toEqual(before);
  });
});

describe('drawFeature', () => {
  it('passes options on to the feature', () => {
    const image = inputs['a colour image']!;
    expect(() => drawFeature('hog', image, { orientations: 0 })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    );
    expect(drawFeature('lbp', image, { points: 12 }).overlay).toContain('P = 12');
  });

  it('refuses a feature that does not exist', () => {
    expect(() => drawFeature('nothing', inputs['a blank image']!)).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });
});
