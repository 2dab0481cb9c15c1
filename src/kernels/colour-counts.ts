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
  countTriples(pixels: number, count: number, offsets: number, counts: number): void;
  countValues(pixels: number, count: number, counts: number): void;
}

/** Counters in the arena, for one cell after the other. */
interface Counters {
  readonly pointer: number;
  readonly length: number;
  add(pixels: number, count: number): void;
  /** The histograms of what was added. */
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
    const counters = (joint ? tripleCounters : channelCounters)(kernels, arena, counting);
    const strip = arena.u8(source, 3 * pixels);
    const counts = arena.i32(counters.pointer, counters.length);
    const work = (count: number) => {
      convert?.(source, count, target);
      counters.add(target, count);
    };
    return cells.flatMap((cell) => {
      counts.fill(0);
      eachCellStrip(image, cell, { strip, work });
      return counters.histograms(counts);
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
  const length = bins ** 3;
  const pointer = arena.allocate(4 * length);
  return {
    pointer,
    length,
    add: (pixels, count) => kernels.countTriples(pixels, count, offsetsAt, pointer),
    histograms: (counts) => [new Float64Array(counts)],
  };
}

/** Counts values, whatever the bins, and brings them together afterwards. */
function channelCounters(kernels: CountKernels, arena: Arena, { space, bins }: ColourCounting): Counters {
  const pointer = arena.allocate(4 * 3 * 256);
  return {
    pointer,
    length: 3 * 256,
    add: (pixels, count) => kernels.countValues(pixels, count, pointer),
    histograms: (counts) =>
      binTables(space, bins).map((table, channel) => {
        const histogram = new Float64Array(bins);
        for (let value = 0; value < 256; value++) histogram[table[value]!]! += counts[256 * channel + value]!;
        return histogram;
      }),
  };
}
