import { Random } from '../../../src/core/random.js';
import { type Image, imageFrom } from '../../../src/image/image.js';

export const patternNames = ['stripes', 'checks', 'spots'] as const;

/** A noisy RGB picture of one of three patterns at a random place; everything follows from the seed. */
export function pattern(label: number, seed: number, size = 64): Image<Uint8Array> {
  const random = new Random(seed).fork(label);
  const [dx, dy] = [random.integer(0, 20), random.integer(0, 20)];
  const tint = [random.integer(60, 120), random.integer(60, 120), random.integer(60, 120)];
  const data = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const on = isOn(label, x + dx, y + dy) ? 110 : 0;
      for (let c = 0; c < 3; c++) data[(y * size + x) * 3 + c] = tint[c]! + on + random.integer(-15, 15);
    }
  return imageFrom(data, { width: size, height: size, channels: 3 });
}

function isOn(label: number, x: number, y: number): boolean {
  if (label === 0) return x % 12 < 6;
  if (label === 1) return x % 16 < 8 === y % 16 < 8;
  return ((x % 18) - 9) ** 2 + ((y % 18) - 9) ** 2 < 36;
}

/** `perClass` pictures of each pattern, class after class. */
export function patterns(perClass: number, seed: number): { images: Image[]; labels: Int32Array } {
  const labels = Int32Array.from({ length: perClass * patternNames.length }, (_, i) =>
    Math.floor(i / perClass),
  );
  return { images: Array.from(labels, (label, i) => pattern(label, seed + i)), labels };
}
