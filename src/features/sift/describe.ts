import { FoveaError } from '../../core/errors.js';
import type { NdArray } from '../../core/ndarray.js';
import type { Keypoint } from '../extractor.js';
import { DESCRIPTOR_LENGTH } from './descriptor.js';
import type { ScaleSpace } from './scale-space.js';

/** A keypoint of any detector; `layer` is the level within its octave to look at, 0 where there is none. */
export type DescribableKeypoint = Keypoint & { readonly layer?: number };

/** Descriptors of keypoints in a scale space of their image, `[keypoints, 128]`. */
export function describeIn(
  space: ScaleSpace,
  keypoints: readonly DescribableKeypoint[],
): NdArray<Float32Array> {
  const data = new Float32Array(keypoints.length * DESCRIPTOR_LENGTH);
  keypoints.forEach((keypoint, i) => {
    requireUsable(keypoint, i, space.layers);
  });
  for (const i of levelByLevel(keypoints)) {
    const keypoint = keypoints[i];
    const pixel = 2 ** keypoint.octave;
    const patch = {
      x: Math.fround(keypoint.x) / pixel,
      y: Math.fround(keypoint.y) / pixel,
      scale: Math.fround(keypoint.size) / pixel / 2,
      angle: keypoint.angle === -1 ? 0 : Math.fround(keypoint.angle),
    };
    const plane = space.level(keypoint.octave, keypoint.layer ?? 0);
    space.variant.describe(plane, patch, data.subarray(i * DESCRIPTOR_LENGTH, (i + 1) * DESCRIPTOR_LENGTH));
  }
  return { data, shape: [keypoints.length, DESCRIPTOR_LENGTH] };
}

/**
 * The places of the keypoints in an order in which neighbouring patches follow each other, so that their pixels are
 * still in the processor's cache.
 */
function levelByLevel(keypoints: readonly DescribableKeypoint[]): Float64Array {
  // Level, row and place as the digits of one number: numbers are sorted many times faster than by a comparison.
  const digits = Float64Array.from(keypoints, ({ octave, layer = 0, y }, i) => {
    const row = Math.min(Math.max(Math.floor(y), 0), ROWS - 1);
    return ((64 * (Math.min(octave, OCTAVES) + 1) + layer) * ROWS + row) * PLACES + i;
  });
  return digits.sort().map((number) => number % PLACES);
}

// Together less than 2⁵³. No image has more octaves or rows; those beyond only lose their order.
const OCTAVES = 60;
const ROWS = 2 ** 17;
const PLACES = 2 ** 24;

function requireUsable(keypoint: DescribableKeypoint, i: number, layers: number): void {
  const { x, y, size, angle, octave, layer = 0 } = keypoint;
  const valid =
    [x, y, angle].every(Number.isFinite) &&
    Number.isFinite(size) &&
    size > 0 &&
    Number.isInteger(octave) &&
    octave >= -1 &&
    Number.isInteger(layer) &&
    layer >= 0 &&
    layer <= layers + 2;
  if (!valid)
    throw new FoveaError(
      'BAD_DATA',
      `Expected finite x, y and angle, a positive size, an octave of at least -1 and a layer from 0 to ${layers + 2} for keypoint ${i} but received x ${x}, y ${y}, size ${size}, angle ${angle}, octave ${octave}, layer ${layer}. Describe with the layers it was detected with.`,
    );
}
