// HOG of a 32×32 picture: 3×3-pixel cells, 2×2-cell blocks, 9 orientations.
import assert from 'node:assert/strict';
import { Random } from 'fovea/core';
import { drawSampleImage } from 'fovea/data';
import { hog } from 'fovea/features';

const image = drawSampleImage('star', new Random(1), 32);
const { data, shape } = hog(image, { orientations: 9, pixelsPerCell: 3, cellsPerBlock: 2 });

console.log(`shape [${shape.join(', ')}], ${data.length} numbers`);
assert.deepEqual(shape, [9, 9, 2, 2, 9]);
assert.equal(data.length, 2916);
