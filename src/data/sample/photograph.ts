import type { Random } from '../../core/random.js';
import type { Image } from '../../image/image.js';
import type { Canvas } from './canvas.js';

/**
 * Takes the picture as a mediocre camera would: light that falls off to one side, a colour cast, gamma, a little
 * blur, noise; then 8 bits.
 */
export function photograph(canvas: Canvas, random: Random): Image<Uint8Array> {
  const { size } = canvas;
  const rgb = random.uniform() < 0.5 ? blurred(canvas, random.uniform(0.2, 0.9)) : canvas.rgb;
  const gain = lightOf(size, random);
  const cast = [random.uniform(0.9, 1.1), random.uniform(0.95, 1.05), random.uniform(0.9, 1.1)];
  const gamma = Math.exp(random.normal(0, 0.18));
  const grain = random.uniform(0.01, 0.045);
  const data = new Uint8Array(size * size * 3);
  for (let i = 0, p = 0; i < size * size; i++) {
    const brightness = random.normal(0, grain);
    for (let c = 0; c < 3; c++, p++) {
      const exposed = Math.min(1, Math.max(0, rgb[p]! * gain[i]! * cast[c]!)) ** gamma;
      const speck = brightness + grain * 0.5 * (random.uniform() - 0.5);
      data[p] = Math.round(255 * Math.min(1, Math.max(0, exposed + speck)));
    }
  }
  return { data, width: size, height: size, channels: 3 };
}

/** How much light reaches each pixel: brighter towards one side, and overall more or less. */
function lightOf(size: number, random: Random): Float32Array {
  const angle = random.uniform(0, 2 * Math.PI);
  const slope = random.uniform(0, 0.9);
  const exposure = random.uniform(0.75, 1.3);
  return Float32Array.from({ length: size * size }, (_, i) => {
    const across =
      ((i % size) / size - 0.5) * Math.cos(angle) + (Math.floor(i / size) / size - 0.5) * Math.sin(angle);
    return exposure * (1 + slope * across);
  });
}

/** A mix of the picture and its 3×3 mean; edges repeat. */
function blurred({ size, rgb }: Canvas, strength: number): Float32Array {
  const soft = new Float32Array(rgb.length);
  const clamp = (k: number) => Math.min(size - 1, Math.max(0, k));
  for (let y = 0, p = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      for (let c = 0; c < 3; c++, p++) {
        let sum = 0;
        for (let j = -1; j <= 1; j++)
          for (let i = -1; i <= 1; i++) sum += rgb[(clamp(y + j) * size + clamp(x + i)) * 3 + c]!;
        soft[p] = rgb[p]! + strength * (sum / 9 - rgb[p]!);
      }
  return soft;
}
