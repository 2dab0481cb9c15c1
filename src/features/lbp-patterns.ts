import { FoveaError } from '../core/errors.js';
import type { Image } from '../image/image.js';

/** The circle's points relative to the pixel: rows down, columns right. */
export interface Circle {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  /** Pixels around the image that the circle may reach. */
  readonly margin: number;
}

/** `points` points at distance `radius`, rounded to five decimals, the first to the right, counter-clockwise on screen. */
export function circleOffsets(points: number, radius: number): Circle {
  // scikit-image's radius is a C float.
  const r = Math.fround(radius);
  const angles = Float64Array.from({ length: points }, (_, p) => (2 * Math.PI * p) / points);
  return {
    rows: angles.map((angle) => roundTo5(-r * Math.sin(angle))),
    columns: angles.map((angle) => roundTo5(r * Math.cos(angle))),
    margin: Math.ceil(radius) + 1,
  };
}

/** As numpy's `round(x, 5)`, but for exact ties, which sines and cosines do not give at the fifth decimal. */
function roundTo5(x: number): number {
  return Math.round(x * 1e5) / 1e5;
}

/** Grey values in float64 with `margin` zeros on every side, so that no neighbour needs a test for the border. */
interface FramedGrey {
  readonly data: Float64Array;
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly stride: number;
}

function zeroFramed(grey: Image, margin: number): FramedGrey {
  const { width, height } = grey;
  const stride = width + 2 * margin;
  const data = new Float64Array(stride * (height + 2 * margin));
  for (let y = 0; y < height; y++)
    data.set(grey.data.subarray(y * width, (y + 1) * width), (y + margin) * stride + margin);
  for (let i = 0; i < data.length; i++)
    if (!Number.isFinite(data[i]!))
      throw new FoveaError(
        'BAD_DATA',
        `Expected finite grey values for lbp but received ${data[i]} at (${(i % stride) - margin}, ${Math.floor(i / stride) - margin}). Replace it first.`,
      );
  return { data, width, height, margin, stride };
}

/** One pattern a pixel, bit p for neighbour p. */
export function lbpPatterns(image: Image, circle: Circle): Uint32Array {
  const grey = zeroFramed(image, circle.margin);
  const { data, width, height, margin, stride } = grey;
  const found = new Uint32Array(width * height);
  const sampleRow = rowSampler(grey, circle);
  const samples = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    const centre = (y + margin) * stride + margin;
    for (let p = 0; p < circle.rows.length; p++) {
      sampleRow(y, p, samples);
      const bit = 1 << p;
      for (let x = 0; x < width; x++) if (samples[x]! - data[centre + x]! >= 0) found[y * width + x]! |= bit;
    }
  }
  return found;
}

/** The variance of each pixel's neighbours, biased, summed in the order of the points. */
export function lbpVariances(image: Image, circle: Circle): Float64Array {
  const grey = zeroFramed(image, circle.margin);
  const { width, height } = grey;
  const points = circle.rows.length;
  const found = new Float64Array(width * height);
  const sampleRow = rowSampler(grey, circle);
  const samples = new Float64Array(width);
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    squares.fill(0);
    for (let p = 0; p < points; p++) {
      sampleRow(y, p, samples);
      for (let x = 0; x < width; x++) {
        const value = samples[x]!;
        sums[x]! += value;
        squares[x]! += value * value;
      }
    }
    for (let x = 0; x < width; x++) {
      const variance = (squares[x]! - (sums[x]! * sums[x]!) / points) / points;
      found[y * width + x] = variance === 0 ? NaN : variance;
    }
  }
  return found;
}

/**
 * Fills `samples` with neighbour `p` of every pixel of row `y`.
 *
 * The fraction between two pixels is that of the absolute coordinate, (x + offset) − ⌊x + offset⌋: its last
 * digits depend on x, and with them, on ties, the bit. Hence one table of fractions a point.
 */
function rowSampler(grey: FramedGrey, { rows, columns }: Circle) {
  const { data, width, margin, stride } = grey;
  const fractions = Array.from(columns, (offset) =>
    Float64Array.from({ length: width }, (_, x) => x + offset - Math.floor(x + offset)),
  );
  return (y: number, p: number, samples: Float64Array): void => {
    const row = y + rows[p]!;
    const down = row - Math.floor(row);
    const above = (Math.floor(row) + margin) * stride + margin + Math.floor(columns[p]!);
    const below = (Math.ceil(row) + margin) * stride + margin + Math.floor(columns[p]!);
    const right = fractions[p]!;
    if (down === 0 && Number.isInteger(columns[p]!)) {
      for (let x = 0; x < width; x++) samples[x] = data[above + x]!;
      return;
    }
    for (let x = 0; x < width; x++) {
      const across = right[x]!;
      const top = (1 - across) * data[above + x]! + across * data[above + x + 1]!;
      const bottom = (1 - across) * data[below + x]! + across * data[below + x + 1]!;
      samples[x] = (1 - down) * top + down * bottom;
    }
  };
}
