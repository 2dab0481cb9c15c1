// Dot products of float64 rows: four rows of a with four of b at a time. Each lane sums one product in the order of
// the numbers, so that it has every bit of the plain loop.

/** Four rows side by side, number by number: `[length][4]`. */
export function packFour(rows: usize, length: i32, panel: usize): void {
  for (let row: usize = 0; row < 4; row++) {
    const from = rows + ((row * <usize>length) << 3);
    const to = panel + (row << 3);
    for (let k: usize = 0; k < <usize>length; k++) store<f64>(to + (k << 5), load<f64>(from + (k << 3)));
  }
}

/**
 * Adds to each line of `out`, `line` numbers apart, the products of one of `count` rows of `a` with the four rows of a
 * panel. Reads and writes as if there were a multiple of four rows.
 */
export function addDotProducts(a: usize, count: i32, length: i32, panel: usize, out: usize, line: i32): void {
  const rowBytes = (<usize>length) << 3;
  for (let i: usize = 0; i < <usize>count; i += 4)
    addTile(a + i * rowBytes, rowBytes, panel, out + ((i * <usize>line) << 3), (<usize>line) << 3);
}

function addTile(a: usize, rowBytes: usize, panel: usize, out: usize, line: usize): void {
  const a1 = a + rowBytes;
  const a2 = a1 + rowBytes;
  const a3 = a2 + rowBytes;
  let p0 = f64x2.splat(0);
  let p1 = p0;
  let q0 = p0;
  let q1 = p0;
  let r0 = p0;
  let r1 = p0;
  let s0 = p0;
  let s1 = p0;
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
  addFour(out, p0, p1);
  addFour(out + line, q0, q1);
  addFour(out + 2 * line, r0, r1);
  addFour(out + 3 * line, s0, s1);
}

function addFour(out: usize, low: v128, high: v128): void {
  v128.store(out, f64x2.add(v128.load(out), low));
  v128.store(out, f64x2.add(v128.load(out, 16), high), 16);
}
