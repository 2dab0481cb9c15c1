// What a band of points remembers from one iteration of k-means to the next. Points keep bounds on distances (Ding et
// al., "Yinyang k-means", ICML 2015): an upper one to their own word, and for each group of words a lower one to the
// nearest of its other words. Bounds are stored as if no word had ever moved: what the words moved altogether is added
// (upper) or subtracted (lower) when they are read, so that points which rest need no writing.

/** Words in a panel, whose products with two points fill eight registers. */
export const PANEL = 16;
/** Points taken at once: with their rows in 16 bits they stay in the second cache. */
export const BLOCK = 256;

/** A float64, then pointers and numbers of 32 bits, laid out by src/kernels/k-means/band-memory.ts. */
@unmanaged
export class Band {
  /** uint8: 2 ÷ scale, what a score of 1 is as a squared distance. float32: what is added to round to the grid of sums. */
  unit: f64;
  /** Rows of `stride` numbers, uint8 or float32. */
  points: usize;
  /** The length of a row, up to a multiple of 16 and filled with 0. */
  stride: i32;
  /** Of each point: uint8: half the scale times the squared length, int32; float32: the squared length, float64. */
  squares: usize;
  /** Of each point, int32; −1 before the first iteration. */
  labels: usize;
  /** Of each point: the upper bound, float32. */
  upper: usize;
  /** Of each point: the lower bound of each group, float32, a multiple of four of them. */
  lower: usize;
  groups: i32;
  /** `groups` up to a multiple of four. */
  line: i32;
  panelsInGroup: i32;
  /** What each word, and the swiftest of each group, moved altogether, float32. */
  wordDrift: usize;
  groupDrift: usize;
  /** Words: in panels of 16 (int16 in pairs, or float32), and one after the other. */
  panels: usize;
  rows: usize;
  /** Half the squared length of each word, times the scale in int32, or in float32. */
  halves: usize;
  /** What a bound may be wrong by through rounding. */
  slack: f32;
  /** float32: a score of a point of length r is wrong by at most `error` + r·`errorOfLength`. */
  error: f32;
  errorOfLength: f32;
  /** Sums of the points of each word, int32 or float64, and how many they are. */
  sums: usize;
  counts: usize;
  /** Room for a block. */
  scratch: usize;
}

/** A block's points that may change their word: arrays of `BLOCK` numbers in the scratch memory. */
export function activeAt(band: Band): usize {
  return band.scratch;
}

/** Their upper bounds. */
export function upperAt(band: Band): usize {
  return band.scratch + (BLOCK << 2);
}

/** The nearest word of each so far. */
export function nearestAt(band: Band): usize {
  return band.scratch + (BLOCK << 3);
}

/** Those of them that a group may concern. */
export function chosenAt(band: Band): usize {
  return band.scratch + (BLOCK << 2) * 3;
}

/** How far each one's nearest word is, in 64 bits. */
export function bestAt(band: Band): usize {
  return band.scratch + (BLOCK << 4);
}

/** The least of each one's other words in the group at hand, in 64 bits. */
export function leastAt(band: Band): usize {
  return band.scratch + (BLOCK << 4) + (BLOCK << 3);
}

/** Scores of two points with a panel. */
export function tileAt(band: Band): usize {
  return band.scratch + (BLOCK << 5);
}

/** Their rows as the products need them. */
export function packedAt(band: Band): usize {
  return band.scratch + (BLOCK << 5) + 256;
}

/** The least of a point's lower bounds. */
export function leastBound(band: Band, point: i32): f32 {
  const lower = band.lower + ((<usize>point * <usize>band.line) << 2);
  const drift = band.groupDrift;
  let least = f32x4.splat(f32.MAX_VALUE);
  const end = (<usize>band.line) << 2;
  for (let g: usize = 0; g < end; g += 16)
    least = f32x4.pmin(least, f32x4.sub(v128.load(lower + g), v128.load(drift + g)));
  least = f32x4.pmin(least, i32x4.shuffle(least, least, 2, 3, 0, 1));
  least = f32x4.pmin(least, i32x4.shuffle(least, least, 1, 0, 3, 2));
  return f32x4.extract_lane(least, 0);
}

/** Lists those of `active` points whose bound does not rule the group out; how many they are. */
export function choose(band: Band, active: i32, group: i32): i32 {
  const points = activeAt(band);
  const uppers = upperAt(band);
  const chosen = chosenAt(band);
  const drift = load<f32>(band.groupDrift + ((<usize>group) << 2));
  const lower = band.lower + ((<usize>group) << 2);
  const line = (<usize>band.line) << 2;
  let count: usize = 0;
  for (let k: usize = 0; k < <usize>active; k++) {
    const bound = load<f32>(lower + <usize>load<i32>(points + (k << 2)) * line) - drift;
    store<i32>(chosen + (count << 2), k);
    count += bound <= load<f32>(uppers + (k << 2)) ? 1 : 0;
  }
  return count;
}

/** A word that is no longer a point's nearest, `distance` away at least, bounds its group from below. */
export function leaveWord(band: Band, point: i32, word: i32, distance: f32): void {
  const group = word / (PANEL * band.panelsInGroup);
  const at = band.lower + ((<usize>point * <usize>band.line + <usize>group) << 2);
  const bound = distance + load<f32>(band.groupDrift + ((<usize>group) << 2));
  if (bound < load<f32>(at)) store<f32>(at, bound);
}
