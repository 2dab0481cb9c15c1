import type { NdArray } from '../core/ndarray.js';

/**
 * Samples as networks take them: images `[n, height, width, channels]` become `[n, channels, height, width]`, vectors
 * `[n, features]` become images of one pixel.
 * @returns the numbers (the same array where nothing moves) and the shape of one sample.
 */
export function toChannelsFirst({ data, shape }: NdArray<Float32Array>): {
  readonly data: Float32Array;
  readonly inputShape: readonly [channels: number, height: number, width: number];
} {
  if (shape.length === 2) return { data, inputShape: [shape[1]!, 1, 1] };
  const [count, height, width, channels] = shape as [number, number, number, number];
  const inputShape = [channels, height, width] as const;
  if (channels === 1) return { data, inputShape };
  const plane = height * width;
  const moved = new Float32Array(data.length);
  for (let image = 0; image < count; image++) {
    const start = image * plane * channels;
    for (let channel = 0; channel < channels; channel++)
      for (let i = 0; i < plane; i++)
        moved[start + channel * plane + i] = data[start + i * channels + channel]!;
  }
  return { data: moved, inputShape };
}
