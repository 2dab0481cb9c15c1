/**
 * A row of Gaussian weights, e^(−x²/2σ²) divided by their sum, as OpenCV's getGaussianKernel. A `size` of 0 is its
 * choice for 8-bit images, round(6σ + 1) made odd.
 */
export function gaussianWeights(sigma: number, size: number): Float64Array {
  const length = size === 0 ? Math.round(6 * sigma + 1) | 1 : size;
  const middle = (length - 1) / 2;
  const row = Float64Array.from({ length }, (_, i) => Math.exp(-((i - middle) ** 2) / (2 * sigma * sigma)));
  const sum = row.reduce((a, b) => a + b, 0);
  return row.map((weight) => weight / sum);
}

/**
 * The same with 8 fractional bits, 256 in all, for an odd number of weights: from the ends inwards each is rounded
 * with the error of the one before added to it, and the middle takes what is missing. Weights of 0 at the ends are
 * left out.
 *
 * Source: OpenCV 4, getGaussianKernelFixedPoint_ED in modules/imgproc/src/smooth.dispatch.cpp.
 */
export function gaussianWeightsQ8(sigma: number, size: number): Int32Array {
  const exact = gaussianWeights(sigma, size);
  const middle = (exact.length - 1) / 2;
  const weights = new Int32Array(exact.length);
  let error = 0;
  let sum = 0;
  for (let i = 0; i < middle; i++) {
    const adjusted = exact[i]! * 256 + error;
    const rounded = Math.round(adjusted);
    error = adjusted - rounded;
    weights[i] = weights[exact.length - 1 - i] = rounded;
    sum += 2 * rounded;
  }
  weights[middle] = 256 - sum;
  const first = weights.findIndex((weight) => weight !== 0);
  return weights.subarray(first, weights.length - first);
}
