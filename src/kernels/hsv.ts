import { withKernels } from './kernels.js';
import { convertStrips, type StripKernel } from './strips.js';

/** The kernels that rgbToHsv needs. */
export interface HsvKernels {
  rgbToHsv: StripKernel;
}

/** As `hsvOfBytes` of image/hsv.ts: interleaved 8-bit RGB to HSV. */
export function rgbToHsv(rgb: Uint8Array): Uint8Array {
  return withKernels(({ rgbToHsv }: HsvKernels, arena) =>
    convertStrips(rgb, { arena, kernel: rgbToHsv, bytesPerPixel: 3 }),
  );
}
