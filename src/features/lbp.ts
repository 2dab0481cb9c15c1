import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import { choice, integer, number, type OptionsOf, resolveOptions } from '../core/options.js';
import type { Image } from '../image/image.js';
import { lumaOption, toGrey } from '../image/luma.js';
import { lbpCoder, lbpMethods } from './lbp-codes.js';

/** The options of `lbp`. */
export const lbpCodeOptions = {
  points: integer({ default: 8, min: 2, max: 31, describe: 'P: neighbours on the circle' }),
  radius: number({ default: 1, min: 0.1, max: 100, describe: 'R: radius of the circle, in pixels' }),
  method: choice({
    choices: lbpMethods,
    default: 'nri-uniform',
    describe: 'how the pattern of a pixel becomes its code',
  }),
  luma: lumaOption,
};

export type LbpOptions = Partial<OptionsOf<typeof lbpCodeOptions>>;

/**
 * Local binary patterns: how each pixel compares with a circle of neighbours.
 *
 * 1. Neighbour p of P lies at angle 2πp/P, counter-clockwise on screen from the right, at distance R; its
 *    offset is rounded to five decimals. Between pixels it is interpolated bilinearly; outside the image
 *    everything is 0.
 * 2. Bit p of the pattern is 1 where neighbour p is at least as bright as the pixel.
 * 3. The pattern becomes a code:
 *
 * | method | code | codes |
 * |---|---|---|
 * | `default` | the pattern itself, bit 0 the neighbour to the right | 2^P |
 * | `ror` | the smallest of the pattern's P rotations: invariant to rotation | 2^P, few of them used |
 * | `uniform` | the number of ones if at most 2 neighbouring bits differ, else P + 1: invariant to rotation | P + 2 |
 * | `nri-uniform` | one code for each pattern of at most 2 changes, one for all others: not invariant | P(P − 1) + 3 |
 * | `var` | variance of the neighbours, in squared grey levels; NaN where they are all equal | real numbers |
 *
 * Input: grey as it is, RGB through `luma`. Output: `[height, width]`, Uint32Array, for `var` Float64Array.
 *
 * Source: T. Ojala, M. Pietikäinen, T. Mäenpää, "Multiresolution gray-scale and rotation invariant texture
 * classification with local binary patterns", PAMI 24(7), 2002, doi:10.1109/TPAMI.2002.1017623; `nri-uniform`:
 * T. Ahonen, A. Hadid, M. Pietikäinen, PAMI 28(12), 2006, doi:10.1109/TPAMI.2006.244.
 *
 * Differences from scikit-image's `local_binary_pattern(image, P, R, method)`: none in the codes. It calls
 * `nri-uniform` `nri_uniform`, defaults to `default`, and gives float64 throughout; there, too, the radius is
 * held in float32. Differences from the paper: the border is coded as well (with 0 outside), not left out.
 *
 * @throws BAD_OPTION; BAD_SHAPE for other than 1 or 3 channels; BAD_DATA when a pixel is NaN or infinite.
 */
export function lbp(image: Image, options: LbpOptions = {}): NdArray<Uint32Array | Float64Array> {
  const { points, radius, method, luma } = resolveOptions('lbp', lbpCodeOptions, options);
  const { width, height } = image;
  const circle = circleOffsets(points, radius);
  const grey = zeroFramed(toGrey(image, luma), Math.ceil(radius) + 1);
  if (method === 'var') return { data: variances(grey, circle), shape: [height, width] };
  const codes = patterns(grey, circle);
  const code = lbpCoder(method, points);
  for (let i = 0; i < codes.length; i++) codes[i] = code(codes[i]!);
  return { data: codes, shape: [height, width] };
}

/** The circle's points relative to the pixel: rows down, columns right. */
interface Circle {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

function circleOffsets(points: number, radius: number): Circle {
  // scikit-image's radius is a C float.
  const r = Math.fround(radius);
  const angles = Float64Array.from({ length: points }, (_, p) => (2 * Math.PI * p) / points);
  return {
    rows: angles.map((angle) => roundTo5(-r * Math.sin(angle))),
    columns: angles.map((angle) => roundTo5(r * Math.cos(angle))),
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
function patterns(grey: FramedGrey, circle: Circle): Uint32Array {
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
function variances(grey: FramedGrey, circle: Circle): Float64Array {
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
