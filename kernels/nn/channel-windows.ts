// Sums over neighbouring channels, for local response normalisation.
import { storeSome } from './lanes';

/** Each of `channels` planes becomes the sum of those up to `radius` away, image by image. */
export function channelWindowSum(
  x: usize,
  y: usize,
  images: i32,
  channels: i32,
  plane: i32,
  radius: i32,
): void {
  const bytes = (<usize>plane) << 2;
  for (let image = 0; image < images; image++, x += <usize>channels * bytes)
    for (let channel = 0; channel < channels; channel++, y += bytes) {
      const first = x + <usize>max(0, channel - radius) * bytes;
      const last = x + <usize>min(channels - 1, channel + radius) * bytes;
      for (let i = 0; i < plane; i += 4) {
        const at = (<usize>i) << 2;
        let sum = v128.load(first + at);
        for (let from = first + bytes; from <= last; from += bytes)
          sum = f32x4.add(sum, v128.load(from + at));
        if (plane - i >= 4) v128.store(y + at, sum);
        else storeSome(y + at, sum, plane - i);
      }
    }
}
