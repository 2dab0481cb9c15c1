// Planes cut into tiles, and tiles in the form in which Winograd's products are taken: nine numbers of each, one
// matrix for each of the nine, with a row for each plane and a column for each tile.

/** Numbers of a tile in that form. */
export const NUMBERS: i32 = 9;

/** A plane with zeros behind it, as high and wide as tiles reach: itself where it is so already, else at `room`. */
export function filledUp(
  plane: usize,
  height: i32,
  width: i32,
  wantedHeight: i32,
  wantedWidth: i32,
  room: usize,
): usize {
  if (height === wantedHeight && width === wantedWidth) return plane;
  let to = room;
  for (let y = 0; y < wantedHeight; y++)
    for (let x = 0; x < wantedWidth; x++, to += 4) {
      let value: f32 = 0;
      if (y < height && x < width) {
        value = load<f32>(plane);
        plane += 4;
      }
      store<f32>(to, value);
    }
  return room;
}

/** Every second of eight numbers, from the first. */
function even(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 2, 4, 6);
}

/** Every second of eight numbers, from the second. */
function odd(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 1, 3, 5, 7);
}

/**
 * Tiles of 3×3 of an image's plane, two apart, as Bᵀ d B; up to three columns behind a row of tiles are written too.
 * @param down bytes from row to row; @param to the first tile's column; @param apart bytes from matrix to matrix.
 */
export function cutImage(plane: usize, down: usize, tilesY: i32, tilesX: i32, to: usize, apart: usize): void {
  for (let y = 0; y < tilesY; y++, plane += 2 * down) {
    let from = plane;
    for (let x = 0; x < tilesX; x += 4, from += 32) {
      let a = v128.load(from);
      let b = v128.load(from, 16);
      let middle = odd(a, b);
      const a0 = f32x4.sub(even(a, b), middle);
      const a1 = middle;
      const a2 = f32x4.sub(even(v128.load(from, 8), v128.load(from, 24)), middle);
      let row = from + down;
      a = v128.load(row);
      b = v128.load(row, 16);
      middle = odd(a, b);
      const b0 = f32x4.sub(even(a, b), middle);
      const b1 = middle;
      const b2 = f32x4.sub(even(v128.load(row, 8), v128.load(row, 24)), middle);
      row += down;
      a = v128.load(row);
      b = v128.load(row, 16);
      middle = odd(a, b);
      const c0 = f32x4.sub(even(a, b), middle);
      const c2 = f32x4.sub(even(v128.load(row, 8), v128.load(row, 24)), middle);
      let column = to + ((<usize>x) << 2);
      v128.store(column, f32x4.sub(a0, b0));
      v128.store((column += apart), f32x4.sub(a1, b1));
      v128.store((column += apart), f32x4.sub(a2, b2));
      v128.store((column += apart), b0);
      v128.store((column += apart), b1);
      v128.store((column += apart), b2);
      v128.store((column += apart), f32x4.sub(c0, b0));
      v128.store((column += apart), f32x4.sub(middle, b1));
      v128.store((column += apart), f32x4.sub(c2, b2));
    }
    to += (<usize>tilesX) << 2;
  }
}

/** Tiles of 2×2 of a gradient's plane, side by side, as A d Aᵀ; otherwise as cutImage. */
export function cutGradient(
  plane: usize,
  down: usize,
  tilesY: i32,
  tilesX: i32,
  to: usize,
  apart: usize,
): void {
  for (let y = 0; y < tilesY; y++, plane += 2 * down) {
    let from = plane;
    for (let x = 0; x < tilesX; x += 4, from += 32) {
      const above = v128.load(from);
      const besideAbove = v128.load(from, 16);
      const below = v128.load(from + down);
      const besideBelow = v128.load(from + down, 16);
      const a = even(above, besideAbove);
      const b = odd(above, besideAbove);
      const c = even(below, besideBelow);
      const d = odd(below, besideBelow);
      const ab = f32x4.add(a, b);
      const cd = f32x4.add(c, d);
      let column = to + ((<usize>x) << 2);
      v128.store(column, a);
      v128.store((column += apart), ab);
      v128.store((column += apart), b);
      v128.store((column += apart), f32x4.add(a, c));
      v128.store((column += apart), f32x4.add(ab, cd));
      v128.store((column += apart), f32x4.add(b, d));
      v128.store((column += apart), c);
      v128.store((column += apart), cd);
      v128.store((column += apart), d);
    }
    to += (<usize>tilesX) << 2;
  }
}

