import { describeValue, FoveaError } from '../core/errors.js';
import { unfilled } from '../kernels/unfilled.js';
import type { Image, PixelArray } from './image.js';

/** The option of conversions and filters to write into an image that the caller keeps. */
export interface ResultOptions<T extends PixelArray = PixelArray> {
  /**
   * Where the result goes, and what is returned: of the result's size, channels and number type, in memory apart
   * from the input's. Its pixels are overwritten. Without it the result is a new image.
   *
   * It pays in loops over images of one size: memory of a new image is mapped page by page at the first write, and
   * Node gives it back late, which costs simple conversions more time than their arithmetic.
   */
  readonly out?: Image<T> | undefined;
}

/** What holds the numbers of a result. */
export interface PixelArrayType<T extends PixelArray> {
  readonly name: string;
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer): T;
}

/** The number type of pixels; of Node's `Buffer` too, which is an array of bytes. */
export function arrayTypeOf<T extends PixelArray>(data: T): PixelArrayType<T> {
  return (data instanceof Uint8Array ? Uint8Array : data.constructor) as unknown as PixelArrayType<T>;
}

/**
 * The image that a result is written to from end to end: `out` where it is given, else a new one, with whatever was
 * in its memory before.
 * @param size of the result, and its number type.
 * @param input what must not be overwritten while it is read.
 * @throws BAD_SHAPE when `out` is of another size or type; BAD_OPTION when it shares memory with `input`.
 */
export function resultImage<T extends PixelArray>(
  size: { width: number; height: number; channels: number; type: PixelArrayType<T> },
  { out, input }: { out: Image<T> | undefined; input: Image },
): Image<T> {
  const { width, height, channels, type } = size;
  const length = width * height * channels;
  if (out === undefined)
    return { data: new type(unfilled(length * type.BYTES_PER_ELEMENT)), width, height, channels };
  const isOfSize = out?.width === width && out.height === height && out.channels === channels;
  if (!isOfSize || !(out.data instanceof type) || out.data.length !== length)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected ${described(size, type.name, length)} for out but received ${describedOut(out)}. Leave it out once: what is then returned fits.`,
    );
  if (overlap(out.data, input.data))
    throw new FoveaError(
      'BAD_OPTION',
      'Expected an image with memory of its own for out but received one that shares memory with the input. Give another.',
    );
  return out;
}

function described(
  { width, height, channels }: Omit<Image, 'data'>,
  type: string | undefined,
  length: number | undefined,
): string {
  return `${width}×${height} pixels of ${channels} ${channels === 1 ? 'channel' : 'channels'} in a ${type} of ${length}`;
}

function describedOut(out: Image | null): string {
  const { data } = out ?? {};
  return out && ArrayBuffer.isView(data)
    ? described(out, data.constructor.name, data.length)
    : describeValue(out);
}

function overlap(a: PixelArray, b: PixelArray): boolean {
  const beginsBeforeEndOf = (one: PixelArray, other: PixelArray) =>
    one.byteOffset < other.byteOffset + other.byteLength;
  return a.buffer === b.buffer && beginsBeforeEndOf(a, b) && beginsBeforeEndOf(b, a);
}
