// One iteration of k-means on points of uint8 and words rounded to 1 / scale in int16. A score is half the scale times a
// squared distance, less the point's part of it: exact but for the rounding of `halves`, by at most ½. Of equal scores a
// point keeps the word it has, else takes the lowest.
import {
  activeAt,
  Band,
  BLOCK,
  bestAt,
  choose,
  chosenAt,
  leastAt,
  leastBound,
  leaveWord,
  nearestAt,
  PANEL,
  packedAt,
  tileAt,
  upperAt,
} from './band';

/** What rounding to float32, once in the square and once in the root, may add or take. */
const ABOVE: f32 = 1 + 2.4e-7;
const BELOW: f32 = 1 - 2.4e-7;

/** Moves points `from` to `to` to their nearest words, and the sums with them. Returns how many moved. */
export function assignBytes(band: Band, from: i32, to: i32): i32 {
  let moved = 0;
  for (let first = from; first < to; first += BLOCK) {
    const active = tighten(band, first, min(first + BLOCK, to));
    if (active === 0) continue;
    for (let group = 0; group < band.groups; group++) searchGroup(band, active, group);
    moved += moveBytes(band, active);
  }
  return moved;
}

/** Lists the points that another word may be nearer to than their own, after measuring that. */
function tighten(band: Band, from: i32, to: i32): i32 {
  const rowBytes = (<usize>band.stride) << 1;
  let active: usize = 0;
  for (let i = from; i < to; i++) {
    const label = load<i32>(band.labels + ((<usize>i) << 2));
    const at = active << 2;
    const row = packedAt(band) + active * rowBytes;
    let best = i32.MAX_VALUE;
    let upper = f32.MAX_VALUE;
    if (label >= 0) {
      const drift = load<f32>(band.wordDrift + ((<usize>label) << 2));
      const least = leastBound(band, i);
      if (load<f32>(band.upper + ((<usize>i) << 2)) + drift + band.slack < least) continue;
      widen(band.points + <usize>i * <usize>band.stride, band.stride, row);
      best =
        load<i32>(band.halves + ((<usize>label) << 2)) -
        dot(row, band.rows + <usize>label * rowBytes, rowBytes);
      upper = upperDistance(band, i, best) + band.slack;
      store<f32>(band.upper + ((<usize>i) << 2), upper - drift);
      if (upper < least) continue;
    } else widen(band.points + <usize>i * <usize>band.stride, band.stride, row);
    store<i32>(activeAt(band) + at, i);
    store<f32>(upperAt(band) + at, upper);
    store<i32>(nearestAt(band) + at, label);
    store<i32>(bestAt(band) + at, best);
    active++;
  }
  return <i32>active;
}

function searchGroup(band: Band, active: i32, group: i32): void {
  const count = choose(band, active, group);
  if (count === 0) return;
  const chosen = chosenAt(band);
  for (let c = 0; c < count; c++) {
    const k = load<i32>(chosen + ((<usize>c) << 2));
    store<i32>(leastAt(band) + ((<usize>k) << 2), i32.MAX_VALUE);
  }
  const first = group * band.panelsInGroup;
  for (let panel = first; panel < first + band.panelsInGroup; panel++) searchPanel(band, count, panel);
  for (let c = 0; c < count; c++) {
    const k = (<usize>load<i32>(chosen + ((<usize>c) << 2))) << 2;
    const point = load<i32>(activeAt(band) + k);
    const bound = lowerDistance(band, point, load<i32>(leastAt(band) + k));
    store<f32>(
      band.lower + ((<usize>point * <usize>band.line + <usize>group) << 2),
      bound + load<f32>(band.groupDrift + ((<usize>group) << 2)),
    );
  }
}

