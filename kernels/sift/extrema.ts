// Extrema of the difference of Gaussians, four pixels at a time (see extrema.ts, the reference).

/** How many rows of each difference are kept, and i32 to an extremum: x, y, layer. */
const ROWS: i32 = 3;
const EXTREMUM: usize = 3 * 4;

/**
 * The pixels of the rows first … last − 1 beyond ± `threshold` that none of their 26 neighbours exceeds (or, if negative,
 * undercuts); the `border` leftmost and rightmost are left out.
 * @param planes the addresses of `count` planes of `width` floats a row, u32.
 * @param rows room for 3 · (count − 1) rows, each `rowBytes` long: at least 4 floats more than `width`.
 * @param found gets x, y and layer of each, i32, by y, then layer, then x.
 * @returns how many.
 */
export function siftExtrema(
  planes: usize,
  count: i32,
  width: i32,
  first: i32,
  last: i32,
  border: i32,
  threshold: f32,
  rows: usize,
  rowBytes: usize,
  found: usize,
): i32 {
  const layerBytes = ROWS * rowBytes;
  const start = found;
  subtractRows(planes, count, width, first - 1, rows, rowBytes);
  subtractRows(planes, count, width, first, rows, rowBytes);
  for (let y = first; y < last; y++) {
    subtractRows(planes, count, width, y + 1, rows, rowBytes);
    const above = rows + <usize>((y + 2) % ROWS) * rowBytes;
    const here = rows + <usize>(y % ROWS) * rowBytes;
    const below = rows + <usize>((y + 1) % ROWS) * rowBytes;
    for (let layer = 1; layer < count - 2; layer++) {
      const at = <usize>layer * layerBytes;
      const places = found;
      found = extremaOfRow(
        above + at,
        here + at,
        below + at,
        layerBytes,
        border,
        width - border,
        threshold,
        found,
      );
      for (let p = places; p < found; p += EXTREMUM) {
        store<i32>(p, y, 4);
        store<i32>(p, layer, 8);
      }
    }
  }
  return <i32>((found - start) / EXTREMUM);
}

/** Row `y` of every difference. */
function subtractRows(planes: usize, count: i32, width: i32, y: i32, rows: usize, rowBytes: usize): void {
  const from = (<usize>y * <usize>width) << 2;
  const bytes = (<usize>width) << 2;
  let out = rows + <usize>(y % ROWS) * rowBytes;
  for (let layer: usize = 1; layer < <usize>count; layer++) {
    const finer = <usize>load<u32>(planes + ((layer - 1) << 2)) + from;
    const coarser = <usize>load<u32>(planes + (layer << 2)) + from;
    for (let x: usize = 0; x < bytes; x += 16)
      v128.store(out + x, f32x4.sub(v128.load(coarser + x), v128.load(finer + x)));
    out += ROWS * rowBytes;
  }
}

/**
 * Writes the x of the extrema of one row; the rows above and below it lie beside it in each layer, `layer` bytes from
 * one layer to the next.
 * @returns where the next one goes.
 */
function extremaOfRow(
  above: usize,
  here: usize,
  below: usize,
  layer: usize,
  first: i32,
  last: i32,
  threshold: f32,
  found: usize,
): usize {
  const high = f32x4.splat(threshold);
  const low = f32x4.neg(high);
  for (let x = first; x < last; x += 4) {
    const at = (<usize>x) << 2;
    const own = here + at;
    const value = v128.load(own);
    // Two of a hundred pass beside their six nearest neighbours: a branch that the processor foresees.
    const left = v128.load(own - 4);
    const right = v128.load(own, 4);
    const up = v128.load(above + at);
    const down = v128.load(below + at);
    const finer = v128.load(own - layer);
    const coarser = v128.load(own + layer);
    const most = f32x4.pmax(
      f32x4.pmax(f32x4.pmax(left, right), f32x4.pmax(up, down)),
      f32x4.pmax(finer, coarser),
    );
    const least = f32x4.pmin(
      f32x4.pmin(f32x4.pmin(left, right), f32x4.pmin(up, down)),
      f32x4.pmin(finer, coarser),
    );
    const peaks = v128.and(f32x4.ge(value, most), f32x4.gt(value, high));
    const troughs = v128.and(f32x4.le(value, least), f32x4.lt(value, low));
    const either = v128.or(peaks, troughs);
    if (!v128.any_true(either)) continue;
    let bits = i32x4.bitmask(
      v128.or(
        v128.and(peaks, f32x4.ge(value, mostOfAll(above + at, own, below + at, layer))),
        v128.and(troughs, f32x4.le(value, leastOfAll(above + at, own, below + at, layer))),
      ),
    );
    for (; bits; bits &= bits - 1) {
      const pixel = x + ctz(bits);
      if (pixel >= last) break;
      store<i32>(found, pixel);
      found += EXTREMUM;
    }
  }
  return found;
}

/** The greatest of all 27 around each of four pixels. */
function mostOfAll(above: usize, here: usize, below: usize, layer: usize): v128 {
  const finer = f32x4.pmax(f32x4.pmax(mostOf3(above - layer), mostOf3(here - layer)), mostOf3(below - layer));
  const same = f32x4.pmax(f32x4.pmax(mostOf3(above), mostOf3(here)), mostOf3(below));
  const coarser = f32x4.pmax(
    f32x4.pmax(mostOf3(above + layer), mostOf3(here + layer)),
    mostOf3(below + layer),
  );
  return f32x4.pmax(f32x4.pmax(finer, same), coarser);
}

function mostOf3(p: usize): v128 {
  return f32x4.pmax(f32x4.pmax(v128.load(p - 4), v128.load(p)), v128.load(p, 4));
}

/** The least of all 27 around each of four pixels. */
function leastOfAll(above: usize, here: usize, below: usize, layer: usize): v128 {
  const finer = f32x4.pmin(
    f32x4.pmin(leastOf3(above - layer), leastOf3(here - layer)),
    leastOf3(below - layer),
  );
  const same = f32x4.pmin(f32x4.pmin(leastOf3(above), leastOf3(here)), leastOf3(below));
  const coarser = f32x4.pmin(
    f32x4.pmin(leastOf3(above + layer), leastOf3(here + layer)),
    leastOf3(below + layer),
  );
  return f32x4.pmin(f32x4.pmin(finer, same), coarser);
}

function leastOf3(p: usize): v128 {
  return f32x4.pmin(f32x4.pmin(v128.load(p - 4), v128.load(p)), v128.load(p, 4));
}
