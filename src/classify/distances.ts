/** The names of the distances. */
export const distanceNames = ['euclidean', 'manhattan', 'cosine', 'chi2'] as const;

/** How far two vectors are apart. */
export type DistanceName = (typeof distanceNames)[number];

/**
 * The distance of `x` from each row of a flat matrix, written into `out`.
 * - `euclidean`: √Σ(a − b)²
 * - `manhattan`: Σ|a − b|
 * - `cosine`: 1 − a·b / (|a| |b|); 1 where a vector is all zeros
 * - `chi2`: ½ Σ(a − b)² / (a + b), for histograms: no negative numbers; 0/0 counts 0
 */
export const distancesFrom: Readonly<
  Record<DistanceName, (x: Float32Array, rows: Float32Array, out: Float64Array) => void>
> = {
  euclidean(x, rows, out) {
    for (let i = 0; i < out.length; i++) {
      const start = i * x.length;
      let sum = 0;
      for (let j = 0; j < x.length; j++) sum += (x[j]! - rows[start + j]!) ** 2;
      out[i] = Math.sqrt(sum);
    }
  },
  manhattan(x, rows, out) {
    for (let i = 0; i < out.length; i++) {
      const start = i * x.length;
      let sum = 0;
      for (let j = 0; j < x.length; j++) sum += Math.abs(x[j]! - rows[start + j]!);
      out[i] = sum;
    }
  },
  cosine(x, rows, out) {
    let own = 0;
    for (let j = 0; j < x.length; j++) own += x[j]! * x[j]!;
    for (let i = 0; i < out.length; i++) {
      const start = i * x.length;
      let dot = 0;
      let other = 0;
      for (let j = 0; j < x.length; j++) {
        dot += x[j]! * rows[start + j]!;
        other += rows[start + j]! * rows[start + j]!;
      }
      out[i] = own * other === 0 ? 1 : Math.max(0, 1 - dot / Math.sqrt(own * other));
    }
  },
  chi2(x, rows, out) {
    for (let i = 0; i < out.length; i++) {
      const start = i * x.length;
      let sum = 0;
      for (let j = 0; j < x.length; j++) {
        const total = x[j]! + rows[start + j]!;
        if (total > 0) sum += (x[j]! - rows[start + j]!) ** 2 / total;
      }
      out[i] = sum / 2;
    }
  },
};