/** Scores the chosen points with a panel's words, two at a time. */
function searchPanel(band: Band, count: i32, panel: i32): void {
  const chosen = chosenAt(band);
  const rowBytes = (<usize>band.stride) << 1;
  const words = band.panels + <usize>panel * rowBytes * PANEL;
  const halves = band.halves + ((<usize>panel) << 6);
  const packed = packedAt(band);
  const tile = tileAt(band);
  for (let c = 0; c < count; c += 2) {
    const k = load<i32>(chosen + ((<usize>c) << 2));
    const next = c + 1 < count ? load<i32>(chosen + ((<usize>c) << 2), 4) : k;
    scoreTile(packed + <usize>k * rowBytes, packed + <usize>next * rowBytes, rowBytes, words, halves, tile);
    takeBest(band, k, panel, tile);
    if (next !== k) takeBest(band, next, panel, tile + 64);
  }
}

/** Scores of the points at `x` and `y` with a panel of words: `[2][16]`. */
function scoreTile(x: usize, y: usize, rowBytes: usize, panel: usize, halves: usize, tile: usize): void {
  let a0 = v128.load(halves);
  let a1 = v128.load(halves, 16);
  let a2 = v128.load(halves, 32);
  let a3 = v128.load(halves, 48);
  let b0 = a0;
  let b1 = a1;
  let b2 = a2;
  let b3 = a3;
  const end = x + rowBytes;
  for (; x < end; x += 4, y += 4, panel += 64) {
    const w0 = v128.load(panel);
    const w1 = v128.load(panel, 16);
    const w2 = v128.load(panel, 32);
    const w3 = v128.load(panel, 48);
    let two = v128.load32_splat(x);
    a0 = i32x4.sub(a0, i32x4.dot_i16x8_s(two, w0));
    a1 = i32x4.sub(a1, i32x4.dot_i16x8_s(two, w1));
    a2 = i32x4.sub(a2, i32x4.dot_i16x8_s(two, w2));
    a3 = i32x4.sub(a3, i32x4.dot_i16x8_s(two, w3));
    two = v128.load32_splat(y);
    b0 = i32x4.sub(b0, i32x4.dot_i16x8_s(two, w0));
    b1 = i32x4.sub(b1, i32x4.dot_i16x8_s(two, w1));
    b2 = i32x4.sub(b2, i32x4.dot_i16x8_s(two, w2));
    b3 = i32x4.sub(b3, i32x4.dot_i16x8_s(two, w3));
  }
  v128.store(tile, a0);
  v128.store(tile, a1, 16);
  v128.store(tile, a2, 32);
  v128.store(tile, a3, 48);
  v128.store(tile, b0, 64);
  v128.store(tile, b1, 80);
  v128.store(tile, b2, 96);
  v128.store(tile, b3, 112);
}

/** Takes a panel's scores of one point into account: its nearest word, and the least of the others. */
function takeBest(band: Band, k: i32, panel: i32, scores: usize): void {
  const at = (<usize>k) << 2;
  const current = load<i32>(nearestAt(band) + at);
  if (current >= 0 && current / PANEL === panel)
    store<i32>(scores + ((<usize>(current % PANEL)) << 2), i32.MAX_VALUE);
  let least = leastOf(scores);
  if (least < load<i32>(bestAt(band) + at)) {
    goNearer(band, k, panel, scores, least);
    least = leastOf(scores);
  }
  if (least < load<i32>(leastAt(band) + at)) store<i32>(leastAt(band) + at, least);
}

/** Takes the panel's nearest word, whose score is `score`, and takes it out of the scores. */
function goNearer(band: Band, k: i32, panel: i32, scores: usize, score: i32): void {
  const at = (<usize>k) << 2;
  const point = load<i32>(activeAt(band) + at);
  const current = load<i32>(nearestAt(band) + at);
  const before = load<i32>(bestAt(band) + at);
  let lane = 0;
  while (load<i32>(scores + ((<usize>lane) << 2)) !== score) lane++;
  store<i32>(scores + ((<usize>lane) << 2), i32.MAX_VALUE);
  store<i32>(nearestAt(band) + at, panel * PANEL + lane);
  store<i32>(bestAt(band) + at, score);
  store<f32>(upperAt(band) + at, upperDistance(band, point, score) + band.slack);
  if (current < 0) return;
  if (current / (PANEL * band.panelsInGroup) !== panel / band.panelsInGroup)
    leaveWord(band, point, current, lowerDistance(band, point, before));
  else if (before < load<i32>(leastAt(band) + at)) store<i32>(leastAt(band) + at, before);
}

