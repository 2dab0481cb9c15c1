import type { NumericArray } from '../core/ndarray.js';

/** The number types of `NdArray`, as NumPy spells them. */
export type Dtype = 'f4' | 'f8' | 'u1' | 'i1' | 'u2' | 'i2' | 'u4' | 'i4';

interface TypedArrayConstructor {
  from(values: ArrayLike<number>): NumericArray;
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): NumericArray;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): NumericArray;
}

/** The typed array of each dtype. */
export const arrayOfDtype: Readonly<Record<Dtype, TypedArrayConstructor>> = {
  f4: Float32Array,
  f8: Float64Array,
  u1: Uint8Array,
  i1: Int8Array,
  u2: Uint16Array,
  i2: Int16Array,
  u4: Uint32Array,
  i4: Int32Array,
};

/** The dtype of a typed array. */
export function dtypeOf(data: NumericArray): Dtype {
  for (const [dtype, Typed] of Object.entries(arrayOfDtype)) if (data instanceof Typed) return dtype as Dtype;
  throw new TypeError(`Expected a numeric typed array but received ${Object.prototype.toString.call(data)}.`);
}

/** The bytes behind a typed array, as a view of the same memory. */
export const bytesOf = (data: NumericArray): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** Numbers out of little-endian bytes: a copy, so any alignment will do. `bytes` must be whole elements. */
export function numbersFrom(bytes: Uint8Array, dtype: Dtype): NumericArray {
  const Typed = arrayOfDtype[dtype];
  const data = new Typed(bytes.length / Typed.BYTES_PER_ELEMENT);
  bytesOf(data).set(bytes);
  return data;
}
