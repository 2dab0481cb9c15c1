/**
 * Signed power in place: each number keeps its sign and becomes its size to the power of `alpha`, which tames words that
 * come in bursts. 0.5 is the signed square root, 1 changes nothing, 0 leaves signs.
 *
 * Source: Perronnin, Sánchez & Mensink, ECCV 2010, doi:10.1007/978-3-642-15561-1_11, section 3.2.
 */
export function powerNormalise(vector: Float64Array, alpha: number): Float64Array {
  if (alpha === 1) return vector;
  for (let i = 0; i < vector.length; i++) {
    const size = Math.abs(vector[i]!);
    vector[i] = Math.sign(vector[i]!) * (alpha === 0.5 ? Math.sqrt(size) : size ** alpha);
  }
  return vector;
}

/** Scales a vector, or a part of one, to length 1 (L2) in place; zeros stay zeros. */
export function scaleToUnitLength<T extends Float32Array | Float64Array>(vector: T): T {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += vector[i]! * vector[i]!;
  if (squares === 0) return vector;
  const length = Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! / length;
  return vector;
}
