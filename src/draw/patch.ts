import type { Keypoint } from '../features/extractor.js';
import type { Image } from '../image/image.js';

/** Which part of the image a patch shows, and how large. */
export interface PatchOptions {
  /** Width and height of the patch in pixels. */
  readonly side: number;
  /** Width of the region, in keypoint sizes: SIFT describes 4 bins of 1.5 sizes each. Default 6. */
  readonly span?: number;
}

/**
 * The surroundings of a keypoint as its descriptor sees them: a square centred on it, `span` sizes wide, turned
 * so that the keypoint's angle points right (an angle of −1 is not turned), sampled bilinearly; where the
 * region shrinks, each pixel averages a grid of samples. The image's border pixels continue outside it.
 */
export function cutPatch(
  image: Image<Uint8Array>,
  keypoint: Keypoint,
  { side, span = 6 }: PatchOptions,
): Image<Uint8Array> {
  const { channels } = image;
  const patch = new Uint8Array(side * side * channels);
  const step = (keypoint.size * span) / side;
  const grid = Math.min(4, Math.max(1, Math.ceil(step)));
  const turn = keypoint.angle < 0 ? 0 : (keypoint.angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn) * step, Math.sin(turn) * step];
  const sum = new Float64Array(channels);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      sum.fill(0);
      for (let k = 0; k < grid * grid; k++) {
        const right = x + ((k % grid) + 0.5) / grid - side / 2;
        const down = y + (Math.floor(k / grid) + 0.5) / grid - side / 2;
        addSample(image, sum, {
          x: keypoint.x + right * cos - down * sin,
          y: keypoint.y + right * sin + down * cos,
        });
      }
      for (let c = 0; c < channels; c++)
        patch[(y * side + x) * channels + c] = Math.round(sum[c]! / (grid * grid));
    }
  return { data: patch, width: side, height: side, channels };
}

function addSample(
  { data, width, height, channels }: Image<Uint8Array>,
  sum: Float64Array,
  at: { x: number; y: number },
): void {
  const x = Math.min(width - 1, Math.max(0, at.x));
  const y = Math.min(height - 1, Math.max(0, at.y));
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const [fx, fy] = [x - left, y - top];
  for (let c = 0; c < channels; c++) {
    const above =
      (1 - fx) * data[(top * width + left) * channels + c]! +
      fx * data[(top * width + right) * channels + c]!;
    const below =
      (1 - fx) * data[(bottom * width + left) * channels + c]! +
      fx * data[(bottom * width + right) * channels + c]!;
    sum[c]! += (1 - fy) * above + fy * below;
  }
}