function leastOf(scores: usize): i32 {
  let least = i32x4.min_s(v128.load(scores), v128.load(scores, 16));
  least = i32x4.min_s(least, i32x4.min_s(v128.load(scores, 32), v128.load(scores, 48)));
  least = i32x4.min_s(least, i32x4.shuffle(least, least, 2, 3, 0, 1));
  least = i32x4.min_s(least, i32x4.shuffle(least, least, 1, 0, 3, 2));
  return i32x4.extract_lane(least, 0);
}

function moveBytes(band: Band, active: i32): i32 {
  let moved = 0;
  for (let k: usize = 0; k < (<usize>active) << 2; k += 4) {
    const point = load<i32>(activeAt(band) + k);
    const label = band.labels + ((<usize>point) << 2);
    const before = load<i32>(label);
    const after = load<i32>(nearestAt(band) + k);
    store<f32>(
      band.upper + ((<usize>point) << 2),
      load<f32>(upperAt(band) + k) - load<f32>(band.wordDrift + ((<usize>after) << 2)),
    );
    if (after === before) continue;
    moved++;
    store<i32>(label, after);
    const row = band.points + <usize>point * <usize>band.stride;
    if (before >= 0) addBytes(band, before, row, -1);
    addBytes(band, after, row, 1);
  }
  return moved;
}

/** Adds a point to the sum of a word, or takes it away. */
function addBytes(band: Band, word: i32, row: usize, sign: i32): void {
  const count = band.counts + ((<usize>word) << 2);
  store<i32>(count, load<i32>(count) + sign);
  const sums = band.sums + ((<usize>word * <usize>band.stride) << 2);
  const signs = i16x8.splat(<i16>sign);
  for (let d: usize = 0; d < <usize>band.stride; d += 8) {
    const values = i16x8.mul(v128.load8x8_u(row + d), signs);
    const at = sums + (d << 2);
    v128.store(at, i32x4.add(v128.load(at), i32x4.extend_low_i16x8_s(values)));
    v128.store(at, i32x4.add(v128.load(at, 16), i32x4.extend_high_i16x8_s(values)), 16);
  }
}

/** A row of uint8 in int16. */
function widen(row: usize, stride: i32, wide: usize): void {
  for (let d: usize = 0; d < <usize>stride; d += 16) {
    const values = v128.load(row + d);
    v128.store(wide + (d << 1), i16x8.extend_low_i8x16_u(values));
    v128.store(wide + (d << 1), i16x8.extend_high_i8x16_u(values), 16);
  }
}

function dot(a: usize, b: usize, rowBytes: usize): i32 {
  let sums = i32x4.splat(0);
  for (let o: usize = 0; o < rowBytes; o += 16)
    sums = i32x4.add(sums, i32x4.dot_i16x8_s(v128.load(a + o), v128.load(b + o)));
  sums = i32x4.add(sums, i32x4.shuffle(sums, sums, 2, 3, 0, 1));
  return i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1);
}

/** A distance of the given score is at most this, for `halves` are rounded: by ½, hence 1 more. */
function upperDistance(band: Band, point: i32, score: i32): f32 {
  const scaled = load<i32>(band.squares + ((<usize>point) << 2)) + score + 1;
  return Mathf.sqrt(<f32>max(scaled, 0) * <f32>band.unit) * ABOVE;
}

/** A distance of the given score is at least this. */
function lowerDistance(band: Band, point: i32, score: i32): f32 {
  const scaled = load<i32>(band.squares + ((<usize>point) << 2)) + score - 1;
  return Mathf.sqrt(<f32>max(scaled, 0) * <f32>band.unit) * BELOW;
}
