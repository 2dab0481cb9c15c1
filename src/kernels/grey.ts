import { withKernels } from './kernels.js';
import { convertStrips, type StripKernel } from './strips.js';

interface GreyKernels {
  greyBt601: StripKernel;
  greyOfShares(rgb: number, count: number, grey: number, shares: number): void;
}

/** As `greyOfIntegers` of image/luma.ts, for 8 bits: interleaved RGB to BT.601 grey. */
export function greyBt601(rgb: Uint8Array, grey: Uint8Array): void {
  withKernels(({ greyBt601 }: GreyKernels, arena) => convertStrips(rgb, grey, { arena, kernel: greyBt601 }));
}

/**
 * As `bt709Of` of image/luma.ts, for 8 bits: interleaved RGB to a weighted sum in float64.
 * @param shares 3 × 256 numbers: what each value of R, G and B adds, in this order.
 */
export function greyOfShares(rgb: Uint8Array, grey: Float64Array, shares: Float64Array): void {
  withKernels(({ greyOfShares }: GreyKernels, arena) => {
    const table = arena.put(shares);
    const kernel: StripKernel = (source, count, grey) => greyOfShares(source, count, grey, table);
    const bytes = new Uint8Array(grey.buffer, grey.byteOffset, grey.byteLength);
    convertStrips(rgb, bytes, { arena, kernel });
  });
}
