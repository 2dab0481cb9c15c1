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
  readonly #groups: Groups;
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
    this.#groups = groupsOf(words, Math.floor(boundBytes / (4 * count)));
    const { groups, line, panelsInGroup } = this.#groups;
    this.words = putWords(arena, { count: words, padded: groups * panelsInGroup * PANEL, stride, format });
    this.labels = arena.allocate(4 * count);
    arena.i32(this.labels, count).fill(-1);
    this.distances = arena.allocate(8 * count);
    this.#wordDrift = { at: zeros(arena, 4 * words), exact: new Float64Array(words) };
    this.#groupDrift = { at: zeros(arena, 4 * line), exact: new Float64Array(groups) };
    this.sums = zeros(arena, format.sumBytes * words * stride);
    this.counts = zeros(arena, 4 * words);
    const fields = [
      ...[points.points, stride, points.squares, this.labels],
      ...[zeros(arena, 4 * count), putLowerBounds(arena, this.#groups, count), groups, line, panelsInGroup],
      ...[this.#wordDrift.at, this.#groupDrift.at, this.words.panels, this.words.rows, this.words.halves],
      // Slack and errors: `update` knows them.
      ...[0, 0, 0],
      ...[this.sums, this.counts, arena.allocate(32 * BLOCK + 256 + BLOCK * format.packedBytes)],
    ];
    this.band = arena.allocate(8 + 4 * fields.length);
    arena.i32(this.band + 8, fields.length).set(fields);
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
    const { groups, panelsInGroup } = this.#groups;
    const swiftest = new Float64Array(groups);
    moves.forEach((move, word) => {
      const group = Math.floor(word / (PANEL * panelsInGroup));
      this.#wordDrift.exact[word]! += move;
      swiftest[group] = Math.max(swiftest[group]!, move);
    });
    swiftest.forEach((move, group) => {
      this.#groupDrift.exact[group]! += move;
    });
    this.#arena.f32(this.#wordDrift.at, this.words.count).set(this.#wordDrift.exact);
    this.#arena.f32(this.#groupDrift.at, groups).set(this.#groupDrift.exact);
  }
}

/** How words share bounds. */
interface Groups {
  readonly groups: number;
  /** `groups` up to a multiple of four. */
  readonly line: number;
  readonly panelsInGroup: number;
}

function groupsOf(words: number, most: number): Groups {
  const panels = Math.ceil(words / PANEL);
  const panelsInGroup = Math.ceil(panels / Math.max(1, Math.min(MOST_GROUPS, most)));
  const groups = Math.ceil(panels / panelsInGroup);
  return { groups, line: 4 * Math.ceil(groups / 4), panelsInGroup };
}

function putWords(
  arena: Arena,
  { count, padded, stride, format }: { count: number; padded: number; stride: number; format: PointFormat },
): WordMemory {
  return {
    count,
    padded,
    given: zeros(arena, 4 * count * stride),
    rows: zeros(arena, format.wordBytes * count * stride),
    panels: zeros(arena, format.wordBytes * padded * stride),
    halves: zeros(arena, 4 * padded),
    moves: zeros(arena, 8 * count),
  };
}

/** Bounds that rule nothing out; those of groups that are not there rule everything out. */
function putLowerBounds(arena: Arena, { groups, line }: Groups, count: number): number {
  const at = arena.allocate(4 * count * line);
  const bounds = arena.f32(at, count * line);
  for (let i = 0; i < bounds.length; i++) bounds[i] = i % line < groups ? -LARGEST_FLOAT : LARGEST_FLOAT;
  return at;
}

function zeros(arena: Arena, bytes: number): number {
  const at = arena.allocate(bytes);
  arena.u8(at, bytes).fill(0);
  return at;
}

const LARGEST_FLOAT = 3.4028234663852886e38;

/** Where `Band` has its `slack`. */
const SLACK_AT = 8 + 4 * 14;

/** A float32 not below a number. */
const up = (value: number): number => value * (1 + 2 ** -22);
