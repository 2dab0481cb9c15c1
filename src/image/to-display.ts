import { describeValue, FoveaError } from '../core/errors.js';
import type { Image } from './image.js';

/**
 * How filtered values become something to look at, 0–255:
 *
 * | mode | 8-bit value | of OpenCV |
 * |---|---|---|
 * | `clamp` | v | saturate_cast |
 * | `absolute` | \|v\| | convertScaleAbs |
 * | `normalise` | 255 · (v − min) / (max − min), over all channels | normalize with NORM_MINMAX |
 */
export type DisplayMode = 'clamp' | 'absolute' | 'normalise';

/**
 * An 8-bit picture of values on the scale of 0–255 that may lie outside it, such as those of `correlate` with
 * `sobel-x`. Rounds half to even and saturates. Under `normalise` an image of one value becomes black; NaN becomes
 * black in every mode.
 */
export function toDisplay(image: Image, { mode = 'clamp' }: { mode?: DisplayMode } = {}): Image<Uint8Array> {
  const { data, width, height, channels } = image;
  const shown = new Uint8ClampedArray(data.length);
  if (mode === 'clamp') shown.set(data);
  else if (mode === 'absolute') for (let i = 0; i < shown.length; i++) shown[i] = Math.abs(data[i]!);
  else if (mode === 'normalise') {
    const [low, high] = rangeOf(data);
    const scale = high > low ? 255 / (high - low) : 0;
    for (let i = 0; i < shown.length; i++) shown[i] = (data[i]! - low) * scale;
  } else
    throw new FoveaError(
      'BAD_OPTION',
      `Expected clamp, absolute or normalise for mode but received ${describeValue(mode)}.`,
    );
  return { data: new Uint8Array(shown.buffer), width, height, channels };
}

function rangeOf(values: ArrayLike<number>): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
