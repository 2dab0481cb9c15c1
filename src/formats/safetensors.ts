import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import { arrayOfDtype, bytesOf, type Dtype, dtypeOf, numbersFrom } from './dtype.js';
import { type HeaderEntry, readSafetensorsHeader } from './safetensors-header.js';

/** Named arrays and the file's own remarks, as safetensors holds them. */
export interface Safetensors {
  readonly tensors: Readonly<Record<string, NdArray>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Safetensors' names of the dtypes of `NdArray`. */
const names: Readonly<Record<Dtype, string>> = {
  f4: 'F32',
  f8: 'F64',
  u1: 'U8',
  i1: 'I8',
  u2: 'U16',
  i2: 'I16',
  u4: 'U32',
  i4: 'I32',
};

/**
 * Named arrays as the bytes of a safetensors file: `u64le N | N bytes of JSON, padded with spaces | numbers`.
 * The widest types come first, then by name, as the reference writer does, so that every array lies aligned and
 * the order in which the arrays were given does not matter.
 * Reference: https://github.com/huggingface/safetensors (format).
 */
export function writeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  const sorted = Object.entries(tensors).sort(
    ([a, x], [b, y]) => widthOf(y) - widthOf(x) || (a < b ? -1 : 1),
  );
  const header: [string, unknown][] = Object.keys(metadata).length > 0 ? [['__metadata__', metadata]] : [];
  let end = 0;
  for (const [name, { data, shape }] of sorted) {
    if (name === '__metadata__')
      throw new FoveaError('BAD_DATA', "Expected another name for a tensor than '__metadata__'. Rename it.");
    const data_offsets = [end, (end += data.byteLength)];
    header.push([name, { dtype: names[dtypeOf(data)], shape, data_offsets }]);
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const dataStart = 8 + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(dataStart + end).fill(0x20, 8, dataStart);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(dataStart - 8), true);
  bytes.set(json, 8);
  let position = dataStart;
  for (const [, { data }] of sorted) {
    bytes.set(bytesOf(data), position);
    position += data.byteLength;
  }
  return bytes;
}

/**
 * Reads the bytes of a safetensors file; the numbers are copied.
 * @param file the name for error messages.
 * @throws BAD_FILE for anything else, missing or trailing bytes, arrays that overlap or leave holes, shapes that do
 * not fit their bytes, a header over 100 MB, and types that `NdArray` lacks (F16, BF16, I64, U64, BOOL).
 */
export function readSafetensors(bytes: Uint8Array, file = 'the safetensors data'): Safetensors {
  const { entries, metadata, dataStart } = readSafetensorsHeader(bytes, file);
  const body = bytes.subarray(dataStart);
  const tensors = entries.map((entry) => [entry.name, tensorOf(entry, body, file)] as const);
  return { tensors: Object.fromEntries(tensors), metadata };
}

function tensorOf({ name, dtype, shape, begin, end }: HeaderEntry, body: Uint8Array, file: string): NdArray {
  const type = (Object.keys(names) as Dtype[]).find((key) => names[key] === dtype);
  if (!type)
    throw new FoveaError(
      'BAD_FILE',
      `Expected one of ${Object.values(names).join(', ')} for tensor '${name}' in ${file} but received ${dtype}. Convert it to F32 before saving.`,
      { file },
    );
  const expected = shape.reduce((size, length) => size * length, arrayOfDtype[type].BYTES_PER_ELEMENT);
  if (expected !== end - begin)
    throw new FoveaError(
      'BAD_FILE',
      `Expected ${expected} bytes for tensor '${name}' of shape [${shape.join(', ')}] in ${file} but received ${end - begin}. The file is damaged.`,
      { file },
    );
  return { data: numbersFrom(body.subarray(begin, end), type), shape };
}

const widthOf = ({ data }: NdArray): number => data.BYTES_PER_ELEMENT;
