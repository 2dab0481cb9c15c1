import { withKernels } from './kernels.js';
import { convertStrips, type StripKernel } from './strips.js';

interface GreyKernels {
  greyBt601: StripKernel;
  greyOfShares(rgb: number, count: number, grey: number, shares: number): void;
}

/** As `greyOfIntegers` of image/luma.ts, for 8 bits: interleaved RGB to BT.601 grey. */
export function greyBt601(rgb: Uint8Array): Uint8Array {
  return withKernels(({ greyBt601 }: GreyKernels, arena) =>
    convertStrips(rgb, { arena, kernel: greyBt601, bytesPerPixel: 1 }),
  );
}

/**
 * As `bt709Of` of image/luma.ts, for 8 bits: interleaved RGB to a weighted sum in float64.
 * @param shares 3 × 256 numbers: what each value of R, G and B adds, in this order.
 */
export function greyOfShares(rgb: Uint8Array, shares: Float64Array): Float64Array {
  return withKernels(({ greyOfShares }: GreyKernels, arena) => {
    const table = arena.put(shares);
    const kernel: StripKernel = (source, count, grey) => greyOfShares(source, count, grey, table);
    return new Float64Array(convertStrips(rgb, { arena, kernel, bytesPerPixel: 8 }).buffer);
  });
}
