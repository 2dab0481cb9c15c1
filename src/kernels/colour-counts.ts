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
  countTriples(pixels: number, count: number, offsets: number, even: number, odd: number): void;
  countValues(pixels: number, count: number, even: number, odd: number): void;
}

/** How pixels are counted, for one cell after the other: in two lists, of even pixels and of odd ones. */
interface Counters {
  readonly length: number;
  add(pixels: number, count: number, lists: { even: number; odd: number }): void;
  histograms(even: Int32Array, odd: Int32Array): Float64Array[];
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
    const lists = { even: arena.allocate(4 * counters.length), odd: arena.allocate(4 * counters.length) };
    const strip = arena.u8(source, 3 * pixels);
    const even = arena.i32(lists.even, counters.length);
    const odd = arena.i32(lists.odd, counters.length);
    const work = (count: number) => {
      convert?.(source, count, target);
      counters.add(target, count, lists);
    };
    return cells.flatMap((cell) => {
      even.fill(0);
      odd.fill(0);
      eachCellStrip(image, cell, { strip, work });
      return counters.histograms(even, odd);
    });
  });
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
    add: (pixels, count, { even, odd }) => kernels.countTriples(pixels, count, offsetsAt, even, odd),
    histograms: (even, odd) => {
      const histogram = new Float64Array(even.length);
      for (let i = 0; i < histogram.length; i++) histogram[i] = even[i]! + odd[i]!;
      return [histogram];
    },
  };
}

/** Counts values, whatever the bins, and brings them together afterwards. */
function channelCounters(kernels: CountKernels, { space, bins }: ColourCounting): Counters {
  const tables = binTables(space, bins);
  return {
    length: 3 * 256,
    add: (pixels, count, { even, odd }) => kernels.countValues(pixels, count, even, odd),
    histograms: (even, odd) =>
      tables.map((table, channel) => {
        const histogram = new Float64Array(bins);
        for (let value = 0, i = 256 * channel; value < 256; value++, i++)
          histogram[table[value]!]! += even[i]! + odd[i]!;
        return histogram;
      }),
  };
}
