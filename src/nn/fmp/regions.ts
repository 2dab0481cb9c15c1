import { FoveaError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';

/** How the edges of the regions are drawn. */
export type RegionSequence = 'random' | 'pseudorandom';

/** What regions along one axis are to be like. */
export interface RegionOptions {
  /** Pixels along the axis, and regions. Their ratio is at least 1 and at most 2. */
  readonly length: number;
  readonly count: number;
  readonly sequence: RegionSequence;
  /** Neighbouring regions share a pixel. */
  readonly overlapping: boolean;
  /**
   * `paper`: as the paper defines them. `author`: as the author's program and PyTorch draw overlapping ones: all two
   * pixels wide. @default 'paper'
   */
  readonly form?: 'paper' | 'author';
}

/**
 * Regions along one axis, first and last pixel of each, in order: `[first, last, first, last, …]`.
 *
 * 1. Steps of 1 and 2 pixels lead from edge a₀ to edge aₙ: `random` shuffles as many of each as it takes;
 *    `pseudorandom` takes aᵢ = ⌈α(i + u)⌉, α = steps' sum / count, u uniform in (0, 1).
 * 2. Disjoint regions are [aᵢ₋₁, aᵢ − 1] and cover the axis; overlapping ones [aᵢ₋₁, aᵢ], so that neighbours share
 *    the pixel between them.
 *
 * Source: Graham, "Fractional max-pooling", 2014, arXiv:1412.6071, section 2. With `form: 'author'` overlapping
 * regions are two pixels wide and begin at ⌊(i + u)α⌋ − ⌊uα⌋, α = (length − 2) / (count − 1).
 * @throws BAD_OPTION for a ratio outside 1 … 2: other sizes need an ordinary pooling before or after.
 */
export function regions(options: RegionOptions, random: Random): Int32Array {
  const { length, count, overlapping, form = 'paper' } = options;
  requireRatio(length, count);
  if (form === 'author' && overlapping) return twoWide(options, random);
  const edges = edgesOf(options, random);
  const bounds = new Int32Array(2 * count);
  for (let i = 0; i < count; i++) {
    bounds[2 * i] = edges[i]!;
    bounds[2 * i + 1] = overlapping ? edges[i + 1]! : edges[i + 1]! - 1;
  }
  return bounds;
}

/** Refuses what steps of one and two pixels cannot lead through. @throws BAD_OPTION */
export function requireRatio(length: number, count: number): void {
  if (count >= 1 && length >= count && length <= 2 * count) return;
  throw new FoveaError(
    'BAD_OPTION',
    `Expected between ${Math.ceil(length / 2)} and ${length} regions for ${length} pixels (a ratio of 1 to 2) but received ${count}. ` +
      'For a larger ratio put an ordinary max pooling before it, or pool twice.',
  );
}

function edgesOf({ length, count, sequence, overlapping }: RegionOptions, random: Random): Int32Array {
  // The last edge of overlapping regions is the last pixel, that of disjoint ones the pixel behind it.
  const total = overlapping ? length - 1 : length;
  const edges = new Int32Array(count + 1);
  if (sequence === 'random') {
    const steps = random.shuffle(Int32Array.from({ length: count }, (_, i) => (i < total - count ? 2 : 1)));
    for (let i = 0; i < count; i++) edges[i + 1] = edges[i]! + Math.min(steps[i]!, total - edges[i]!);
    return edges;
  }
  const ratio = total / count;
  const start = random.uniform();
  const first = Math.ceil(ratio * start);
  for (let i = 1; i < count; i++) edges[i] = Math.ceil(ratio * (i + start)) - first;
  edges[count] = total;
  return edges;
}

function twoWide({ length, count, sequence }: RegionOptions, random: Random): Int32Array {
  const bounds = new Int32Array(2 * count);
  const starts =
    sequence === 'random'
      ? edgesOf({ length: length - 2, count: count - 1, sequence, overlapping: false }, random)
      : pseudorandomStarts(length, count, random.uniform());
  for (let i = 0; i < count; i++) {
    bounds[2 * i] = starts[i]!;
    bounds[2 * i + 1] = starts[i]! + 1;
  }
  return bounds;
}

function pseudorandomStarts(length: number, count: number, u: number): number[] {
  const ratio = count === 1 ? 1 : (length - 2) / (count - 1);
  const starts = Array.from({ length: count }, (_, i) => Math.floor((i + u) * ratio) - Math.floor(u * ratio));
  starts[count - 1] = length - 2;
  return starts;
}
