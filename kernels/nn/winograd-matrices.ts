// The matrices of Winograd's products (winograd.ts), nine of each: of filters [filters, channels], of images' tiles
// [channels, tiles], of results' tiles [filters, tiles].
import { gemmScratch } from './gemm';
import { CHANNELS, COLUMNS, FILTERS, HEIGHT, ROWS, WIDTH } from './windows';
import { cutGradient, cutImage, filledUp, NUMBERS, tileRow } from './winograd-tiles';

/** Tiles that are multiplied together, or a few more. */
const TILES: i32 = 128;

/** Floats behind a matrix: rows of tiles are written in vectors; also, matrices do not begin at like addresses. */
const BEHIND: i32 = 16;

/** Tiles that cover so many results. */
export function tilesFor(results: i32): i32 {
  return (results + 1) >> 1;
}

/** Tiles of an image. */
export function tilesOf(rows: i32, columns: i32): i32 {
  return tilesFor(rows) * tilesFor(columns);
}

/** Images whose tiles are multiplied together. */
export function imagesTogether(tiles: i32): i32 {
  return (TILES - 1) / tiles + 1;
}

/** Floats of a matrix, and behind it. */
function matrixOf(rows: i32, columns: i32): i32 {
  return rows * columns + BEHIND;
}

/** Floats of scratch that each of winograd.ts's kernels wants. @param rows, @param columns of an image's results. */
export function winogradScratch(channels: i32, filters: i32, rows: i32, columns: i32): i32 {
  const tiles = tilesOf(rows, columns) * imagesTogether(tilesOf(rows, columns));
  const matrices = matrixOf(filters, channels) + matrixOf(channels, tiles) + matrixOf(filters, tiles);
  const products = max(gemmScratch(filters, tiles, channels), gemmScratch(channels, tiles, filters));
  // Planes are read to the end of three vectors.
  const rest = max((rows + 2) * (columns + 2) + 12, 3 * tileRow(columns));
  return NUMBERS * matrices + max(max(products, gemmScratch(filters, channels, tiles)), rest);
}

/** Bytes from one matrix of filters to the next. */
export function filtersApart(windows: usize): usize {
  return (<usize>matrixOf(load<i32>(windows, FILTERS), load<i32>(windows, CHANNELS))) << 2;
}

/** Bytes from one matrix of images to the next. @param across columns, of all images together. */
export function imagesApart(windows: usize, across: i32): usize {
  return (<usize>matrixOf(load<i32>(windows, CHANNELS), across)) << 2;
}

/** Bytes from one matrix of results to the next. */
export function resultsApart(windows: usize, across: i32): usize {
  return (<usize>matrixOf(load<i32>(windows, FILTERS), across)) << 2;
}

/** The filters as G g Gᵀ: nine matrices [filters, channels]. */
export function cutFilters(filters: usize, count: i32, to: usize, apart: usize): void {
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
export function joinFilters(from: usize, apart: usize, count: i32, gradient: usize): void {
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
export function cutImages(
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
export function cutGradients(
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
