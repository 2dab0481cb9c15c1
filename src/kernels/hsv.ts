import { withKernels } from './kernels.js';
import { convertStrips, type StripKernel } from './strips.js';

/** The kernels that rgbToHsv needs. */
export interface HsvKernels {
  rgbToHsv: StripKernel;
}

/** As `hsvOfBytes` of image/hsv.ts: interleaved 8-bit RGB to HSV. */
export function rgbToHsv(rgb: Uint8Array, hsv: Uint8Array): void {
  withKernels(({ rgbToHsv }: HsvKernels, arena) => convertStrips(rgb, hsv, { arena, kernel: rgbToHsv }));
}
