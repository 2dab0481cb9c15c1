import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect } from 'vitest';
import { loadImage } from '../../src/image/load.js';
import { itWithOracle, python } from '../helpers/oracle.js';
import { describeWithData } from '../helpers/shared-data.js';

const digests = `
import cv2, hashlib, json, sys
def digest(path):
    image = cv2.cvtColor(cv2.imread(path), cv2.COLOR_BGR2RGB)
    return f"{image.shape[1]}x{image.shape[0]} {hashlib.sha256(image.tobytes()).hexdigest()}"
print(json.dumps([digest(path) for path in sys.argv[1:]]))
`;

async function expectSamePixels(paths: readonly string[]): Promise<void> {
  const theirs = JSON.parse(python(digests, paths)) as string[];
  const ours: string[] = [];
  for (const path of paths) {
    const { data, width, height } = await loadImage(path);
    ours.push(`${width}x${height} ${createHash('sha256').update(data).digest('hex')}`);
  }
  expect(paths.filter((_, i) => ours[i] !== theirs[i])).toEqual([]);
}

const filesOf = (folder: string, extension: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => join(folder, name));

describeWithData('photographs', 'corel1k/images', (folder) => {
  itWithOracle('have bit for bit the pixels that OpenCV decodes', 'cv2', async () => {
    await expectSamePixels(filesOf(folder, '.jpg').filter((_, i) => i % 30 === 0));
  });
});

describeWithData('photographs of every orientation', 'exif-orientation', (folder) => {
  itWithOracle('have bit for bit the pixels that OpenCV decodes and turns', 'cv2', async () => {
    await expectSamePixels(filesOf(folder, '.jpg').filter((_, i) => i % 2 === 0));
  });
});

describeWithData('PngSuite', 'hostile/pngsuite/png', (folder) => {
  itWithOracle(
    'has bit for bit the pixels that OpenCV decodes, where nothing is transparent',
    'cv2',
    async () => {
      const opaque: string[] = [];
      for (const path of filesOf(folder, '.png').filter((path) => !path.startsWith(join(folder, 'x'))))
        if (!(await sharp(path).metadata()).hasAlpha) opaque.push(path);
      expect(opaque.length).toBeGreaterThan(120);
      await expectSamePixels(opaque);
    },
  );
});
