import { rgbToHsv } from '../image/hsv.js';
import type { Image } from '../image/image.js';
import { rgbToLab } from '../image/lab.js';
import { binTables, type ColourSpace } from './colour-bins.js';
import type { GridCell } from './spatial-grid.js';

/** What is counted, and where. */
export interface ColourCounting {
  readonly space: ColourSpace;
  readonly bins: number;
  /** Triples of bins, the last channel fastest; else each channel by itself. */
  readonly joint: boolean;
  readonly cells: readonly GridCell[];
}

/**
 * The reference of the kernel: how often each colour of an 8-bit RGB image occurs, one histogram a cell, or one a
 * cell and channel.
 */
export function colourCounts(image: Image<Uint8Array>, counting: ColourCounting): Float64Array[] {
  const { space, bins, joint, cells } = counting;
  const pixels = space === 'rgb' ? image : space === 'hsv' ? rgbToHsv(image) : rgbToLab(image);
  const binning = { tables: binTables(space, bins), bins };
  return cells.flatMap((cell) =>
    joint ? [jointCounts(pixels, cell, binning)] : channelCounts(pixels, cell, binning),
  );
}

interface Binning {
  /** One table a channel. */
  readonly tables: readonly [Uint8Array, Uint8Array, Uint8Array];
  readonly bins: number;
}

function jointCounts({ data, width }: Image<Uint8Array>, cell: GridCell, binning: Binning): Float64Array {
  const { bins } = binning;
  const [first, second, third] = binning.tables;
  const counts = new Float64Array(bins ** 3);
  for (let y = cell.top; y < cell.bottom; y++) {
    const end = (y * width + cell.right) * 3;
    for (let p = (y * width + cell.left) * 3; p < end; p += 3)
      counts[(first[data[p]!]! * bins + second[data[p + 1]!]!) * bins + third[data[p + 2]!]!]!++;
  }
  return counts;
}

function channelCounts({ data, width }: Image<Uint8Array>, cell: GridCell, binning: Binning): Float64Array[] {
  return binning.tables.map((table, channel) => {
    const counts = new Float64Array(binning.bins);
    for (let y = cell.top; y < cell.bottom; y++) {
      const end = (y * width + cell.right) * 3;
      for (let p = (y * width + cell.left) * 3 + channel; p < end; p += 3) counts[table[data[p]!]!]!++;
    }
    return counts;
  });
}
