import { RowBlur } from './blur.js';
import { ArenaExtrema, type ExtremaSearch } from './extrema.js';
import type { ArenaPlane } from './plane-memory.js';

/** Rows by which everything moves down at a time. */
const ROWS = 16;

/**
 * The planes of an octave and the extrema of their differences. Each plane is the one before, blurred with the next of
 * `tapsOfEach`. All move down together, so that each finds the rows that it needs in the processor's cache.
 * @returns all planes, `first` among them, and the extrema as `findExtrema` of src/features/sift/extrema.ts finds them.
 */
export function arenaOctave(
  first: ArenaPlane,
  tapsOfEach: readonly Float32Array[],
  search: ExtremaSearch,
): { planes: ArenaPlane[]; extrema: ArenaExtrema['found'] } {
  const { memory, width, height } = first;
  const planes = [first, ...tapsOfEach.map(() => memory.create(width, height))];
  return memory.arena.scope(() => {
    const blurs = tapsOfEach.map((taps, i) => new RowBlur(planes[i]!, planes[i + 1]!, taps));
    const extrema = new ArenaExtrema(planes, search);
    for (let made = 0; made < height; ) {
      made = Math.min(made + ROWS, height);
      // What the last blur is to have made is settled first, then what it needs of those before it.
      const lasts = new Array<number>(blurs.length);
      blurs.reduceRight((wanted, blur, i) => blur.radius + (lasts[i] = wanted), made);
      blurs.forEach((blur, i) => {
        blur.makeUntil(Math.min(lasts[i]!, height));
      });
      extrema.advance(made);
    }
    return { planes, extrema: extrema.found };
  });
}
