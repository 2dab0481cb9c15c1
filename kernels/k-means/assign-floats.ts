// One iteration of k-means on float32. Scores, half a squared distance less the point's part of it, are float32 and
// wrong by no more than the caller says; every word whose score may be the least is measured in float64, so that the
// words found are those of measuring all, in both builds. Of equal distances a point keeps the word it has, else takes
// the lowest.
import { multiplyAdd } from '../multiply-add';
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
import { squaredDistance } from './measure';

/** What rounding a distance to float32 may add or take. */
const ABOVE: f64 = 1 + 2.4e-7;
const BELOW: f64 = 1 - 2.4e-7;

/** Moves points `from` to `to` to their nearest words, and the sums with them. Returns how many moved. */
export function assignFloats(band: Band, from: i32, to: i32): i32 {
  let moved = 0;
  for (let first = from; first < to; first += BLOCK) {
    const active = tighten(band, first, min(first + BLOCK, to));
    if (active === 0) continue;
    for (let group = 0; group < band.groups; group++) searchGroup(band, active, group);
    moved += moveFloats(band, active);
  }
  return moved;
}

function rowOf(band: Band, point: i32): usize {
  return band.points + ((<usize>point * <usize>band.stride) << 2);
}

function wordAt(band: Band, word: i32): usize {
  return band.rows + ((<usize>word * <usize>band.stride) << 2);
}

/** How wrong an active point's scores may be. */
function marginAt(band: Band, k: usize): usize {
  return packedAt(band) + (k << 3);
}

/** Lists the points that another word may be nearer to than their own, after measuring that. */
function tighten(band: Band, from: i32, to: i32): i32 {
  let active: usize = 0;
  for (let i = from; i < to; i++) {
    const label = load<i32>(band.labels + ((<usize>i) << 2));
    let best: f64 = Infinity;
    let upper = f32.MAX_VALUE;
    if (label >= 0) {
      const drift = load<f32>(band.wordDrift + ((<usize>label) << 2));
      const least = leastBound(band, i);
      if (load<f32>(band.upper + ((<usize>i) << 2)) + drift + band.slack < least) continue;
      best = squaredDistance(rowOf(band, i), wordAt(band, label), band.stride);
      upper = upperDistance(best) + band.slack;
      store<f32>(band.upper + ((<usize>i) << 2), upper - drift);
      if (upper < least) continue;
    }
    const ownLength = Math.sqrt(load<f64>(band.squares + ((<usize>i) << 3)));
    store<i32>(activeAt(band) + (active << 2), i);
    store<f32>(upperAt(band) + (active << 2), upper);
    store<i32>(nearestAt(band) + (active << 2), label);
    store<f64>(bestAt(band) + (active << 3), best);
    store<f64>(marginAt(band, active), <f64>band.error + ownLength * <f64>band.errorOfLength);
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
    store<f64>(leastAt(band) + ((<usize>k) << 3), Infinity);
  }
  const first = group * band.panelsInGroup;
  for (let panel = first; panel < first + band.panelsInGroup; panel++) searchPanel(band, count, panel);
  for (let c = 0; c < count; c++) {
    const k = <usize>load<i32>(chosen + ((<usize>c) << 2));
    const point = load<i32>(activeAt(band) + (k << 2));
    const bound = lowerDistance(load<f64>(leastAt(band) + (k << 3)));
    store<f32>(
      band.lower + ((<usize>point * <usize>band.line + <usize>group) << 2),
      bound + load<f32>(band.groupDrift + ((<usize>group) << 2)),
    );
  }
}

/** Scores the chosen points with a panel's words, two at a time. */
function searchPanel(band: Band, count: i32, panel: i32): void {
  const chosen = chosenAt(band);
  const active = activeAt(band);
  const rowBytes = (<usize>band.stride) << 2;
  const words = band.panels + <usize>panel * rowBytes * PANEL;
  const halves = band.halves + ((<usize>panel) << 6);
  const tile = tileAt(band);
  for (let c = 0; c < count; c += 2) {
    const k = load<i32>(chosen + ((<usize>c) << 2));
    const next = c + 1 < count ? load<i32>(chosen + ((<usize>c) << 2), 4) : k;
    const x = rowOf(band, load<i32>(active + ((<usize>k) << 2)));
    const y = rowOf(band, load<i32>(active + ((<usize>next) << 2)));
    scoreTile(x, y, rowBytes, words, halves, tile);
    takeBest(band, k, panel, tile);
    if (next !== k) takeBest(band, next, panel, tile + 64);
  }
}

