// Which pixels of a row belong to which of its regions, for four of either at once: numbers are picked out of vectors
// by bytes, since where they lie is random, and whatever branches on it is mispredicted.
import { ACROSS, COLUMN_BYTES, WIDTH } from './regions';

/** Of four regions: where the first begins, and masks that pick their first pixels and those behind from eight. */
export const REGION_MAP_BYTES: usize = 80;
/** Of four pixels: the first region that begins at one of them, and a mask that picks the regions' numbers. */
export const PIXEL_MAP_BYTES: usize = 32;

/** Bytes of a lane, and of none. */
const LANE: u32 = 0x03020100;
const NEXT_LANE: u32 = 0x04040404;
const NONE: u32 = 0x80808080;

/** Four numbers, each wherever a mask says, or 0. */
export function pick(numbers: v128, mask: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i8x16.relaxed_swizzle(numbers, mask);
  return i8x16.swizzle(numbers, mask);
}

/** Bytes of both maps of a row. */
export function mapBytes(width: i32, across: i32): usize {
  return <usize>((across + 3) >> 2) * REGION_MAP_BYTES + <usize>((width + 3) >> 2) * PIXEL_MAP_BYTES;
}

/** Stores which lane of two vectors a number is in, that many numbers behind the first. */
function storeLane(low: usize, distance: i32): void {
  store<u32>(low, distance < 4 ? LANE + NEXT_LANE * distance : NONE);
  store<u32>(low, distance < 4 ? NONE : LANE + NEXT_LANE * (distance - 4), 16);
}

/** The maps of four regions each. @returns whether they begin one behind the other, near enough to be picked so. */
function mapRegions(list: usize, across: i32, maps: usize): bool {
  let before: i32 = -1;
  for (let j = 0; j < across; j += 4, maps += REGION_MAP_BYTES) {
    const start = load<i32>(list);
    store<i32>(maps, start);
    for (let k = 0; k < 4; k++) {
      const isThere = j + k < across;
      const first = isThere ? load<i32>(list) : start;
      const second = isThere ? load<i32>(list, 4) : start;
      if (isThere && (first <= before || second - start > 28)) return false;
      before = first;
      const lane = maps + 16 + ((<usize>k) << 2);
      storeLane(lane, (first - start) >> 2);
      storeLane(lane + 32, (second - start) >> 2);
      list += COLUMN_BYTES;
    }
  }
  return true;
}

/** The maps of four pixels each. */
function mapPixels(list: usize, across: i32, width: i32, maps: usize): void {
  let region = 0;
  for (let pixel = 0; pixel < width; pixel += 4, maps += PIXEL_MAP_BYTES) {
    store<i32>(maps, region << 2);
    const start = region;
    for (let k = 0; k < 4; k++) {
      const isFirst = region < across && load<i32>(list + <usize>region * COLUMN_BYTES) === (pixel + k) << 2;
      store<u32>(maps + ((<usize>k) << 2), isFirst ? LANE + NEXT_LANE * (region - start) : NONE, 16);
      if (isFirst) region++;
    }
  }
}

/**
 * Both maps of a row, one behind the other, from the list of its regions (`listColumns`), of one pixel to three each.
 * @returns false where regions are in no order: then there are none.
 */
export function mapRow(list: usize, shape: usize, maps: usize): bool {
  const across = load<i32>(shape, ACROSS);
  if (!mapRegions(list, across, maps)) return false;
  mapPixels(list, across, load<i32>(shape, WIDTH), maps + <usize>((across + 3) >> 2) * REGION_MAP_BYTES);
  return true;
}
