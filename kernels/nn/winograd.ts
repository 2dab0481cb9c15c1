// Convolutions by 2×2 without padding, and their gradients, by Winograd's minimal filtering F(2×2, 2×2): nine products
// for a tile of 2×2 results instead of sixteen. Tiles of several images are multiplied together, so that images of a
// few pixels fill a product as well as large ones. With one axis, results y from pixels d and a filter g:
//   y = Aᵀ [(G g) ⊙ (Bᵀ d)],  Bᵀ = [1 −1 0; 0 1 0; 0 −1 1],  G = [1 0; 1 1; 0 1],  Aᵀ = [1 1 0; 0 1 1].
// The gradients are the same the other way round. Source: S. Winograd, "Arithmetic complexity of computations", 1980;
// A. Lavin & S. Gray, "Fast algorithms for convolutional neural networks", CVPR 2016, arXiv:1509.09308.
import { gemm } from './gemm';
import { CHANNELS, COLUMNS, FILTERS, HEIGHT, ROWS, WIDTH } from './windows';
import {
  cutFilters,
  cutGradients,
  cutImages,
  filtersApart,
  imagesApart,
  imagesTogether,
  joinFilters,
  resultsApart,
  tilesFor,
  tilesOf,
} from './winograd-matrices';
import { joinGradients, joinResults, NUMBERS } from './winograd-tiles';

/** y = x ∗ filters for images `first` to `last` − 1. */
export function winogradConvolve(
  x: usize,
  filters: usize,
  y: usize,
  windows: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const channels = load<i32>(windows, CHANNELS);
  const count = load<i32>(windows, FILTERS);
  const rows = load<i32>(windows, ROWS);
  const columns = load<i32>(windows, COLUMNS);
  const tilesX = tilesFor(columns);
  const tiles = tilesOf(rows, columns);
  const together = imagesTogether(tiles);
  const across = together * tiles;
  const a = filtersApart(windows);
  const b = imagesApart(windows, across);
  const c = resultsApart(windows, across);
  const images = scratch + <usize>NUMBERS * a;
  const results = images + <usize>NUMBERS * b;
  const room = results + <usize>NUMBERS * c;
  cutFilters(filters, count * channels, scratch, a);
  for (let image = first; image < last; image += together) {
    const end = min(last, image + together);
    const wide = (end - image) * tiles;
    cutImages(x, windows, image, end, images, across, room);
    for (let n: usize = 0; n < <usize>NUMBERS; n++) {
      const from = images + n * b;
      gemm(
        count,
        wide,
        channels,
        scratch + n * a,
        channels,
        1,
        from,
        across,
        1,
        results + n * c,
        across,
        false,
        room,
      );
    }
    for (let i = image; i < end; i++)
      for (let filter = 0; filter < count; filter++) {
        const from = results + ((<usize>(filter * across + (i - image) * tiles)) << 2);
        const plane = y + ((<usize>((i * count + filter) * rows * columns)) << 2);
        joinResults(from, c, tilesFor(rows), tilesX, rows, columns, plane);
      }
  }
}

/** The gradient by the filters, summed over images `first` to `last` − 1. */
export function winogradFilterGradient(
  x: usize,
  upstream: usize,
  gradient: usize,
  windows: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const channels = load<i32>(windows, CHANNELS);
  const count = load<i32>(windows, FILTERS);
  const tiles = tilesOf(load<i32>(windows, ROWS), load<i32>(windows, COLUMNS));
  const together = imagesTogether(tiles);
  const across = together * tiles;
  const a = filtersApart(windows);
  const b = imagesApart(windows, across);
  const c = resultsApart(windows, across);
  const images = scratch + <usize>NUMBERS * a;
  const results = images + <usize>NUMBERS * b;
  const room = results + <usize>NUMBERS * c;
  for (let image = first; image < last; image += together) {
    const end = min(last, image + together);
    const deep = (end - image) * tiles;
    cutImages(x, windows, image, end, images, across, room);
    cutGradients(upstream, windows, image, end, results, across, room);
    for (let n: usize = 0; n < <usize>NUMBERS; n++) {
      const from = images + n * b;
      const to = scratch + n * a;
      gemm(
        count,
        channels,
        deep,
        results + n * c,
        across,
        1,
        from,
        1,
        across,
        to,
        channels,
        image > first,
        room,
      );
    }
  }
  joinFilters(scratch, a, count * channels, gradient);
}

/** The gradient by images `first` to `last` − 1. */
export function winogradInputGradient(
  upstream: usize,
  filters: usize,
  gradient: usize,
  windows: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const channels = load<i32>(windows, CHANNELS);
  const count = load<i32>(windows, FILTERS);
  const height = load<i32>(windows, HEIGHT);
  const width = load<i32>(windows, WIDTH);
  const tilesY = tilesFor(load<i32>(windows, ROWS));
  const tilesX = tilesFor(load<i32>(windows, COLUMNS));
  const tiles = tilesY * tilesX;
  const together = imagesTogether(tiles);
  const across = together * tiles;
  const a = filtersApart(windows);
  const b = imagesApart(windows, across);
  const c = resultsApart(windows, across);
  const images = scratch + <usize>NUMBERS * a;
  const results = images + <usize>NUMBERS * b;
  const room = results + <usize>NUMBERS * c;
  cutFilters(filters, count * channels, scratch, a);
  for (let image = first; image < last; image += together) {
    const end = min(last, image + together);
    const wide = (end - image) * tiles;
    cutGradients(upstream, windows, image, end, results, across, room);
    for (let n: usize = 0; n < <usize>NUMBERS; n++) {
      const from = results + n * c;
      gemm(
        channels,
        wide,
        count,
        scratch + n * a,
        1,
        channels,
        from,
        across,
        1,
        images + n * b,
        across,
        false,
        room,
      );
    }
    for (let i = image; i < end; i++)
      for (let channel = 0; channel < channels; channel++) {
        const from = images + ((<usize>(channel * across + (i - image) * tiles)) << 2);
        const plane = gradient + ((<usize>((i * channels + channel) * height * width)) << 2);
        joinGradients(from, b, tilesY, tilesX, height, width, plane, room);
      }
  }
}
