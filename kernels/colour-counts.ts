// How often each colour occurs.

/**
 * Counts triples of bins of `count` interleaved pixels.
 * @param offsets 3 × 256 uint32: how many bytes each value of each channel moves its pixel's counter.
 * @param counts uint32, added to.
 */
export function countTriples(pixels: usize, count: i32, offsets: usize, counts: usize): void {
  const end = pixels + 3 * <usize>count;
  for (; pixels < end; pixels += 3) {
    const first = load<u32>(offsets + ((<usize>load<u8>(pixels)) << 2));
    const second = load<u32>(offsets + ((<usize>load<u8>(pixels, 1)) << 2), 1024);
    const third = load<u32>(offsets + ((<usize>load<u8>(pixels, 2)) << 2), 2048);
    increment(counts + first + second + third);
  }
}

/** Counts the values of each channel of `count` interleaved pixels: 3 × 256 uint32 at `counts`, added to. */
export function countValues(pixels: usize, count: i32, counts: usize): void {
  const end = pixels + 3 * <usize>count;
  for (; pixels < end; pixels += 3) {
    increment(counts + ((<usize>load<u8>(pixels)) << 2));
    increment(counts + ((<usize>load<u8>(pixels, 1)) << 2) + 1024);
    increment(counts + ((<usize>load<u8>(pixels, 2)) << 2) + 2048);
  }
}

function increment(counter: usize): void {
  store<u32>(counter, load<u32>(counter) + 1);
}
