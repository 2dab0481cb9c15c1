// Draws the README's picture from a sample image: node examples/what-features-see.mjs <out.png>
import assert from 'node:assert/strict';
import { Random } from 'fovea/core';
import { drawSampleImage } from 'fovea/data';
import { drawFeature } from 'fovea/draw';
import { encodeImage } from 'fovea/image';
import sharp from 'sharp';

const [out = 'what-features-see.png'] = process.argv.slice(2);
const side = 256;
const gap = 8;

const image = drawSampleImage('digit-2', new Random(4).fork('digit-2/0'), 384);
const views = [
  drawFeature('colour', image, { bins: 6 }),
  drawFeature('hog', image, { pixelsPerCell: 16 }),
  drawFeature('lbp', image, { method: 'uniform' }),
  drawFeature('sift', image, { maxKeypoints: 200 }),
];
const tiles = await Promise.all(
  views.map(async (view) =>
    sharp(await encodeImage(view.image, { format: 'png', overlay: view.overlay }))
      .resize({ height: side })
      .png()
      .toBuffer({ resolveWithObject: true }),
  ),
);
let left = gap;
const layers = tiles.map(({ data, info }) => {
  const layer = { input: data, left, top: gap };
  left += info.width + gap;
  return layer;
});
await sharp({ create: { width: left, height: side + 2 * gap, channels: 3, background: '#ffffff' } })
  .composite(layers)
  .png({ palette: true, quality: 80 })
  .toFile(out);
assert.ok(tiles.every(({ info }) => info.height === side));
console.log(`${out}: ${left}×${side + 2 * gap}`);
