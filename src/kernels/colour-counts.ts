import { binTables } from '../features/colour-bins.js';
import type { ColourCounting } from '../features/colour-counts.js';
import type { Image } from '../image/image.js';
import type { Arena } from './arena.js';
import { eachCellStrip } from './cell-strips.js';
import type { HsvKernels } from './hsv.js';
import { withKernels } from './kernels.js';
import { type LabKernels, labStrips } from './lab.js';
import { STRIP_PADDING, STRIP_PIXELS, type StripKernel } from './strips.js';

interface CountKernels extends HsvKernels, LabKernels {
  countTriples(pixels: number, count: number, offsets: number, lists: number, listBytes: number): void;
  countValues(pixels: number, count: number, lists: number, listBytes: number): void;
}

/** Up to this many counters, four lists of them lie in a core's cache; more are raised in one list. */
const MOST_IN_FOUR_LISTS = 4096;

/** How pixels are counted, for one cell after the other: in lists of `length` counters, whose sums are `counts`. */
interface Counters {
  readonly length: number;
  add(pixels: number, count: number, lists: { at: number; bytes: number }): void;
  histograms(counts: Int32Array): Float64Array[];
}

/**
 * As `colourCounts` of features/colour-counts.ts. Pixels are converted and counted strip by strip: the converted
 * image is never there as a whole.
 */
export function colourCounts(image: Image<Uint8Array>, counting: ColourCounting): Float64Array[] {
  const { space, joint, cells } = counting;
  return withKernels((kernels: CountKernels, arena) => {
    const pixels = Math.max(STRIP_PIXELS, ...cells.map(({ left, right }) => right - left));
    const source = arena.allocate(3 * pixels + STRIP_PADDING);
    const target = space === 'rgb' ? source : arena.allocate(3 * pixels + STRIP_PADDING);
    const convert = conversion(kernels, arena, space);
    const counters = joint ? tripleCounters(kernels, arena, counting) : channelCounters(kernels, counting);
    const { length } = counters;
    const listCount = length <= MOST_IN_FOUR_LISTS ? 4 : 1;
    const lists = { at: arena.allocate(4 * length * listCount), bytes: listCount === 1 ? 0 : 4 * length };
    const strip = arena.u8(source, 3 * pixels);
    const counts = arena.i32(lists.at, length * listCount);
    const work = (count: number) => {
      convert?.(source, count, target);
      counters.add(target, count, lists);
    };
    return cells.flatMap((cell) => {
      counts.fill(0);
      eachCellStrip(image, cell, { strip, work });
      return counters.histograms(sumOfLists(counts, length));
    });
  });
}

/** The first list, with the others added to it. */
function sumOfLists(counts: Int32Array, length: number): Int32Array {
  for (let from = length; from < counts.length; from += length)
    for (let i = 0; i < length; i++) counts[i]! += counts[from + i]!;
  return counts.subarray(0, length);
}

function conversion(
  kernels: CountKernels,
  arena: Arena,
  space: ColourCounting['space'],
): StripKernel | undefined {
  if (space === 'rgb') return undefined;
  return space === 'hsv' ? kernels.rgbToHsv : labStrips(kernels, arena);
}

function tripleCounters(kernels: CountKernels, arena: Arena, { space, bins }: ColourCounting): Counters {
  const tables = binTables(space, bins);
  const offsets = new Int32Array(3 * 256);
  tables.forEach((table, channel) => {
    const bytes = 4 * bins ** (2 - channel);
    for (let value = 0; value < 256; value++) offsets[256 * channel + value] = bytes * table[value]!;
  });
  const offsetsAt = arena.put(offsets);
  return {
    length: bins ** 3,
    add: (pixels, count, { at, bytes }) => kernels.countTriples(pixels, count, offsetsAt, at, bytes),
    histograms: (counts) => [Float64Array.from(counts)],
  };
}

/** Counts values, whatever the bins, and brings them together afterwards. */
function channelCounters(kernels: CountKernels, { space, bins }: ColourCounting): Counters {
  const tables = binTables(space, bins);
  return {
    length: 3 * 256,
    add: (pixels, count, { at, bytes }) => kernels.countValues(pixels, count, at, bytes),
    histograms: (counts) =>
      tables.map((table, channel) => {
        const histogram = new Float64Array(bins);
        for (let value = 0, i = 256 * channel; value < 256; value++, i++)
          histogram[table[value]!]! += counts[i]!;
        return histogram;
      }),
  };
}
