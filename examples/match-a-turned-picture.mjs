// SIFT keypoints of a picture and of the same picture turned by 90°, matched by their descriptors.
import assert from 'node:assert/strict';
import { Random } from 'fovea/core';
import { drawSampleImage } from 'fovea/data';
import { matchDescriptors, rootSift, sift } from 'fovea/features';

const size = 192;
const image = drawSampleImage('cracks', new Random(2), size);
const [upright, turned] = [sift(image), sift(turn(image))];
const matches = matchDescriptors(rootSift(upright.descriptors), rootSift(turned.descriptors), { ratio: 0.8 });

const right = matches.filter(({ query, train }) => {
  const [from, to] = [upright.keypoints[query], turned.keypoints[train]];
  return Math.hypot(size - 1 - from.y - to.x, from.x - to.y) < 2;
});
console.log(`${right.length} of ${matches.length} matches lead to the same place`);
assert.ok(matches.length > 50);
assert.ok(right.length > 0.9 * matches.length);

/** Clockwise on screen: (x, y) goes to (size − 1 − y, x). */
function turn({ data, width, height, channels }) {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++)
        out[(x * height + (height - 1 - y)) * channels + c] = data[(y * width + x) * channels + c];
  return { data: out, width: height, height: width, channels };
}
