import { comparedSide } from './image-signature.js';
import type { View } from './view.js';

const side = comparedSide;
/** Cosines along each axis, the constant among them. */
const waves = 8;

/** Coefficients of a view: all pairs of 8 × 8 waves but the mean. */
export const frequencyCount = waves * waves - 1;

const cosines = Float64Array.from({ length: waves * side }, (_, i) => {
  const [wave, x] = [Math.floor(i / side), i % side];
  return Math.cos((Math.PI * wave * (x + 0.5)) / side) * Math.sqrt((wave === 0 ? 1 : 2) / side);
});

/**
 * The coarse build of a view: the lowest 8 × 8 coefficients of its discrete cosine transform (DCT-II), rows the waves
 * downwards, without the mean, scaled to length 1. All zero for a view without any.
 */
export function lowFrequencies(view: View): Float32Array {
  const across = new Float64Array(side * waves);
  for (let y = 0; y < side; y++)
    for (let u = 0; u < waves; u++) {
      let sum = 0;
      for (let x = 0; x < side; x++) sum += cosines[u * side + x]! * view[y * side + x]!;
      across[y * waves + u] = sum;
    }
  const coefficients = new Float64Array(waves * waves);
  for (let v = 0; v < waves; v++)
    for (let y = 0; y < side; y++) {
      const weight = cosines[v * side + y]!;
      for (let u = 0; u < waves; u++) coefficients[v * waves + u]! += weight * across[y * waves + u]!;
    }
  let squares = 0;
  for (let k = 1; k < coefficients.length; k++) squares += coefficients[k]! ** 2;
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  return Float32Array.from(coefficients.subarray(1), (value) => value * scale);
}

/** The coefficients of the view in a mirror: waves that are odd from left to right change their sign. */
export function mirroredFrequencies(frequencies: Float32Array): Float32Array {
  return frequencies.map((value, i) => (((i + 1) % waves) % 2 === 1 ? -value : value));
}
