import { withKernels } from './kernels.js';

interface GreyKernels {
  greyBt601(rgb: number, count: number, grey: number): void;
}

/** As `toGrey` with `bt601` on 8-bit RGB: interleaved pixels to one byte each. */
export function greyBt601(rgb: Uint8Array): Uint8Array {
  const count = rgb.length / 3;
  return withKernels(({ greyBt601 }: GreyKernels, arena) => {
    const source = arena.put(rgb);
    const grey = arena.allocate(count);
    greyBt601(source, count, grey);
    return arena.u8(grey, count).slice();
  });
}
