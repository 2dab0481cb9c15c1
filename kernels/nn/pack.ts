// Matrices laid out in panels, so that whatever way they lie (transposed or not), a product's inner loop reads
// forwards.

/**
 * Rows and columns of the tile that a product keeps in registers. Of 16, six rows leave room for two vectors of B and
 * one number of A; without a fused instruction a product wants one as well, and V8 has none left beside four rows.
 */
export const ROWS: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
export const COLUMNS: i32 = 8;

/** So many floats in bytes. */
function floats(count: i32): usize {
  return (<usize>count) << 2;
}

/** Four vectors, transposed, to four places that are `step` bytes apart. */
function storeTransposed(a: v128, b: v128, c: v128, d: v128, to: usize, step: usize): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + step, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  const above = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const below = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to + 2 * step, v128.shuffle<f32>(above, below, 0, 1, 4, 5));
  v128.store(to + 3 * step, v128.shuffle<f32>(above, below, 2, 3, 6, 7));
}

/**
 * Up to four lines whose numbers are neighbours in memory: the first number of each, then the second, … What is
 * missing to four lines is 0.
 * @param apart distance of lines, @param step of groups of four in `packed`; in bytes.
 */
function packLines(source: usize, count: i32, apart: usize, depth: i32, packed: usize, step: usize): void {
  const none = f32x4.splat(0);
  const second = source + apart;
  const third = second + apart;
  const fourth = third + apart;
  let k = 0;
  for (; k + 4 <= depth; k += 4, packed += 4 * step) {
    const at = floats(k);
    const a = v128.load(source + at);
    const b = count > 1 ? v128.load(second + at) : none;
    const c = count > 2 ? v128.load(third + at) : none;
    const d = count > 3 ? v128.load(fourth + at) : none;
    storeTransposed(a, b, c, d, packed, step);
  }
  for (; k < depth; k++, packed += step) {
    const at = floats(k);
    store<f32>(packed, load<f32>(source + at));
    store<f32>(packed, count > 1 ? load<f32>(second + at) : 0, 4);
    store<f32>(packed, count > 2 ? load<f32>(third + at) : 0, 8);
    store<f32>(packed, count > 3 ? load<f32>(fourth + at) : 0, 12);
  }
}

/** As packLines, of up to two lines. */
function packTwoLines(source: usize, count: i32, apart: usize, depth: i32, packed: usize, step: usize): void {
  const none = f32x4.splat(0);
  let k = 0;
  for (; k + 4 <= depth; k += 4, packed += 4 * step) {
    const a = count > 0 ? v128.load(source + floats(k)) : none;
    const b = count > 1 ? v128.load(source + apart + floats(k)) : none;
    const low = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    v128.store64_lane(packed, low, 0);
    v128.store64_lane(packed + step, low, 1);
    v128.store64_lane(packed + 2 * step, high, 0);
    v128.store64_lane(packed + 3 * step, high, 1);
  }
  for (; k < depth; k++, packed += step) {
    store<f32>(packed, count > 0 ? load<f32>(source + floats(k)) : 0);
    store<f32>(packed, count > 1 ? load<f32>(source + apart + floats(k)) : 0, 4);
  }
}

/** `width` numbers of each of `depth` lines, of which the first `count` are there and the others 0. */
function packStrided(
  source: usize,
  count: i32,
  apart: usize,
  depth: i32,
  step: usize,
  packed: usize,
  width: i32,
): void {
  for (let k = 0; k < depth; k++, source += step, packed += floats(width)) {
    let from = source;
    for (let i = 0; i < width; i++, from += apart)
      store<f32>(packed + floats(i), i < count ? load<f32>(from) : 0);
  }
}

/**
 * A's rows in panels: for each panel the numbers of the first inner index, then those of the next.
 * @param down distance in memory between rows; @param along between columns; in floats.
 */
export function packRows(a: usize, rows: i32, depth: i32, down: i32, along: i32, packed: usize): void {
  for (let row = 0; row < rows; row += ROWS, packed += floats(depth * ROWS)) {
    const count = min(ROWS, rows - row);
    let source = a + ((<usize>row * <usize>down) << 2);
    if (along === 1) {
      packLines(source, count, floats(down), depth, packed, ROWS << 2);
      if (ROWS > 4)
        packTwoLines(source + 4 * floats(down), count - 4, floats(down), depth, packed + 16, ROWS << 2);
    } else if (down === 1 && count === ROWS) {
      let to = packed;
      for (let k = 0; k < depth; k++, source += floats(along), to += ROWS << 2) {
        v128.store(to, v128.load(source));
        if (ROWS > 4) store<u64>(to, load<u64>(source, 16), 16);
      }
    } else packStrided(source, count, floats(down), depth, floats(along), packed, ROWS);
  }
}

/** B's columns in panels of eight, as packRows. */
export function packColumns(b: usize, columns: i32, depth: i32, down: i32, along: i32, packed: usize): void {
  for (let column = 0; column < columns; column += COLUMNS, packed += floats(depth * COLUMNS)) {
    const count = min(COLUMNS, columns - column);
    let source = b + ((<usize>column * <usize>along) << 2);
    if (along === 1 && count === COLUMNS) {
      let to = packed;
      for (let k = 0; k < depth; k++, source += floats(down), to += COLUMNS << 2) {
        v128.store(to, v128.load(source));
        v128.store(to, v128.load(source, 16), 16);
      }
    } else if (down === 1 && count > 4) {
      packLines(source, 4, floats(along), depth, packed, COLUMNS << 2);
      packLines(source + 4 * floats(along), count - 4, floats(along), depth, packed + 16, COLUMNS << 2);
    } else packStrided(source, count, floats(along), depth, floats(down), packed, COLUMNS);
  }
}
