import { flag, number, type OptionsOf, resolveOptions } from '../../core/options.js';
import type { Random } from '../../core/random.js';
import { colourShifted } from './colour.js';
import { type Affine, composed, type Planes, warp } from './warp.js';

/** By how much images are changed at random while a network learns. Nothing is, by default. */
export const augmentOptions = {
  flip: flag({ default: false, describe: 'mirror half of the images left to right' }),
  shift: number({ default: 0, min: 0, max: 1, describe: 'move by up to this part of the width and height' }),
  rotate: number({ default: 0, min: 0, max: 180, describe: 'turn by up to so many degrees either way' }),
  zoom: number({ default: 0, min: 0, max: 0.9, describe: 'enlarge or shrink by up to this part' }),
  crop: number({
    default: 0,
    min: 0,
    max: 0.9,
    describe: 'show a part, smaller by up to this, at full size',
  }),
  shear: number({ default: 0, min: 0, max: 60, describe: 'slant by up to so many degrees either way' }),
  brightness: number({
    default: 0,
    min: 0,
    max: 1,
    describe: 'add up to this, either way, to all pixels (0 to 1)',
  }),
  contrast: number({ default: 0, min: 0, max: 1, describe: 'stretch around the mean by up to this part' }),
  saturation: number({
    default: 0,
    min: 0,
    max: 1,
    describe: 'stretch colours around grey by up to this part',
  }),
  noise: number({ default: 0, min: 0, max: 1, describe: 'add normal noise of this deviation' }),
};

/** Options of `augment`; what is left out leaves images alone. */
export type AugmentOptions = Partial<OptionsOf<typeof augmentOptions>>;

/** A function that changes images at random; undefined where the options change nothing. @throws BAD_OPTION */
export function augmenter(
  options: AugmentOptions = {},
): ((image: Planes, random: Random) => Float32Array) | undefined {
  const all = resolveOptions('augment', augmentOptions, options);
  const isActive = Object.values(all).some((value) => value !== 0 && value !== false);
  return isActive ? (image, random) => augmented(image, all, random) : undefined;
}

/**
 * An image changed at random, of the same size:
 * 1. mirrored, turned, slanted, enlarged, cropped and moved, in one bilinear interpolation (outside is black),
 * 2. its saturation, contrast and brightness changed,
 * 3. noise added,
 * 4. cut to 0 … 1 where colours or noise were changed.
 */
function augmented(image: Planes, options: OptionsOf<typeof augmentOptions>, random: Random): Float32Array {
  const inverse = randomMap(image, options, random);
  const warped = inverse ? warp(image, inverse) : image.data.slice();
  return colourShifted({ ...image, data: warped }, options, random);
}

const identity: Affine = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0 };

function randomMap(
  { width, height }: Planes,
  { flip, shift, rotate, zoom, crop, shear }: OptionsOf<typeof augmentOptions>,
  random: Random,
): Affine | undefined {
  const either = (limit: number) => (limit === 0 ? 0 : random.uniform(-limit, limit));
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const maps: Affine[] = [];
  if (shift > 0) maps.push({ ...identity, c: either(shift) * width, f: either(shift) * height });
  if (zoom > 0) {
    const scale = 1 / (1 + either(zoom));
    maps.push({ ...identity, a: scale, e: scale });
  }
  if (shear > 0) maps.push({ ...identity, b: Math.tan(radians(either(shear))) });
  if (rotate > 0) {
    const angle = radians(either(rotate));
    maps.push({
      ...identity,
      a: Math.cos(angle),
      b: -Math.sin(angle),
      d: Math.sin(angle),
      e: Math.cos(angle),
    });
  }
  if (flip && random.uniform() < 0.5) maps.push({ ...identity, a: -1 });
  if (crop > 0) {
    const part = 1 - random.uniform(0, crop);
    const [freeX, freeY] = [(1 - part) * width, (1 - part) * height];
    maps.push({ ...identity, a: part, e: part, c: either(freeX / 2), f: either(freeY / 2) });
  }
  return maps.length === 0 ? undefined : maps.reduce(composed);
}
