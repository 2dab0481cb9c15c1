// Convolutions and their gradients as products of matrices, image by image, so that what im2col makes of an image
// stays in the cache.
import { gemm, gemmScratch } from './gemm';
import { addCol2im, im2col } from './im2col';
import { CHANNELS, COLUMNS, FILTERS, GROUPS, HEIGHT, ROWS, SIZE_X, SIZE_Y, WIDTH } from './windows';

/** Floats that im2col's overwriting may reach behind its matrix, in whole cache lines. */
const MARGIN: i32 = 16;

/** Channels and filters of a group, elements of a filter, places, and floats of im2col's matrix. */
function depthOf(windows: usize): i32 {
  return load<i32>(windows, CHANNELS) / load<i32>(windows, GROUPS);
}

function filtersOf(windows: usize): i32 {
  return load<i32>(windows, FILTERS) / load<i32>(windows, GROUPS);
}

function elementsOf(windows: usize): i32 {
  return depthOf(windows) * load<i32>(windows, SIZE_Y) * load<i32>(windows, SIZE_X);
}

function placesOf(windows: usize): i32 {
  return load<i32>(windows, ROWS) * load<i32>(windows, COLUMNS);
}

function floatsOf(windows: usize): i32 {
  return ((elementsOf(windows) * placesOf(windows) + 15) & ~15) + MARGIN;
}

/** Bytes of a group of an image's channels. */
function inputBytes(windows: usize): usize {
  return (<usize>(depthOf(windows) * load<i32>(windows, HEIGHT) * load<i32>(windows, WIDTH))) << 2;
}

/** Floats of scratch that each of the kernels below wants, at most. */
export function convolutionScratch(filters: i32, elements: i32, places: i32): i32 {
  const products = max(
    gemmScratch(filters, places, elements),
    max(gemmScratch(filters, elements, places), gemmScratch(elements, places, filters)),
  );
  return ((elements * places + 15) & ~15) + MARGIN + products;
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
  const room = scratch + ((<usize>floatsOf(windows)) << 2);
  const outputBytes = (<usize>(count * places)) << 2;
  for (let i = first * groups; i < last * groups; i++) {
    const weights = filters + ((<usize>((i % groups) * count * elements)) << 2);
    const to = y + <usize>i * outputBytes;
    im2col(x + <usize>i * inputBytes(windows), windows, depthOf(windows), scratch);
    gemm(count, places, elements, weights, elements, 1, scratch, places, 1, to, places, false, room);
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
  const room = scratch + ((<usize>floatsOf(windows)) << 2);
  const outputBytes = (<usize>(count * places)) << 2;
  for (let i = first * groups; i < last * groups; i++) {
    const to = gradient + ((<usize>((i % groups) * count * elements)) << 2);
    const from = upstream + <usize>i * outputBytes;
    im2col(x + <usize>i * inputBytes(windows), windows, depthOf(windows), scratch);
    gemm(
      count,
      elements,
      places,
      from,
      places,
      1,
      scratch,
      1,
      places,
      to,
      elements,
      i >= (first + 1) * groups,
      room,
    );
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
  const room = scratch + ((<usize>floatsOf(windows)) << 2);
  const outputBytes = (<usize>(count * places)) << 2;
  for (let i = first * groups; i < last * groups; i++) {
    const weights = filters + ((<usize>((i % groups) * count * elements)) << 2);
    const from = upstream + <usize>i * outputBytes;
    const to = gradient + <usize>i * inputBytes(windows);
    gemm(elements, places, count, weights, 1, elements, from, places, 1, scratch, places, false, room);
    memory.fill(to, 0, inputBytes(windows));
    addCol2im(scratch, windows, depthOf(windows), to);
  }
}
