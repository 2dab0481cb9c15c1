import { KernelBand } from '../../kernels/k-means/kernel-band.js';
import { hasKernels } from '../../kernels/kernels.js';
import type { Band } from './band.js';
import type { Grids } from './grids.js';
import { PlainBand } from './plain-band.js';
import type { Points } from './points.js';

/** Where the kernel's float32 neither overflows nor do its bounds fail: numbers up to this, so many in a point. */
const LARGEST = 1e12;
const MOST_NUMBERS = 65_536;

/** A band of points in this thread: by the kernels where there are any, and they can. */
export function openBand(points: Points, grids: Grids): Band {
  const { data, length } = points;
  return hasKernels() && length <= MOST_NUMBERS && isModerate(data)
    ? new KernelBand(data, { length, grids })
    : new PlainBand(points, grids);
}

function isModerate(data: Uint8Array | Float32Array): boolean {
  return data instanceof Uint8Array || data.every((value) => Math.abs(value) <= LARGEST);
}
