import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadImage } from '../../src/image/load.js';
import { describeWithData } from '../helpers/shared-data.js';
import { meanDifference } from './colour-golden.js';

describeWithData('photographs of every EXIF orientation', 'exif-orientation', (folder) => {
  it.each([
    { kind: 'Landscape', width: 1800, height: 1200 },
    { kind: 'Portrait', width: 1200, height: 1800 },
  ])('$kind: all nine are upright, of one size and of one content', async ({ kind, width, height }) => {
    const upright = await loadImage(join(folder, `${kind}_1.jpg`));
    expect([upright.width, upright.height]).toEqual([width, height]);
    for (const orientation of [0, 2, 3, 4, 5, 6, 7, 8]) {
      const image = await loadImage(join(folder, `${kind}_${orientation}.jpg`));
      expect([image.width, image.height]).toEqual([width, height]);
      // Each shows its own number and was compressed anew; mirrored or turned they differ by 70 and more.
      expect(meanDifference(image.data, upright.data)).toBeLessThan(4);
    }
  });

  it('a small copy is as upright, though it is decoded small', async () => {
    const upright = await loadImage(join(folder, 'Landscape_1.jpg'), { width: 90 });
    for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
      const image = await loadImage(join(folder, `Landscape_${orientation}.jpg`), { width: 90 });
      expect([image.width, image.height]).toEqual([90, 60]);
      expect(meanDifference(image.data, upright.data)).toBeLessThan(4);
    }
  });
});
