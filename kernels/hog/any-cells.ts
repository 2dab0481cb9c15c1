// Histograms of cells of any size: the bins of a whole row of pixels first, then one vote after the other.
import { insideLanes, polarGradient } from './polar-gradient';

/** As `hogCells`, for one row of cells. `polar`: room for 8 bytes a pixel of one row and 8 pixels more. */
export function anyCellRow(
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
  const cells = width / cell;
  const ratios = polar + 4 * <usize>(width + 8);
  const bytes: usize = 4 * <usize>(cells * orientations);
  for (let i: usize = 0; i < bytes; i += 4) store<f32>(histograms + i, 0);
  for (let y = 0; y < cell; y++) {
    const inner = (y > 0 || hasAbove) && (y < cell - 1 || hasBelow);
    const stride = inner ? <usize>width : 0;
    for (let x = 0; x < cells * cell; x += 8) {
      const center = row + <usize>x;
      const at: usize = 4 * <usize>x;
      polarGradient(center, center - stride, center + stride, insideLanes(x, width), polar + at, ratios + at);
      toBins(ratios + at, orientations, cuts);
      toBins(ratios + at + 16, orientations, cuts);
    }
    vote(polar, ratios, cells, cell, orientations, histograms);
    row += <usize>width;
  }
  const area = <f32>(cell * cell);
  for (let i: usize = 0; i < bytes; i += 4) store<f32>(histograms + i, load<f32>(histograms + i) / area);
}

/** Replaces four ratios by the place of their bin in a histogram, in bytes: as many bins as cuts lie before it. */
function toBins(ratios: usize, orientations: i32, cuts: usize): void {
  const ratio = v128.load(ratios);
  let bins = i32x4.splat(0);
  for (let i: usize = 1; i < <usize>orientations; i++)
    bins = i32x4.sub(bins, f32x4.le(ratio, v128.load32_splat(cuts + 4 * i)));
  v128.store(ratios, i32x4.shl(bins, 2));
}

function vote(
  lengths: usize,
  bins: usize,
  cells: i32,
  cell: i32,
  orientations: i32,
  histograms: usize,
): void {
  let at: usize = 0;
  for (let i = 0; i < cells; i++) {
    const end: usize = at + 4 * <usize>cell;
    for (; at < end; at += 4) {
      const target = histograms + load<u32>(bins + at);
      store<f32>(target, load<f32>(target) + load<f32>(lengths + at));
    }
    histograms += 4 * <usize>orientations;
  }
}
