// Histograms of cells whose side is a multiple of 8 pixels.
import { insideLanes, polarGradient } from './polar-gradient';

/** As `hogCells`, for one row of cells. `polar`: room for 8 bytes a pixel of one cell. */
export function wideCellRow(
  row: usize,
  width: i32,
  hasAbove: bool,
  hasBelow: bool,
  cell: i32,
  orientations: i32,
  cuts: usize,
  polar: usize,
  histograms: usize,
): void {
  const pixels = cell * cell;
  const ratios = polar + 4 * <usize>pixels;
  const area = f32x4.splat(<f32>pixels);
  for (let x = 0; x + cell <= width; x += cell) {
    let at: usize = 0;
    for (let y = 0; y < cell; y++)
      for (let column = x; column < x + cell; column += 8) {
        const center = row + <usize>(y * width + column);
        const inner = (y > 0 || hasAbove) && (y < cell - 1 || hasBelow);
        const stride = inner ? <usize>width : 0;
        polarGradient(
          center,
          center - stride,
          center + stride,
          insideLanes(column, width),
          polar + at,
          ratios + at,
        );
        at += 32;
      }
    // Three sums at a time; the fourth number that is stored with them, the next three or the next cell replace.
    for (let bin = 0; bin < orientations; bin += 3) {
      const sums = threeBins(polar, ratios, at, cuts + 4 * <usize>bin);
      v128.store(histograms + 4 * <usize>bin, f32x4.div(sums, area));
    }
    histograms += 4 * <usize>orientations;
  }
}

/** Sums of the lengths whose ratio lies between the first and second cut, the second and third, the third and fourth. */
function threeBins(lengths: usize, ratios: usize, bytes: usize, cuts: usize): v128 {
  const cut0 = v128.load32_splat(cuts);
  const cut1 = v128.load32_splat(cuts, 4);
  const cut2 = v128.load32_splat(cuts, 8);
  const cut3 = v128.load32_splat(cuts, 12);
  let sum0 = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const length = v128.load(lengths + at);
    const ratio = v128.load(ratios + at);
    const beyond0 = f32x4.le(ratio, cut0);
    const beyond1 = f32x4.le(ratio, cut1);
    const beyond2 = f32x4.le(ratio, cut2);
    const beyond3 = f32x4.le(ratio, cut3);
    sum0 = f32x4.add(sum0, v128.and(length, v128.xor(beyond0, beyond1)));
    sum1 = f32x4.add(sum1, v128.and(length, v128.xor(beyond1, beyond2)));
    sum2 = f32x4.add(sum2, v128.and(length, v128.xor(beyond2, beyond3)));
  }
  const halves01 = f32x4.add(i32x4.shuffle(sum0, sum1, 0, 4, 1, 5), i32x4.shuffle(sum0, sum1, 2, 6, 3, 7));
  const halves2 = f32x4.add(sum2, i32x4.shuffle(sum2, sum2, 2, 3, 0, 1));
  return f32x4.add(
    i32x4.shuffle(halves01, halves2, 0, 1, 4, 4),
    i32x4.shuffle(halves01, halves2, 2, 3, 5, 5),
  );
}