/** Scores of the points at `x` and `y` with a panel of words, which are negative: `[2][16]`. */
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
    let value = v128.load32_splat(x);
    a0 = multiplyAdd(value, w0, a0);
    a1 = multiplyAdd(value, w1, a1);
    a2 = multiplyAdd(value, w2, a2);
    a3 = multiplyAdd(value, w3, a3);
    value = v128.load32_splat(y);
    b0 = multiplyAdd(value, w0, b0);
    b1 = multiplyAdd(value, w1, b1);
    b2 = multiplyAdd(value, w2, b2);
    b3 = multiplyAdd(value, w3, b3);
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

function leastOf(scores: usize): f32 {
  let least = f32x4.pmin(v128.load(scores), v128.load(scores, 16));
  least = f32x4.pmin(least, f32x4.pmin(v128.load(scores, 32), v128.load(scores, 48)));
  least = f32x4.pmin(least, i32x4.shuffle(least, least, 2, 3, 0, 1));
  least = f32x4.pmin(least, i32x4.shuffle(least, least, 1, 0, 3, 2));
  return f32x4.extract_lane(least, 0);
}

/** Takes a panel's scores of one point into account: its nearest word, and the least of the others. */
function takeBest(band: Band, k: i32, panel: i32, scores: usize): void {
  const at = <usize>k;
  const current = load<i32>(nearestAt(band) + (at << 2));
  if (current >= 0 && current / PANEL === panel)
    store<f32>(scores + ((<usize>(current % PANEL)) << 2), f32.MAX_VALUE);
  const point = load<i32>(activeAt(band) + (at << 2));
  const square = load<f64>(band.squares + ((<usize>point) << 3));
  const margin = load<f64>(marginAt(band, at));
  let score = <f64>leastOf(scores);
  const limit = (load<f64>(bestAt(band) + (at << 3)) - square) / 2 + margin;
  if (score <= limit) {
    measureBelow(band, k, panel, scores, min(limit, score + 2 * margin));
    score = <f64>leastOf(scores);
  }
  const least = square + 2 * (score - margin);
  if (least < load<f64>(leastAt(band) + (at << 3))) store<f64>(leastAt(band) + (at << 3), least);
}

/** Measures the words whose score is at most `limit`, in their order; takes the nearest out of the scores. */
function measureBelow(band: Band, k: i32, panel: i32, scores: usize, limit: f64): void {
  const at = <usize>k;
  const point = load<i32>(activeAt(band) + (at << 2));
  const before = load<f64>(bestAt(band) + (at << 3));
  let best = before;
  let nearest = -1;
  for (let lane = 0; lane < PANEL; lane++) {
    if (<f64>load<f32>(scores + ((<usize>lane) << 2)) > limit) continue;
    const distance = squaredDistance(rowOf(band, point), wordAt(band, panel * PANEL + lane), band.stride);
    if (distance < best) {
      best = distance;
      nearest = lane;
    }
  }
  if (nearest < 0) return;
  const current = load<i32>(nearestAt(band) + (at << 2));
  store<f32>(scores + ((<usize>nearest) << 2), f32.MAX_VALUE);
  store<i32>(nearestAt(band) + (at << 2), panel * PANEL + nearest);
  store<f64>(bestAt(band) + (at << 3), best);
  store<f32>(upperAt(band) + (at << 2), upperDistance(best) + band.slack);
  if (current < 0) return;
  if (current / (PANEL * band.panelsInGroup) !== panel / band.panelsInGroup)
    leaveWord(band, point, current, lowerDistance(before));
  else if (before < load<f64>(leastAt(band) + (at << 3))) store<f64>(leastAt(band) + (at << 3), before);
}

function moveFloats(band: Band, active: i32): i32 {
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
    if (before >= 0) addFloats(band, before, rowOf(band, point), -1);
    addFloats(band, after, rowOf(band, point), 1);
  }
  return moved;
}

/** Adds a point, rounded to the grid on which sums are exact, to the sum of a word, or takes it away. */
function addFloats(band: Band, word: i32, row: usize, sign: i32): void {
  const count = band.counts + ((<usize>word) << 2);
  store<i32>(count, load<i32>(count) + sign);
  const sums = band.sums + ((<usize>word * <usize>band.stride) << 3);
  const grid = f64x2.splat(band.unit);
  const signs = f64x2.splat(<f64>sign);
  for (let d: usize = 0; d < <usize>band.stride; d += 2) {
    const values = f64x2.promote_low_f32x4(v128.load64_zero(row + (d << 2)));
    const rounded = f64x2.sub(f64x2.add(values, grid), grid);
    const at = sums + (d << 3);
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(rounded, signs)));
  }
}

function upperDistance(square: f64): f32 {
  return <f32>(Math.sqrt(square) * ABOVE);
}

function lowerDistance(square: f64): f32 {
  return <f32>(Math.sqrt(max(square, 0)) * BELOW);
}
