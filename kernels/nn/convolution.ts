// Convolutions and their gradients as products of matrices, image by image, so that all of it stays in the cache.
// The matrix of an image, with a row for each element of a filter and a column for each of its places, is never made:
// its panels are gathered from the image.
import { gemm, gemmGathered, gemmScratch } from './gemm';
import { addToPadded, listElements, listPlaces, padded, unpad } from './padded-images';
import {
  CHANNELS,
  COLUMNS,
  FILTERS,
  GROUPS,
  HEIGHT,
  paddedHeight,
  paddedWidth,
  ROWS,
  SIZE_X,
  SIZE_Y,
  WIDTH,
} from './windows';

/** Channels of a group. */
function depthOf(windows: usize): i32 {
  return load<i32>(windows, CHANNELS) / load<i32>(windows, GROUPS);
}

/** Filters of a group. */
function filtersOf(windows: usize): i32 {
  return load<i32>(windows, FILTERS) / load<i32>(windows, GROUPS);
}

/** Numbers of a filter. */
function elementsOf(windows: usize): i32 {
  return depthOf(windows) * load<i32>(windows, SIZE_Y) * load<i32>(windows, SIZE_X);
}

/** Places of a filter in an image. */
function placesOf(windows: usize): i32 {
  return load<i32>(windows, ROWS) * load<i32>(windows, COLUMNS);
}

/** Bytes of a group of an image's channels. */
function inputBytes(windows: usize): usize {
  return (<usize>(depthOf(windows) * load<i32>(windows, HEIGHT) * load<i32>(windows, WIDTH))) << 2;
}

/** Bytes of a group's channels with their padding, and a vector that overruns them. */
function paddedBytes(windows: usize): usize {
  return ((<usize>(depthOf(windows) * paddedHeight(windows) * paddedWidth(windows))) << 2) + 16;
}

/** Floats of scratch that each of the kernels below wants at most. @param planes padded, of a group. */
export function convolutionScratch(planes: i32, filters: i32, elements: i32, places: i32): i32 {
  const products = max(gemmScratch(filters, places, elements), gemmScratch(filters, elements, places));
  const inverse = elements * places + gemmScratch(elements, places, filters);
  return planes + 4 + elements + places + max(products, inverse) + 4;
}

/** y = x ∗ filters for images `first` to `last` − 1. */
export function convolve(
  x: usize,
  filters: usize,
  y: usize,
  windows: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const groups = load<i32>(windows, GROUPS);
  const elements = elementsOf(windows);
  const places = placesOf(windows);
  const count = filtersOf(windows);
  const outputBytes = (<usize>(count * places)) << 2;
  const down = scratch + paddedBytes(windows);
  const along = down + ((<usize>elements) << 2);
  const room = along + ((<usize>places) << 2);
  listElements(windows, depthOf(windows), down);
  listPlaces(windows, along);
  for (let i = first * groups; i < last * groups; i++) {
    const weights = filters + ((<usize>((i % groups) * count * elements)) << 2);
    const image = padded(x + <usize>i * inputBytes(windows), windows, depthOf(windows), scratch);
    const to = y + <usize>i * outputBytes;
    gemmGathered(count, places, elements, weights, elements, image, down, along, to, false, room);
  }
}

/** The gradient by the filters, summed over images `first` to `last` − 1. */
export function convolveFilterGradient(
  x: usize,
  upstream: usize,
  gradient: usize,
  windows: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const groups = load<i32>(windows, GROUPS);
  const elements = elementsOf(windows);
  const places = placesOf(windows);
  const count = filtersOf(windows);
  const outputBytes = (<usize>(count * places)) << 2;
  const along = scratch + paddedBytes(windows);
  const down = along + ((<usize>elements) << 2);
  const room = down + ((<usize>places) << 2);
  listElements(windows, depthOf(windows), along);
  listPlaces(windows, down);
  for (let i = first * groups; i < last * groups; i++) {
    const from = upstream + <usize>i * outputBytes;
    const image = padded(x + <usize>i * inputBytes(windows), windows, depthOf(windows), scratch);
    const to = gradient + ((<usize>((i % groups) * count * elements)) << 2);
    const accumulate = i >= (first + 1) * groups;
    gemmGathered(count, elements, places, from, places, image, down, along, to, accumulate, room);
  }
}

/** The gradient by images `first` to `last` − 1. */
export function convolveInputGradient(
  upstream: usize,
  filters: usize,
  gradient: usize,
  windows: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const groups = load<i32>(windows, GROUPS);
  const elements = elementsOf(windows);
  const places = placesOf(windows);
  const count = filtersOf(windows);
  const outputBytes = (<usize>(count * places)) << 2;
  const list = scratch + paddedBytes(windows);
  const matrix = list + ((<usize>elements) << 2);
  // The last row of places is read to the end of a vector.
  const room = matrix + ((<usize>(elements * places + 4)) << 2);
  listElements(windows, depthOf(windows), list);
  for (let i = first * groups; i < last * groups; i++) {
    const weights = filters + ((<usize>((i % groups) * count * elements)) << 2);
    const from = upstream + <usize>i * outputBytes;
    gemm(elements, places, count, weights, 1, elements, from, places, 1, matrix, places, false, room);
    memory.fill(scratch, 0, paddedBytes(windows));
    addToPadded(matrix, windows, list, elements, scratch);
    unpad(scratch, windows, depthOf(windows), gradient + <usize>i * inputBytes(windows));
  }
}
