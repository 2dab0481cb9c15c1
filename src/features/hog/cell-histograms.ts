import type { NdArray } from '../../core/ndarray.js';
import type { Image } from '../../image/image.js';
import { GradientRows } from './gradient-rows.js';
import type { OrientationBins } from './orientation-bins.js';

/**
 * Histograms of gradient orientation over square cells, `[cellsY, cellsX, bins.count]`: every pixel votes
 * with the length of its gradient for the one bin of its direction; sums are divided by the cell's area.
 * Pixels to the right of and below the last whole cell do not vote. Each vote is computed in float64 and each
 * sum kept in float32, as scikit-image does (a sum in float64 would differ from it by up to 1e-7).
 */
export function cellHistograms(image: Image, bins: OrientationBins, cell: number): NdArray<Float32Array> {
  const cellsX = Math.floor(image.width / cell);
  const cellsY = Math.floor(image.height / cell);
  const data = new Float32Array(cellsY * cellsX * bins.count);
  const gradients = new GradientRows(image);
  for (let y = 0; y < cellsY * cell; y++) {
    gradients.compute(y);
    const row = Math.floor(y / cell) * cellsX * bins.count;
    for (let cx = 0; cx < cellsX; cx++) {
      const histogram = row + cx * bins.count;
      for (let x = cx * cell; x < (cx + 1) * cell; x++) {
        const dx = gradients.alongX[x];
        const dy = gradients.alongY[x];
        if (dx === 0 && dy === 0) continue;
        const bin = bins.bin(dx, dy);
        if (bin >= 0) data[histogram + bin] += Math.sqrt(dx * dx + dy * dy);
      }
    }
  }
  for (let i = 0; i < data.length; i++) data[i] /= cell * cell;
  return { data, shape: [cellsY, cellsX, bins.count] };
}
