// Convolutions by 2×2 without padding, and their gradients, by Winograd's minimal filtering F(2×2, 2×2): nine products
// for a tile of 2×2 results instead of sixteen. Tiles of several images are multiplied together, so that images of a
// few pixels fill a product as well as large ones. With one axis, results y from pixels d and a filter g:
//   y = Aᵀ [(G g) ⊙ (Bᵀ d)],  Bᵀ = [1 −1 0; 0 1 0; 0 −1 1],  G = [1 0; 1 1; 0 1],  Aᵀ = [1 1 0; 0 1 1].
// The gradients are the same the other way round. Source: S. Winograd, "Arithmetic complexity of computations", 1980;
// A. Lavin & S. Gray, "Fast algorithms for convolutional neural networks", CVPR 2016, arXiv:1509.09308.
import { gemm, gemmScratch } from './gemm';
import { CHANNELS, COLUMNS, FILTERS, HEIGHT, ROWS, WIDTH } from './windows';
import {
  cutGradient,
  cutImage,
  filledUp,
  joinGradients,
  joinResults,
  NUMBERS,
  tileRow,
} from './winograd-tiles';

/** Tiles that are multiplied together, or a few more. */
const TILES: i32 = 128;

/** Floats behind a matrix: rows of tiles are written in vectors; also, matrices do not begin at like addresses. */
const BEHIND: i32 = 16;

/** Tiles that cover so many results. */
function tilesFor(results: i32): i32 {
  return (results + 1) >> 1;
}

/** Tiles of an image. */
function tilesOf(rows: i32, columns: i32): i32 {
  return tilesFor(rows) * tilesFor(columns);
}

/** Images whose tiles are multiplied together. */
function imagesTogether(tiles: i32): i32 {
  return (TILES - 1) / tiles + 1;
}

/** Floats of a matrix, and behind it. */
function matrixOf(rows: i32, columns: i32): i32 {
  return rows * columns + BEHIND;
}

/** Floats of scratch that each of the kernels below wants. @param rows, @param columns of an image's results. */
export function winogradScratch(channels: i32, filters: i32, rows: i32, columns: i32): i32 {
  const tiles = tilesOf(rows, columns) * imagesTogether(tilesOf(rows, columns));
  const matrices = matrixOf(filters, channels) + matrixOf(channels, tiles) + matrixOf(filters, tiles);
  const products = max(gemmScratch(filters, tiles, channels), gemmScratch(channels, tiles, filters));
  // Planes are read to the end of three vectors.
  const rest = max((rows + 2) * (columns + 2) + 12, 3 * tileRow(columns));
  return NUMBERS * matrices + max(max(products, gemmScratch(filters, channels, tiles)), rest);
}

/** Where things are in scratch: matrices of filters, images and results, each nine, and room behind them. */
function filtersApart(windows: usize): usize {
  return (<usize>matrixOf(load<i32>(windows, FILTERS), load<i32>(windows, CHANNELS))) << 2;
}

function imagesApart(windows: usize, across: i32): usize {
  return (<usize>matrixOf(load<i32>(windows, CHANNELS), across)) << 2;
}

function resultsApart(windows: usize, across: i32): usize {
  return (<usize>matrixOf(load<i32>(windows, FILTERS), across)) << 2;
}

/** The filters as G g Gᵀ: nine matrices [filters, channels]. */
function cutFilters(filters: usize, count: i32, to: usize, apart: usize): void {
  for (; count > 0; count--, filters += 16, to += 4) {
    const a = load<f32>(filters);
    const b = load<f32>(filters, 4);
    const c = load<f32>(filters, 8);
    const d = load<f32>(filters, 12);
    let number = to;
    store<f32>(number, a);
    store<f32>((number += apart), a + b);
    store<f32>((number += apart), b);
    store<f32>((number += apart), a + c);
    store<f32>((number += apart), a + b + (c + d));
    store<f32>((number += apart), b + d);
    store<f32>((number += apart), c);
    store<f32>((number += apart), c + d);
    store<f32>((number += apart), d);
  }
}

/** Gradients by the filters from those by their nine numbers: Gᵀ m G. */
function joinFilters(from: usize, apart: usize, count: i32, gradient: usize): void {
  for (; count > 0; count--, from += 4, gradient += 16) {
    const m01 = load<f32>(from + apart);
    const m10 = load<f32>(from + 3 * apart);
    const m11 = load<f32>(from + 4 * apart);
    const m12 = load<f32>(from + 5 * apart);
    const m21 = load<f32>(from + 7 * apart);
    store<f32>(gradient, load<f32>(from) + m01 + (m10 + m11));
    store<f32>(gradient, m01 + load<f32>(from + 2 * apart) + (m11 + m12), 4);
    store<f32>(gradient, m10 + m11 + (load<f32>(from + 6 * apart) + m21), 8);
    store<f32>(gradient, m11 + m12 + (m21 + load<f32>(from + 8 * apart)), 12);
  }
}

/** The tiles of images `first` to `last` − 1: nine matrices [channels, tiles], whose rows are `across` long. */
function cutImages(
  x: usize,
  windows: usize,
  first: i32,
  last: i32,
  to: usize,
  across: i32,
  room: usize,
): void {
  const channels = load<i32>(windows, CHANNELS);
  const height = load<i32>(windows, HEIGHT);
  const width = load<i32>(windows, WIDTH);
  const tilesY = tilesFor(load<i32>(windows, ROWS));
  const tilesX = tilesFor(load<i32>(windows, COLUMNS));
  const down = (<usize>(2 * tilesX + 1)) << 2;
  const apart = imagesApart(windows, across);
  // Channel by channel: what is written behind a row of tiles is where the next ones belong.
  for (let channel = 0; channel < channels; channel++, to += (<usize>across) << 2) {
    let column = to;
    for (let image = first; image < last; image++, column += (<usize>(tilesY * tilesX)) << 2) {
      const own = x + ((<usize>((image * channels + channel) * height * width)) << 2);
      const plane = filledUp(own, height, width, 2 * tilesY + 1, 2 * tilesX + 1, room);
      cutImage(plane, down, tilesY, tilesX, column, apart);
    }
  }
}

/** As cutImages, of gradients by results: nine matrices [filters, tiles]. */
function cutGradients(
  upstream: usize,
  windows: usize,
  first: i32,
  last: i32,
  to: usize,
  across: i32,
  room: usize,
): void {
  const filters = load<i32>(windows, FILTERS);
  const rows = load<i32>(windows, ROWS);
  const columns = load<i32>(windows, COLUMNS);
  const tilesY = tilesFor(rows);
  const tilesX = tilesFor(columns);
  const apart = resultsApart(windows, across);
  for (let filter = 0; filter < filters; filter++, to += (<usize>across) << 2) {
    let column = to;
    for (let image = first; image < last; image++, column += (<usize>(tilesY * tilesX)) << 2) {
      const own = upstream + ((<usize>((image * filters + filter) * rows * columns)) << 2);
      const plane = filledUp(own, rows, columns, 2 * tilesY, 2 * tilesX, room);
      cutGradient(plane, (<usize>tilesX) << 3, tilesY, tilesX, column, apart);
    }
  }
}

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
