// Panels of a matrix whose numbers are found by two lists of distances, one for its rows and one for its columns.
import { COLUMNS } from './pack';

/** Whether four distances are those of neighbours. */
function areNeighbours(a: u32, b: u32, c: u32, d: u32): bool {
  return b === a + 4 && c === a + 8 && d === a + 12;
}

/** One distance of a list; beyond its end the first: what is read there is not used. */
function distance(list: usize, index: i32, count: i32): u32 {
  return load<u32>(list + ((<usize>(index < count ? index : 0)) << 2));
}

/**
 * Four columns of a panel, `depth` long.
 * @param packed every second half line of eight numbers is written
 */
function packFour(
  source: usize,
  down: usize,
  depth: i32,
  along: usize,
  column: i32,
  columns: i32,
  packed: usize,
): void {
  const a = distance(along, column, columns);
  const b = distance(along, column + 1, columns);
  const c = distance(along, column + 2, columns);
  const d = distance(along, column + 3, columns);
  const end = down + ((<usize>depth) << 2);
  if (areNeighbours(a, b, c, d)) {
    const first = source + a;
    for (; down < end; down += 4, packed += COLUMNS << 2)
      v128.store(packed, v128.load(first + load<u32>(down)));
    return;
  }
  for (; down < end; down += 4, packed += COLUMNS << 2) {
    const from = source + load<u32>(down);
    let value = v128.load32_zero(from + a);
    value = v128.load32_lane(from + b, value, 1);
    value = v128.load32_lane(from + c, value, 2);
    v128.store(packed, v128.load32_lane(from + d, value, 3));
  }
}

/** Columns in panels of eight, as packColumns. @param down, @param along lists of distances in bytes. */
export function packGathered(
  source: usize,
  down: usize,
  depth: i32,
  along: usize,
  columns: i32,
  packed: usize,
): void {
  for (let column = 0; column < columns; column += COLUMNS) {
    packFour(source, down, depth, along, column, columns, packed);
    packFour(source, down, depth, along, column + 4, columns, packed + 16);
    packed += (<usize>(depth * COLUMNS)) << 2;
  }
}
