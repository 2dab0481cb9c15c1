// Numbers in other places.

/** Rows with a single 1, at their labels; of labels outside 0 … depth − 1 rows of zeros. @param labels whole numbers. */
export function oneHot(labels: usize, y: usize, count: i32, depth: i32): void {
  const row = (<usize>depth) << 2;
  memory.fill(y, 0, <usize>count * row);
  for (; count > 0; count--, labels += 4, y += row) {
    const label = load<u32>(labels);
    if (label < <u32>depth) store<f32>(y + ((<usize>label) << 2), 1);
  }
}

/** Axes in another order. @param shape the lengths of four axes of y, then the distances of x's numbers along them. */
export function transpose(x: usize, y: usize, shape: usize): void {
  const count = load<i32>(shape, 12);
  const along = (<usize>load<i32>(shape, 28)) << 2;
  for (let i = 0; i < load<i32>(shape); i++)
    for (let j = 0; j < load<i32>(shape, 4); j++)
      for (let k = 0; k < load<i32>(shape, 8); k++) {
        const place = i * load<i32>(shape, 16) + j * load<i32>(shape, 20) + k * load<i32>(shape, 24);
        let from = x + ((<usize>place) << 2);
        for (let l = 0; l < count; l++, from += along, y += 4) store<f32>(y, load<f32>(from));
      }
}
