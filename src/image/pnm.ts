import { FoveaError } from '../core/errors.js';
import { type Image, imageFrom } from './image.js';

/**
 * Whether bytes begin as a portable grey or pixel map does: `P2`, `P3` (decimals), `P5` or `P6` (binary), then a space.
 * Lowe's SIFT program, VLFeat and older data sets speak this format.
 */
export function isPnm(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && [0x32, 0x33, 0x35, 0x36].includes(bytes[1]!) && isSpace(bytes[2]);
}

/**
 * Reads a portable grey map (`P2`, `P5`) as 1 channel or a pixel map (`P3`, `P6`) as 3. Values are scaled from 0–maxval
 * to 0–255, rounded; maxval 65535 stays 16-bit. Of several images in one file the first is read.
 * Reference: the netpbm manual, pgm(5) and ppm(5).
 * @throws BAD_IMAGE for a broken header or missing pixels; LIMIT for more than `maxPixels`.
 */
export function decodePnm(
  bytes: Uint8Array,
  { maxPixels, file }: { maxPixels: number; file?: string | undefined },
): Image<Uint8Array | Uint16Array> {
  const name = file ?? 'the data given';
  const refuse = (reason: string) =>
    new FoveaError('BAD_IMAGE', `Expected a whole PGM or PPM image but ${name} ${reason}.`, { file });
  const format = bytes[1]! - 0x30;
  const channels = format % 3 === 0 ? 3 : 1;
  const numbers = new Decimals(bytes, 2);
  const [width, height, full] = [numbers.next(), numbers.next(), numbers.next()];
  if (!(width > 0 && height > 0 && full > 0 && full < 65536))
    throw refuse('has no width, height and maxval (1 to 65535) in its header');
  if (width * height > maxPixels)
    throw new FoveaError(
      'LIMIT',
      `Expected at most ${maxPixels} pixels but ${name} has ${width}×${height}. Raise maxPixels if it is to be trusted.`,
      { file },
    );
  const count = width * height * channels;
  const isText = format < 4;
  const wide = full > 255 ? 2 : 1;
  // Exactly one space follows the header; then every decimal takes a digit and a space at least.
  const left = isText
    ? Math.ceil((bytes.length - numbers.position) / 2)
    : (bytes.length - numbers.position - 1) / wide;
  if (left < count) throw refuse(`holds fewer than the ${count} values its header says`);
  const data = full === 65535 ? new Uint16Array(count) : new Uint8Array(count);
  const top = full === 65535 ? 65535 : 255;
  for (let i = 0, p = numbers.position + 1; i < count; i++, p += wide) {
    const value = isText ? numbers.next() : wide === 1 ? bytes[p]! : bytes[p]! * 256 + bytes[p + 1]!;
    if (!(value <= full))
      throw refuse(
        `has ${Number.isNaN(value) ? 'nothing' : value} for value ${i}, where 0 to ${full} can be`,
      );
    data[i] = top === full ? value : Math.round((value * top) / full);
  }
  return imageFrom(data, { width, height, channels });
}

/** Decimals between spaces and comments (`#` to the end of the line); NaN where there is none. */
class Decimals {
  readonly #bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = bytes;
    this.position = position;
  }

  next(): number {
    const bytes = this.#bytes;
    while (isSpace(bytes[this.position]) || bytes[this.position] === 0x23) {
      if (bytes[this.position] === 0x23)
        while (this.position < bytes.length && bytes[this.position] !== 0x0a) this.position++;
      else this.position++;
    }
    const start = this.position;
    let value = 0;
    for (let digit = bytes[start]! - 48; digit >= 0 && digit <= 9; digit = bytes[++this.position]! - 48)
      value = value * 10 + digit;
    return this.position > start ? value : Number.NaN;
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || (byte !== undefined && byte >= 0x09 && byte <= 0x0d);
}
