// The bytes of single samples once more, in float64 and in the order of the plain TypeScript: for sums that float32
// leaves so near to half way between two numbers that their rounding is in doubt.
//
// Taps are an i32 byte offset, four unused bytes and a float64 weight. The sum of a sample runs over `columns`, each
// a weight of the inner sum over `rows`; a kernel that is no outer product has one column, of weight 1.

export function correlateAgain(
  samples: usize,
  stride: usize,
  length: i32,
  doubtful: usize,
  count: i32,
  rows: usize,
  rowCount: i32,
  columns: usize,
  columnCount: i32,
  out: usize,
): void {
  for (; count > 0; count--, doubtful += 4) {
    const at = load<i32>(doubtful);
    const from = samples + <usize>(at / length) * stride + ((<usize>(at % length)) << 2);
    const sum = outerSum(
      from,
      rows,
      rows + ((<usize>rowCount) << 4),
      columns,
      columns + ((<usize>columnCount) << 4),
    );
    store<u8>(out + <usize>at, <u8>min<f64>(255, max<f64>(0, nearest<f64>(sum))));
  }
}

function outerSum(from: usize, rows: usize, rowsEnd: usize, columns: usize, columnsEnd: usize): f64 {
  let sum: f64 = 0;
  for (let column = columns; column < columnsEnd; column += 16) {
    const start = from + <usize>load<u32>(column);
    let inner: f64 = 0;
    for (let row = rows; row < rowsEnd; row += 16)
      inner += load<f64>(row, 8) * <f64>load<f32>(start + <usize>load<u32>(row));
    sum += load<f64>(column, 8) * inner;
  }
  return sum;
}