/** Stores two vectors number by number, as many of the eight as are there. */
function storePairs(to: usize, first: v128, second: v128, count: i32): void {
  const low = v128.shuffle<f32>(first, second, 0, 4, 1, 5);
  const high = v128.shuffle<f32>(first, second, 2, 6, 3, 7);
  if (count >= 8) {
    v128.store(to, low);
    v128.store(to, high, 16);
    return;
  }
  let rest = low;
  if (count >= 4) {
    v128.store(to, low);
    to += 16;
    rest = high;
  }
  count &= 3;
  if (count > 0) v128.store32_lane(to, rest, 0);
  if (count > 1) v128.store32_lane(to, rest, 1, 4);
  if (count > 2) v128.store32_lane(to, rest, 2, 8);
}

/** A plane of results from its tiles' nine numbers: Aᵀ m A of each. */
export function joinResults(
  from: usize,
  apart: usize,
  tilesY: i32,
  tilesX: i32,
  rows: i32,
  columns: i32,
  plane: usize,
): void {
  const down = (<usize>columns) << 2;
  for (let y = 0; y < tilesY; y++, plane += 2 * down) {
    let to = plane;
    for (let x = 0; x < tilesX; x += 4, to += 32) {
      let m = from + ((<usize>x) << 2);
      const m00 = v128.load(m);
      const m01 = v128.load((m += apart));
      const m02 = v128.load((m += apart));
      const m10 = v128.load((m += apart));
      const m11 = v128.load((m += apart));
      const m12 = v128.load((m += apart));
      const count = columns - 2 * x;
      let middle = f32x4.add(m01, m11);
      storePairs(to, f32x4.add(f32x4.add(m00, m10), middle), f32x4.add(middle, f32x4.add(m02, m12)), count);
      if (2 * y + 1 === rows) continue;
      middle = f32x4.add(m11, v128.load(m + 2 * apart));
      const left = f32x4.add(m10, v128.load(m + apart));
      const right = f32x4.add(m12, v128.load(m + 3 * apart));
      storePairs(to + down, f32x4.add(left, middle), f32x4.add(middle, right), count);
    }
    from += (<usize>tilesX) << 2;
  }
}

/** Floats of a row of tiles, with room before it and behind it. */
export function tileRow(tilesX: i32): i32 {
  return tilesX + 12;
}

/**
 * A plane of an image's gradient from its tiles' nine numbers: B m Bᵀ of each, added where tiles share pixels.
 * @param room three rows of tiles.
 */
export function joinGradients(
  from: usize,
  apart: usize,
  tilesY: i32,
  tilesX: i32,
  height: i32,
  width: i32,
  plane: usize,
  room: usize,
): void {
  const row = (<usize>tilesX) << 2;
  const left = room + 16;
  const middle = left + ((<usize>tileRow(tilesX)) << 2);
  const right = middle + ((<usize>tileRow(tilesX)) << 2);
  store<f32>(right - 4, 0);
  for (let y = 0; y < height; y++, plane += (<usize>width) << 2) {
    const tile = from + <usize>(y >> 1) * row;
    for (let j: usize = 0; j < 3; j++) {
      const to = left + j * ((<usize>tileRow(tilesX)) << 2);
      const m = tile + j * apart;
      if (y & 1) middleRow(m, apart, row, to);
      else edgeRow(y >> 1 < tilesY ? m : 0, y > 0 ? m + 6 * apart - row : 0, row, to);
    }
    store<f32>(left + row, 0);
    for (let x = 0; 2 * x < width; x += 4) {
      const at = (<usize>x) << 2;
      const own = v128.load(left + at);
      const first = f32x4.add(own, v128.load(right + at - 4));
      const second = f32x4.sub(f32x4.sub(v128.load(middle + at), own), v128.load(right + at));
      storePairs(plane + 2 * at, first, second, width - 2 * x);
    }
  }
}

/** What a row of tiles has for the row of pixels in its middle. */
function middleRow(m: usize, apart: usize, bytes: usize, to: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const own = v128.load(m + 3 * apart + i);
    v128.store(to + i, f32x4.sub(f32x4.sub(own, v128.load(m + i)), v128.load(m + 6 * apart + i)));
  }
}

/** What two rows of tiles have for the row of pixels that they share; 0 for a row that is not there. */
function edgeRow(below: usize, above: usize, bytes: usize, to: usize): void {
  if (below !== 0 && above !== 0) {
    for (let i: usize = 0; i < bytes; i += 16)
      v128.store(to + i, f32x4.add(v128.load(below + i), v128.load(above + i)));
    return;
  }
  const only = below | above;
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, v128.load(only + i));
}
