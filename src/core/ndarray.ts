import { FoveaError } from './errors.js';

/** The number types an array of Fovea may hold. */
export type NumericArray =
  | Float32Array
  | Float64Array
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Int32Array
  | Uint32Array;

/**
 * The one carrier of numbers: a flat, row-major typed array and its shape.
 * `shape[0]` is the outermost axis; the last axis is contiguous.
 */
export interface NdArray<T extends NumericArray = NumericArray> {
  readonly data: T;
  readonly shape: readonly number[];
}

/** The number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * Wraps `data` (no copy) as an array of the given shape.
 * @throws BAD_SHAPE when the shape does not hold exactly `data.length` elements.
 */
export function ndarray<T extends NumericArray>(data: T, shape: readonly number[]): NdArray<T> {
  if (sizeOf(shape) !== data.length)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected ${sizeOf(shape)} values for shape [${shape.join(', ')}] but received ${data.length}.`,
    );
  return { data, shape };
}

/** Row `i` of an array along its first axis, as a view of the same memory. */
export function row<T extends NumericArray>(array: NdArray<T>, i: number): T {
  const stride = sizeOf(array.shape.slice(1));
  return array.data.subarray(i * stride, (i + 1) * stride) as T;
}

/**
 * Stacks vectors of equal length into a `[rows.length, length]` array (a copy).
 * @throws BAD_SHAPE when the lengths differ, naming the first row that does.
 */
export function stack(rows: readonly ArrayLike<number>[]): NdArray<Float32Array> {
  const width = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * width);
  rows.forEach((values, i) => {
    if (values.length !== width)
      throw new FoveaError(
        'BAD_SHAPE',
        `Expected every row to have ${width} values, as row 0, but row ${i} has ${values.length}.`,
      );
    data.set(values, i * width);
  });
  return { data, shape: [rows.length, width] };
}

/** The given rows of an array along its first axis, in the given order (a copy). */
export function takeRows<T extends NumericArray>(array: NdArray<T>, indices: ArrayLike<number>): NdArray<T> {
  const stride = sizeOf(array.shape.slice(1));
  const data = new (array.data.constructor as new (length: number) => T)(indices.length * stride);
  for (let i = 0; i < indices.length; i++) data.set(row(array, indices[i]!), i * stride);
  return { data, shape: [indices.length, ...array.shape.slice(1)] };
}
