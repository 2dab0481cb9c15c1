import { withKernels } from './kernels.js';

interface RootKernels {
  rootRows(values: number, length: number, count: number): number;
}

/** Rows of one call stay in the fastest cache. */
const STRIP_BYTES = 1 << 15;

/** As `rootRows` of features/root-rows.ts, to the bit. */
export function rootRows(values: Float32Array, length: number): number {
  if (values.length === 0) return -1;
  const count = values.length / length;
  const most = Math.min(count, Math.max(1, Math.floor(STRIP_BYTES / (4 * length))));
  return withKernels(({ rootRows }: RootKernels, arena) => {
    const strip = arena.allocate(4 * most * length);
    for (let first = 0; first < count; first += most) {
      const rows = Math.min(most, count - first);
      const here = values.subarray(first * length, (first + rows) * length);
      const there = arena.f32(strip, rows * length);
      there.set(here);
      const refused = rootRows(strip, length, rows);
      if (refused >= 0) return first + refused;
      here.set(there);
    }
    return -1;
  });
}
