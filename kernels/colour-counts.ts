// How often each colour occurs. Neighbours are often alike, and a counter cannot be raised again before its last value
// is stored, some eight cycles later: so pixels are counted in four lists in turn, `listBytes` apart. The caller adds
// them. With 0 they are one list.

/**
 * Counts triples of bins of `count` interleaved pixels.
 * @param offsets 3 × 256 uint32: by how many bytes each value of each channel moves its pixel's counter.
 * @param lists uint32, added to.
 */
export function countTriples(
  pixels: usize,
  count: i32,
  offsets: usize,
  lists: usize,
  listBytes: usize,
): void {
  const end = pixels + 3 * <usize>count;
  const end4 = pixels + 12 * <usize>(count >> 2);
  const second = lists + listBytes;
  const third = second + listBytes;
  const fourth = third + listBytes;
  for (; pixels < end4; pixels += 12) {
    countTriple(pixels, offsets, lists);
    countTriple(pixels + 3, offsets, second);
    countTriple(pixels + 6, offsets, third);
    countTriple(pixels + 9, offsets, fourth);
  }
  for (; pixels < end; pixels += 3) countTriple(pixels, offsets, lists);
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
 * @param lists 3 × 256 uint32 each, added to.
 */
export function countValues(pixels: usize, count: i32, lists: usize, listBytes: usize): void {
  const end = pixels + 3 * <usize>count;
  const end4 = pixels + 12 * <usize>(count >> 2);
  const second = lists + listBytes;
  const third = second + listBytes;
  const fourth = third + listBytes;
  for (; pixels < end4; pixels += 12) {
    countThree(pixels, lists);
    countThree(pixels + 3, second);
    countThree(pixels + 6, third);
    countThree(pixels + 9, fourth);
  }
  for (; pixels < end; pixels += 3) countThree(pixels, lists);
}

function countThree(pixel: usize, counts: usize): void {
  const first = counts + ((<usize>load<u8>(pixel)) << 2);
  const second = counts + ((<usize>load<u8>(pixel, 1)) << 2);
  const third = counts + ((<usize>load<u8>(pixel, 2)) << 2);
  store<u32>(first, load<u32>(first) + 1);
  store<u32>(second, load<u32>(second, 1024) + 1, 1024);
  store<u32>(third, load<u32>(third, 2048) + 1, 2048);
}
