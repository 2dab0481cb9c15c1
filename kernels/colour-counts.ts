// How often each colour occurs. Neighbours are often alike, and a counter cannot be raised again before its last value
// is stored: so every other pixel is counted in a second histogram. The caller adds the two.

/**
 * Counts triples of bins of `count` interleaved pixels.
 * @param offsets 3 × 256 uint32: by how many bytes each value of each channel moves its pixel's counter.
 * @param even uint32, added to; so is `odd`.
 */
export function countTriples(pixels: usize, count: i32, offsets: usize, even: usize, odd: usize): void {
  const end = pixels + 6 * <usize>(count >> 1);
  for (; pixels < end; pixels += 6) {
    countTriple(pixels, offsets, even);
    countTriple(pixels + 3, offsets, odd);
  }
  if (count & 1) countTriple(pixels, offsets, even);
}

function countTriple(pixel: usize, offsets: usize, counts: usize): void {
  const first = load<u32>(offsets + ((<usize>load<u8>(pixel)) << 2));
  const second = load<u32>(offsets + ((<usize>load<u8>(pixel, 1)) << 2), 1024);
  const third = load<u32>(offsets + ((<usize>load<u8>(pixel, 2)) << 2), 2048);
  const counter = counts + first + second + third;
  store<u32>(counter, load<u32>(counter) + 1);
}

/**
 * Counts the values of each channel of `count` interleaved pixels.
 * @param even 3 × 256 uint32, added to; so is `odd`.
 */
export function countValues(pixels: usize, count: i32, even: usize, odd: usize): void {
  const end = pixels + 6 * <usize>(count >> 1);
  for (; pixels < end; pixels += 6) {
    countThree(pixels, even);
    countThree(pixels + 3, odd);
  }
  if (count & 1) countThree(pixels, even);
}

function countThree(pixel: usize, counts: usize): void {
  const first = counts + ((<usize>load<u8>(pixel)) << 2);
  const second = counts + ((<usize>load<u8>(pixel, 1)) << 2);
  const third = counts + ((<usize>load<u8>(pixel, 2)) << 2);
  store<u32>(first, load<u32>(first) + 1);
  store<u32>(second, load<u32>(second, 1024) + 1, 1024);
  store<u32>(third, load<u32>(third, 2048) + 1, 2048);
}
