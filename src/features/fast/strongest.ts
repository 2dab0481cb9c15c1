/**
 * The `count` highest scores of corners (x, y, score in 0–255: three numbers each), the earlier one first among
 * equals; what is kept stays in order.
 */
export function strongest(corners: Int32Array, count: number): Int32Array {
  if (corners.length <= 3 * count) return corners;
  const frequencies = new Int32Array(256);
  for (let i = 2; i < corners.length; i += 3) frequencies[corners[i]]++;
  let lowest = 255;
  let above = 0;
  while (above + frequencies[lowest] < count) above += frequencies[lowest--];
  let equals = count - above;
  const kept = new Int32Array(3 * count);
  for (let i = 0, at = 0; at < kept.length; i += 3) {
    const score = corners[i + 2];
    if (score < lowest || (score === lowest && equals-- <= 0)) continue;
    kept[at++] = corners[i];
    kept[at++] = corners[i + 1];
    kept[at++] = score;
  }
  return kept;
}
