import type { Image } from '../../image/image.js';
import { circleOffsets } from './circle.js';
import { hasArc } from './has-arc.js';

/** What the segment test found: an arc brighter than the centre, none, or one darker. */
export type Polarity = 1 | 0 | -1;

/**
 * The segment test and its score on one 8-bit grey image. Pixels are named by their index in `image.data`
 * and must be at least 3 from every border.
 */
export class SegmentTest {
  private readonly data: Uint8Array;
  private readonly offsets: Int32Array;
  private readonly threshold: number;
  private readonly arc: number;
  /** The circle written out twice, so that no arc wraps around. */
  private readonly ring = new Int32Array(32);

  constructor(image: Image<Uint8Array>, { threshold, arc }: { threshold: number; arc: number }) {
    this.data = image.data;
    this.offsets = circleOffsets(image.width);
    this.threshold = threshold;
    this.arc = arc;
  }

  /** Whether `arc` neighbours on the circle are all brighter (1) or darker (−1) than the centre by more than the threshold. */
  polarity(at: number): Polarity {
    const { data, offsets, threshold } = this;
    const high = data[at] + threshold;
    const low = data[at] - threshold;
    let bright = true;
    let dark = true;
    // An arc of nine or more holds one of any two opposite pixels; most points fail on the first pairs.
    for (let pair = 0; pair < 4; pair++) {
      const one = data[at + offsets[2 * pair]];
      const other = data[at + offsets[2 * pair + 8]];
      if (one <= high && other <= high) bright = false;
      if (one >= low && other >= low) dark = false;
      if (!bright && !dark) return 0;
    }
    if (bright && hasArc(this.brighterThan(high, at), this.arc)) return 1;
    if (dark && hasArc(this.darkerThan(low, at), this.arc)) return -1;
    return 0;
  }

  /**
   * The largest threshold at which a corner of that polarity is still one: over all arcs, the greatest of
   * the smallest differences to the centre, minus 1 because the test asks for more than the threshold.
   * (The other polarity cannot do better: two arcs of nine or more share a pixel.)
   */
  score(at: number, polarity: Polarity): number {
    const { data, offsets, ring } = this;
    const beyond = this.arc - 8;
    for (let k = 0; k < 16; k++) ring[k] = ring[k + 16] = polarity * (data[at + offsets[k]] - data[at]);
    // Minima over 2, 4 and then 8 neighbours; two of those, overlapping, span the arc.
    for (let span = 1; span < 8; span *= 2)
      for (let k = 0; k + span < 32; k++) if (ring[k + span] < ring[k]) ring[k] = ring[k + span];
    let best = 0;
    for (let k = 0; k < 16; k++) best = Math.max(best, Math.min(ring[k], ring[k + beyond]));
    return best - 1;
  }

  private brighterThan(limit: number, at: number): number {
    const { data, offsets } = this;
    let bits = 0;
    for (let k = 0; k < 16; k++) if (data[at + offsets[k]] > limit) bits |= 1 << k;
    return bits;
  }

  private darkerThan(limit: number, at: number): number {
    const { data, offsets } = this;
    let bits = 0;
    for (let k = 0; k < 16; k++) if (data[at + offsets[k]] < limit) bits |= 1 << k;
    return bits;
  }
}
