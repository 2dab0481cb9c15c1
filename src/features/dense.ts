import type { Keypoint } from './extractor.js';

/**
 * Keypoints on a regular grid, for dense SIFT: upright patches of `patchSize` pixels whose centres lie `step`
 * pixels apart, row by row from the top left, all within the image.
 *
 * The first centre is ⌊patchSize/2⌋ pixels from the left and the top. `size` is patchSize/6, because a SIFT patch
 * has four cells of 1.5 · size pixels. `angle` and `octave` are 0, `response` is 0.
 * An image smaller than one patch has none.
 */
export function denseKeypoints(
  { width, height }: { readonly width: number; readonly height: number },
  { step, patchSize }: { readonly step: number; readonly patchSize: number },
): Keypoint[] {
  const keypoints: Keypoint[] = [];
  const half = Math.floor(patchSize / 2);
  for (let y = half; y - half + patchSize <= height; y += step)
    for (let x = half; x - half + patchSize <= width; x += step)
      keypoints.push({ x, y, size: patchSize / 6, angle: 0, response: 0, octave: 0 });
  return keypoints;
}
