import { KernelBand } from '../../kernels/k-means/kernel-band.js';
import type { KMeansKernels } from '../../kernels/k-means/point-format.js';
import { hasKernels, ownKernels, withKernels } from '../../kernels/kernels.js';
import type { Band } from './band.js';
import { type Grids, gridsOf } from './grids.js';
import { PlainBand } from './plain-band.js';
import type { Points } from './points.js';

/** Where the kernel's float32 neither overflows nor do its bounds fail: numbers up to this, so many in a point. */
const LARGEST = 1e12;
const MOST_NUMBERS = 65_536;

/** A band of points in this thread, in memory of its own: by the kernels where there are any, and they can. */
export function openBand(points: Points, grids: Grids): Band {
  const { data, length } = points;
  return canUseKernels(points)
    ? new KernelBand(data, { kernels: ownKernels<KMeansKernels>(), length, grids })
    : new PlainBand(points, grids);
}

/** Does some work on a band of all points, in the memory that the kernels of this thread share. */
export function withBand<Result>(points: Points, work: (band: Band) => Result): Result {
  const { data, length } = points;
  const grids = gridsOf(points);
  if (!canUseKernels(points)) return work(new PlainBand(points, grids));
  return withKernels((exports: KMeansKernels, arena) =>
    work(new KernelBand(data, { kernels: { exports, arena }, length, grids })),
  );
}

function canUseKernels({ data, length }: Points): boolean {
  return hasKernels() && length <= MOST_NUMBERS && isModerate(data);
}

function isModerate(data: Uint8Array | Float32Array): boolean {
  return data instanceof Uint8Array || data.every((value) => Math.abs(value) <= LARGEST);
}
