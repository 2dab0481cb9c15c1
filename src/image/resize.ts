import { describeValue, FoveaError } from '../core/errors.js';
import { type Image, imageFrom, type PixelArray } from './image.js';

/**
 * Resizes to exactly `width` × `height`, each axis by itself:
 * - where it shrinks, every new pixel is the average of the old area it covers (OpenCV `INTER_AREA`), so that fine
 *   patterns fade instead of turning into other patterns;
 * - where it grows, linear interpolation with pixel centres at half-integers (OpenCV `INTER_LINEAR`): new pixel `i`
 *   looks at `(i + 0.5) · from / to − 0.5`, and the border pixel continues outwards.
 *
 * The number type stays; integers are rounded half up. 8-bit results are within 1 of OpenCV's, which rounds its
 * weights to 11 bits. Differences from OpenCV: an axis that shrinks beside one that grows is still averaged.
 *
 * @throws BAD_OPTION for a size that is not two positive integers.
 */
export function resizeImage<T extends PixelArray>(
  image: Image<T>,
  size: { readonly width: number; readonly height: number },
): Image<T> {
  const { width, height } = size;
  for (const [name, value] of Object.entries({ width, height })) {
    if (!Number.isInteger(value) || value < 1)
      throw new FoveaError(
        'BAD_OPTION',
        `Expected a positive integer for ${name} but received ${describeValue(value)}.`,
      );
  }
  const { data, channels } = image;
  const across = axisWeights(image.width, width);
  const down = axisWeights(image.height, height);
  const Pixels = data.constructor as new (length: number) => T;
  const result = new Pixels(width * height * channels);
  const half = data instanceof Uint8Array || data instanceof Uint16Array ? 0.5 : 0;
  const sum = new Float64Array(width * channels);
  // One output line never asks for lines older than the two last ones of the line before it.
  const lines = [new Float64Array(sum.length), new Float64Array(sum.length)];
  const held = [-1, -1];
  for (let y = 0; y < height; y++) {
    sum.fill(half);
    for (let tap = 0; tap < down.taps; tap++) {
      const weight = down.weights[y * down.taps + tap]!;
      if (weight === 0) continue;
      const from = down.first[y]! + tap;
      const line = lines[from & 1]!;
      if (held[from & 1] !== from) {
        resizeLine(image, from, { across, line });
        held[from & 1] = from;
      }
      for (let i = 0; i < sum.length; i++) sum[i]! += weight * line[i]!;
    }
    // Integer arrays drop the fraction: with the half added above, this rounds.
    for (let i = 0, p = y * sum.length; i < sum.length; i++, p++) result[p] = sum[i]!;
  }
  return imageFrom(result, { width, height, channels });
}

/** Which old pixels make a new one: `weights[i · taps + k]` of pixel `first[i] + k`. */
interface AxisWeights {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float64Array;
}

function axisWeights(from: number, to: number): AxisWeights {
  if (to === from) return areaWeights(from, to, 1);
  return to < from ? areaWeights(from, to, Math.ceil(from / to) + 1) : linearWeights(from, to);
}

function areaWeights(from: number, to: number, taps: number): AxisWeights {
  const first = new Int32Array(to);
  const weights = new Float64Array(to * taps);
  for (let i = 0; i < to; i++) {
    // Multiply before dividing: the ends of integer shrinks are then exact.
    const start = (i * from) / to;
    const end = ((i + 1) * from) / to;
    first[i] = Math.floor(start);
    for (let k = 0; k < taps; k++) {
      const pixel = first[i]! + k;
      const covered = Math.min(end, pixel + 1) - Math.max(start, pixel);
      weights[i * taps + k] = covered > 0 && pixel < from ? covered / (end - start) : 0;
    }
  }
  return { taps, first, weights };
}

function linearWeights(from: number, to: number): AxisWeights {
  const first = new Int32Array(to);
  const weights = new Float64Array(to * 2);
  for (let i = 0; i < to; i++) {
    const centre = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    first[i] = Math.floor(centre);
    weights[i * 2 + 1] = centre - first[i]!;
    weights[i * 2] = 1 - weights[i * 2 + 1]!;
  }
  return { taps: 2, first, weights };
}

interface Line {
  readonly across: AxisWeights;
  readonly line: Float64Array;
}

function resizeLine(image: Image, y: number, { across, line }: Line): void {
  if (image.channels === 3) resizeRgbLine(image, y, { across, line });
  else
    for (let c = 0; c < image.channels; c++)
      resizeChannelLine(image, y * image.width * image.channels + c, { across, line: line.subarray(c) });
}

/** Three sums at once: every weight is read once for a pixel. */
function resizeRgbLine({ data, width }: Image, y: number, { across, line }: Line): void {
  const { taps, first, weights } = across;
  for (let x = 0, w = 0; x < first.length; x++) {
    let r = 0;
    let g = 0;
    let b = 0;
    for (let k = 0, p = (y * width + first[x]!) * 3; k < taps; k++, w++, p += 3) {
      const weight = weights[w]!;
      if (weight === 0) continue;
      r += weight * data[p]!;
      g += weight * data[p + 1]!;
      b += weight * data[p + 2]!;
    }
    line[x * 3] = r;
    line[x * 3 + 1] = g;
    line[x * 3 + 2] = b;
  }
}

function resizeChannelLine({ data, channels }: Image, start: number, { across, line }: Line): void {
  const { taps, first, weights } = across;
  for (let x = 0, w = 0; x < first.length; x++) {
    let value = 0;
    for (let k = 0, p = start + first[x]! * channels; k < taps; k++, w++, p += channels) {
      const weight = weights[w]!;
      if (weight !== 0) value += weight * data[p]!;
    }
    line[x * channels] = value;
  }
}
