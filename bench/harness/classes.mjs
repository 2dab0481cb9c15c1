import { ndarray, Random } from 'fovea/core';

/**
 * Two classes that overlap: normal numbers, on one side or the other of a plane with noise of half its deviation.
 * @returns rows `[count, width]`, float32; labels `[count]`, 0 or 1
 */
export function drawClasses({ count, width, seed }) {
  const random = new Random(seed);
  const normal = Float64Array.from({ length: width }, () => random.normal() / Math.sqrt(width));
  const rows = Float32Array.from({ length: count * width }, () => random.normal());
  const labels = Int32Array.from({ length: count }, (_, i) => {
    const side = normal.reduce((sum, weight, j) => sum + weight * rows[i * width + j], 0);
    return side + random.normal(0, 0.5) > 0 ? 1 : 0;
  });
  return { rows: ndarray(rows, [count, width]), labels: ndarray(labels, [count]) };
}
