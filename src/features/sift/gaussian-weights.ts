/**
 * Writes exp(falloff · k²) for k = 0, 1, 2 … to `weights`. The weight of a pixel of a window is the product of those
 * for its row and its column.
 */
export function fillGaussianWeights(weights: Float64Array, falloff: number): Float64Array {
  for (let k = 0; k < weights.length; k++) weights[k] = Math.exp(k * k * falloff);
  return weights;
}
