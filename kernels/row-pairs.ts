// Dot products and squared distances of float64 rows: four rows of a with four of b at a time. Each lane sums for one
// pair in the order of the numbers, so that it has every bit of the plain loop.

/** Four rows side by side, number by number: `[length][4]`. */
export function packFour(rows: usize, length: i32, panel: usize): void {
  for (let row: usize = 0; row < 4; row++) {
    const from = rows + ((row * <usize>length) << 3);
    const to = panel + (row << 3);
    for (let k: usize = 0; k < <usize>length; k++) store<f64>(to + (k << 5), load<f64>(from + (k << 3)));
  }
}

/**
 * Adds to each line of `out`, `line` numbers apart, the dot products of one of `count` rows of `a` with the four rows of
 * a panel; what is there comes first if `carry`, else last. Reads and writes as if there were a multiple of four rows.
 */
export function addDotProducts(
  a: usize,
  count: i32,
  length: i32,
  panel: usize,
  out: usize,
  line: i32,
  carry: bool,
): void {
  const rowBytes = (<usize>length) << 3;
  for (let i: usize = 0; i < <usize>count; i += 4)
    dotTile(a + i * rowBytes, rowBytes, panel, out + ((i * <usize>line) << 3), (<usize>line) << 3, carry);
}

/** As `addDotProducts` with `carry`, of squared distances. */
export function addSquaredDistances(
  a: usize,
  count: i32,
  length: i32,
  panel: usize,
  out: usize,
  line: i32,
): void {
  const rowBytes = (<usize>length) << 3;
  for (let i: usize = 0; i < <usize>count; i += 4)
    squaredTile(a + i * rowBytes, rowBytes, panel, out + ((i * <usize>line) << 3), (<usize>line) << 3);
}

function dotTile(a: usize, rowBytes: usize, panel: usize, out: usize, line: usize, carry: bool): void {
  const a1 = a + rowBytes;
  const a2 = a1 + rowBytes;
  const a3 = a2 + rowBytes;
  let p0 = start(out, carry);
  let p1 = start(out + 16, carry);
  let q0 = start(out + line, carry);
  let q1 = start(out + line + 16, carry);
  let r0 = start(out + 2 * line, carry);
  let r1 = start(out + 2 * line + 16, carry);
  let s0 = start(out + 3 * line, carry);
  let s1 = start(out + 3 * line + 16, carry);
  for (let o: usize = 0; o < rowBytes; o += 8) {
    const low = v128.load(panel + (o << 2));
    const high = v128.load(panel + (o << 2), 16);
    let value = v128.load64_splat(a + o);
    p0 = f64x2.add(p0, f64x2.mul(value, low));
    p1 = f64x2.add(p1, f64x2.mul(value, high));
    value = v128.load64_splat(a1 + o);
    q0 = f64x2.add(q0, f64x2.mul(value, low));
    q1 = f64x2.add(q1, f64x2.mul(value, high));
    value = v128.load64_splat(a2 + o);
    r0 = f64x2.add(r0, f64x2.mul(value, low));
    r1 = f64x2.add(r1, f64x2.mul(value, high));
    value = v128.load64_splat(a3 + o);
    s0 = f64x2.add(s0, f64x2.mul(value, low));
    s1 = f64x2.add(s1, f64x2.mul(value, high));
  }
  finish(out, p0, p1, carry);
  finish(out + line, q0, q1, carry);
  finish(out + 2 * line, r0, r1, carry);
  finish(out + 3 * line, s0, s1, carry);
}

function squaredTile(a: usize, rowBytes: usize, panel: usize, out: usize, line: usize): void {
  const a1 = a + rowBytes;
  const a2 = a1 + rowBytes;
  const a3 = a2 + rowBytes;
  let p0 = start(out, true);
  let p1 = start(out + 16, true);
  let q0 = start(out + line, true);
  let q1 = start(out + line + 16, true);
  let r0 = start(out + 2 * line, true);
  let r1 = start(out + 2 * line + 16, true);
  let s0 = start(out + 3 * line, true);
  let s1 = start(out + 3 * line + 16, true);
  for (let o: usize = 0; o < rowBytes; o += 8) {
    const low = v128.load(panel + (o << 2));
    const high = v128.load(panel + (o << 2), 16);
    let value = v128.load64_splat(a + o);
    p0 = f64x2.add(p0, squared(f64x2.sub(value, low)));
    p1 = f64x2.add(p1, squared(f64x2.sub(value, high)));
    value = v128.load64_splat(a1 + o);
    q0 = f64x2.add(q0, squared(f64x2.sub(value, low)));
    q1 = f64x2.add(q1, squared(f64x2.sub(value, high)));
    value = v128.load64_splat(a2 + o);
    r0 = f64x2.add(r0, squared(f64x2.sub(value, low)));
    r1 = f64x2.add(r1, squared(f64x2.sub(value, high)));
    value = v128.load64_splat(a3 + o);
    s0 = f64x2.add(s0, squared(f64x2.sub(value, low)));
    s1 = f64x2.add(s1, squared(f64x2.sub(value, high)));
  }
  finish(out, p0, p1, true);
  finish(out + line, q0, q1, true);
  finish(out + 2 * line, r0, r1, true);
  finish(out + 3 * line, s0, s1, true);
}

function squared(lanes: v128): v128 {
  return f64x2.mul(lanes, lanes);
}

function start(out: usize, carry: bool): v128 {
  return carry ? v128.load(out) : f64x2.splat(0);
}

function finish(out: usize, low: v128, high: v128, carry: bool): void {
  v128.store(out, carry ? low : f64x2.add(v128.load(out), low));
  v128.store(out, carry ? high : f64x2.add(v128.load(out, 16), high), 16);
}
