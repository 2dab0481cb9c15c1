import type { Random } from '../../core/random.js';
import type { Planes } from './warp.js';

/** By how much colours may change. */
export interface ColourShifts {
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
  readonly noise: number;
}

/** Saturation, contrast, brightness and noise, in this order, in place; then cut to 0 … 1. */
export function colourShifted(image: Planes, shifts: ColourShifts, random: Random): Float32Array {
  const { data } = image;
  const { brightness, contrast, saturation, noise } = shifts;
  if (brightness === 0 && contrast === 0 && saturation === 0 && noise === 0) return data;
  if (saturation > 0) saturate(image, 1 + random.uniform(-saturation, saturation));
  if (contrast > 0) {
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    const factor = 1 + random.uniform(-contrast, contrast);
    for (let i = 0; i < data.length; i++) data[i] = mean + (data[i]! - mean) * factor;
  }
  if (brightness > 0) {
    const added = random.uniform(-brightness, brightness);
    for (let i = 0; i < data.length; i++) data[i]! += added;
  }
  if (noise > 0) for (let i = 0; i < data.length; i++) data[i]! += random.normal(0, noise);
  for (let i = 0; i < data.length; i++) data[i] = Math.min(1, Math.max(0, data[i]!));
  return data;
}

/** Moves each pixel's channels away from their mean, or towards it. A grey image stays as it is. */
function saturate({ data, channels, height, width }: Planes, factor: number): void {
  const plane = height * width;
  for (let i = 0; i < plane; i++) {
    let grey = 0;
    for (let channel = 0; channel < channels; channel++) grey += data[channel * plane + i]! / channels;
    for (let channel = 0; channel < channels; channel++) {
      const at = channel * plane + i;
      data[at] = grey + (data[at]! - grey) * factor;
    }
  }
}
