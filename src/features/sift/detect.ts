import { BORDER } from './extrema.js';
import { type SiftKeypoint, sortedWithoutDoubles } from './keypoint-order.js';
import type { Plane } from './plane.js';
import { powerOfTwo } from './power-of-two.js';
import type { ExtremumRules, RefinedExtremum } from './refine.js';
import type { ScaleSpace } from './scale-space.js';

/** What makes an extremum a keypoint, and which way it is turned. */
export interface DetectOptions extends ExtremumRules {
  /** Give every keypoint the angle 0 instead of its dominant gradient directions. */
  readonly upright: boolean;
}

/**
 * SIFT's own keypoints: refined extrema of the difference of Gaussians, one for each dominant orientation,
 * sorted. Afterwards `space` holds only the levels that their descriptors need.
 * @param size of the image, in pixels.
 */
export function detectExtrema(
  space: ScaleSpace,
  size: { readonly width: number; readonly height: number },
  options: DetectOptions,
): SiftKeypoint[] {
  // A first sieve on whole grey levels, as OpenCV's: half the contrast that a refined extremum must have.
  const sieve = Math.floor((0.5 * options.contrastThreshold * 255) / space.layers);
  const found: SiftKeypoint[] = [];
  const smaller = Math.min(size.width, size.height);
  for (let octave = space.firstOctave; Math.floor(smaller / 2 ** octave) > 2 * BORDER; octave++) {
    const { planes, extrema } = space.octave(octave, sieve);
    for (const start of extrema) {
      const extremum = space.variant.refine(planes, start, options);
      if (extremum) found.push(...keypointsAt(extremum, { planes, octave, space, upright: options.upright }));
    }
    for (const layer of [0, space.layers + 1, space.layers + 2]) space.forget(octave, layer);
  }
  return sortedWithoutDoubles(found);
}

interface OctaveContext {
  readonly planes: readonly Plane[];
  readonly octave: number;
  readonly space: ScaleSpace;
  readonly upright: boolean;
}

/** In image pixels and OpenCV's words: `size` is the diameter 2σ. */
function keypointsAt(
  extremum: RefinedExtremum,
  { planes, octave, space, upright }: OctaveContext,
): SiftKeypoint[] {
  const { fround } = Math;
  const { x, y, layer, offset, contrast } = extremum;
  const pixel = 2 ** octave;
  const scale = fround(fround(space.sigma) * powerOfTwo(fround(fround(layer + offset[2]) / space.layers)));
  const angles = upright
    ? [0]
    : space.variant.orientations(planes[layer], extremum, scale).map((peak) => peak.angle);
  return angles.map((angle) => ({
    x: fround(x + offset[0]) * pixel,
    y: fround(y + offset[1]) * pixel,
    size: 2 * scale * pixel,
    angle,
    response: fround(Math.abs(contrast)),
    octave,
    layer,
  }));
}
