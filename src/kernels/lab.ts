import { labTables } from '../image/lab-tables.js';
import type { Arena } from './arena.js';
import { withKernels } from './kernels.js';
import { convertStrips, type StripKernel } from './strips.js';

/** The kernels that rgbToLab needs. */
export interface LabKernels {
  rgbToLab(rgb: number, count: number, lab: number, shares: number, roots: number): void;
}

const shares = Int32Array.from({ length: 3 * 256 * 4 }, (_, i) => {
  const [channel, value, sum] = [i >> 10, (i >> 2) & 255, i & 3];
  return sum === 3 ? 0 : labTables.weights[3 * sum + channel]! * labTables.light[value]!;
});
const roots = Uint16Array.from(labTables.root);

/** As `labOfBytes` of image/lab.ts: interleaved 8-bit RGB to Lab. */
export function rgbToLab(rgb: Uint8Array, lab: Uint8Array): void {
  withKernels((kernels: LabKernels, arena) =>
    convertStrips(rgb, lab, { arena, kernel: labStrips(kernels, arena) }),
  );
}

/** The conversion, with its tables put in the arena. */
export function labStrips({ rgbToLab }: LabKernels, arena: Arena): StripKernel {
  const sharesAt = arena.put(shares);
  const rootsAt = arena.put(roots);
  return (source, count, target) => rgbToLab(source, count, target, sharesAt, rootsAt);
}
