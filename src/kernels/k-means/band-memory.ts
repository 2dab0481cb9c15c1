import type { Arena } from '../arena.js';
import type { PointFormat, Precision, WordMemory } from './point-format.js';

/** Words in a panel, and points in a block: kernels/k-means/band.ts. */
const PANEL = 16;
const BLOCK = 256;

/** Groups of words at most, each with a bound on every point. */
const MOST_GROUPS = 256;

/** The points in the arena. */
export interface PointMemory {
  readonly points: number;
  readonly count: number;
  readonly stride: number;
  readonly squares: number;
}

/** What a search among so many words keeps: labels, bounds, sums, and the words themselves. */
export class SearchMemory {
  readonly words: WordMemory;
  readonly band: number;
  readonly labels: number;
  /** Room for a float64 for each point. */
  readonly distances: number;
  readonly counts: number;
  readonly sums: number;
  readonly #arena: Arena;
  readonly #groups: number;
  readonly #panelsInGroup: number;
  readonly #wordDrift: { readonly at: number; readonly exact: Float64Array };
  readonly #groupDrift: { readonly at: number; readonly exact: Float64Array };
  #isFresh = true;

  constructor(
    arena: Arena,
    points: PointMemory,
    { format, words, boundBytes }: { format: PointFormat; words: number; boundBytes: number },
  ) {
    this.#arena = arena;
    const { count, stride } = points;
    const panels = Math.ceil(words / PANEL);
    const groups = Math.max(1, Math.min(MOST_GROUPS, Math.floor(boundBytes / (4 * count))));
    this.#panelsInGroup = Math.ceil(panels / groups);
    this.#groups = Math.ceil(panels / this.#panelsInGroup);
    const line = 4 * Math.ceil(this.#groups / 4);
    const padded = this.#groups * this.#panelsInGroup * PANEL;
    const zeros = (bytes: number) => {
      const at = arena.allocate(bytes);
      arena.u8(at, bytes).fill(0);
      return at;
    };
    this.words = {
      count: words,
      padded,
      given: zeros(4 * words * stride),
      rows: zeros(format.wordBytes * words * stride),
      panels: zeros(format.wordBytes * padded * stride),
      halves: zeros(4 * padded),
      moves: zeros(8 * words),
    };
    this.labels = arena.allocate(4 * count);
    arena.i32(this.labels, count).fill(-1);
    this.distances = arena.allocate(8 * count);
    const upper = zeros(4 * count);
    const lower = arena.allocate(4 * count * line);
    const bounds = arena.f32(lower, count * line);
    for (let i = 0; i < bounds.length; i++)
      bounds[i] = i % line < this.#groups ? -LARGEST_FLOAT : LARGEST_FLOAT;
    this.#wordDrift = { at: zeros(4 * words), exact: new Float64Array(words) };
    this.#groupDrift = { at: zeros(4 * line), exact: new Float64Array(this.#groups) };
    this.sums = zeros(format.sumBytes * words * stride);
    this.counts = zeros(4 * words);
    const scratch = arena.allocate(32 * BLOCK + 256 + BLOCK * format.packedBytes);
    this.band = arena.allocate(88);
    arena
      .i32(this.band + 8, 20)
      .set([
        points.points,
        stride,
        points.squares,
        this.labels,
        upper,
        lower,
        this.#groups,
        line,
        this.#panelsInGroup,
        this.#wordDrift.at,
        this.#groupDrift.at,
        this.words.panels,
        this.words.rows,
        this.words.halves,
        0,
        0,
        0,
        this.sums,
        this.counts,
        scratch,
      ]);
  }

  /** Tells the bounds that the words moved, and the search how precise it is. */
  update({ unit, error, errorOfLength, reach }: Precision): void {
    if (!this.#isFresh) this.#drift();
    this.#isFresh = false;
    const swiftest = this.#groupDrift.exact.reduce((a, b) => Math.max(a, b));
    this.#arena.f64(this.band, 1)[0] = unit;
    this.#arena
      .f32(this.band + SLACK_AT, 3)
      .set([2 ** -21 * (swiftest + 2 * reach), ...[error, errorOfLength].map(up)]);
  }

  #drift(): void {
    const moves = this.#arena.f64(this.words.moves, this.words.count);
    const inGroup = PANEL * this.#panelsInGroup;
    const swiftest = new Float64Array(this.#groups);
    moves.forEach((move, word) => {
      const group = Math.floor(word / inGroup);
      this.#wordDrift.exact[word]! += move;
      swiftest[group] = Math.max(swiftest[group]!, move);
    });
    swiftest.forEach((move, group) => {
      this.#groupDrift.exact[group]! += move;
    });
    this.#arena.f32(this.#wordDrift.at, this.words.count).set(this.#wordDrift.exact);
    this.#arena.f32(this.#groupDrift.at, this.#groups).set(this.#groupDrift.exact);
  }
}

const LARGEST_FLOAT = 3.4028234663852886e38;

/** Where `Band` has its `slack`. */
const SLACK_AT = 8 + 4 * 14;

/** A float32 not below a number. */
const up = (value: number): number => value * (1 + 2 ** -22);
