import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ndarray } from '../../src/core/ndarray.js';
import { arrayOfDtype, type Dtype } from '../../src/formats/dtype.js';
import { readNpy, writeNpy } from '../../src/formats/npy.js';
import { npyHeader } from '../../src/formats/npy-header.js';
import { hasNumpy, numpyFolder } from './numpy.js';

/** A `.npy` file with any header, for files that Fovea itself would never write. */
function npyOf(header: string, body: ArrayLike<number>, version = 1): Uint8Array {
  const text = new TextEncoder().encode(header);
  const length =
    version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.from([
    0x93,
    ...new TextEncoder().encode('NUMPY'),
    version,
    0,
    ...length,
    ...text,
    ...Array.from(body),
  ]);
}
const header = (descr: string, shape: string, fortran = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`;

describe('.npy', () => {
  it('writes a matrix of two rows with a 128-byte header and the numbers after it', () => {
    const bytes = writeNpy(ndarray(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]));
    expect(bytes.length).toBe(128 + 24);
    expect(new TextDecoder('latin1').decode(bytes.subarray(10, 70))).toBe(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } ",
    );
    expect(bytes[127]).toBe(10);
    expect(new DataView(bytes.buffer).getFloat32(128 + 20, true)).toBe(6);
  });

  it('gives back every array that it wrote, of any type and shape', () => {
    const arrays = fc
      .record({
        dtype: fc.constantFrom(...(Object.keys(arrayOfDtype) as Dtype[])),
        shape: fc.array(fc.nat(4), { maxLength: 4 }),
      })
      .map(({ dtype, shape }) => {
        const data = new arrayOfDtype[dtype](shape.reduce((a, b) => a * b, 1));
        return ndarray(
          data.map((_, i) => i * 1.37 - 3),
          shape,
        );
      });
    fc.assert(
      fc.property(arrays, (array) => {
        const back = readNpy(writeNpy(array));
        expect(back).toEqual(array);
        expect(back.data.constructor).toBe(array.data.constructor);
      }),
    );
  });

  it('keeps NaN, infinities and minus zero', () => {
    const data = Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY, -0, Number.MIN_VALUE);
    expect(Object.is(readNpy(writeNpy(ndarray(data, [4]))).data[2], -0)).toBe(true);
    expect(readNpy(writeNpy(ndarray(data, [4]))).data).toEqual(data);
  });

  it('reads from bytes at any offset of a larger buffer', () => {
    const inner = writeNpy(ndarray(Float64Array.of(1.5, -2.25), [2]));
    for (let offset = 0; offset < 8; offset++) {
      const outer = new Uint8Array(inner.length + 16).fill(99);
      outer.set(inner, offset);
      expect(readNpy(outer.subarray(offset, offset + inner.length)).data).toEqual(
        Float64Array.of(1.5, -2.25),
      );
    }
  });

  it('has a header whose length does not depend on the number of rows', () => {
    const lengths = [0, 7, 12_345, 4_000_000_000].map((rows) => npyHeader('f4', [rows, 311_364]).length);
    expect(new Set(lengths)).toEqual(new Set([128]));
  });

  it('reads formats 2.0 and 3.0, and shapes written by Python 2', () => {
    for (const version of [2, 3])
      expect(readNpy(npyOf(header('<u2', '(2,)'), [1, 0, 0, 1], version)).data).toEqual(
        Uint16Array.of(1, 256),
      );
    expect(readNpy(npyOf(header('|u1', '(2L, 1L)'), [8, 9]))).toEqual(ndarray(Uint8Array.of(8, 9), [2, 1]));
  });

  it('reads bool as 0 and 1, and the other byte order', () => {
    expect(readNpy(npyOf(header('|b1', '(3,)'), [1, 0, 1])).data).toEqual(Uint8Array.of(1, 0, 1));
    expect(readNpy(npyOf(header('>i2', '(2,)'), [1, 2, 255, 255])).data).toEqual(Int16Array.of(258, -1));
  });

  it('leaves the bytes that it reads from as they are, also those of a Buffer', () => {
    for (const bytes of [
      npyOf(header('>i2', '(2,)'), [1, 2, 3, 4]),
      writeNpy(ndarray(Int16Array.of(1, 2), [2])),
    ]) {
      const buffer = Buffer.from(bytes);
      readNpy(buffer).data.fill(0);
      expect(new Uint8Array(buffer)).toEqual(bytes);
    }
  });

  it('reads int64 as 32-bit integers where they fit and refuses them where not', () => {
    const bytes = (...values: bigint[]) => new Uint8Array(BigInt64Array.from(values).buffer);
    const limits = bytes(-(2n ** 31n), 2n ** 31n - 1n, -1n);
    expect(readNpy(npyOf(header('<i8', '(3,)'), limits)).data).toEqual(
      Int32Array.of(-2147483648, 2147483647, -1),
    );
    for (const value of [2n ** 31n, -(2n ** 31n) - 1n, 2n ** 32n])
      expect(() => readNpy(npyOf(header('<i8', '(1,)'), bytes(value)), 'labels.npy')).toThrow(
        /32 bits in labels\.npy .*np\.float64/,
      );
  });

  it('names the file and the remedy for what it does not read', () => {
    const body = new Uint8Array(8);
    const cases: [Uint8Array, RegExp][] = [
      [npyOf(header('<f4', '(1, 2)', 'True'), body), /np\.ascontiguousarray/],
      [npyOf(header('|O', '(1,)'), body), /Pickled objects are never read/],
      [npyOf(header('<c8', '(1,)'), body), /dtype '<c8'/],
      [npyOf(header('<f2', '(4,)'), body), /dtype '<f2'.*np\.float32/],
      [npyOf(header('<f4', '(3,)'), body), /12 bytes.*received 8.*cut off/],
      [npyOf(header('<f4', '(1,)'), body), /4 bytes.*received 8.*one array a file/],
      [npyOf("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", body), /structured array/],
      [npyOf("{'shape': (1,)}", body), /header with descr/],
      [npyOf(header('<f4', '(2,)'), body, 9), /format 1, 2 or 3/],
      [npyOf(header('<f4', '(2,)'), []).subarray(0, 40), /cut off/],
      [npyOf(header('<f4', `(${'9007199254740991, '.repeat(30)}0)`), body), /cut off|one array/],
      [new TextEncoder().encode('path,f0,f1\n'), /a \.npy file/],
      [new Uint8Array(0), /a \.npy file/],
    ];
    for (const [bytes, message] of cases) {
      expect(() => readNpy(bytes, 'features.npy')).toThrow(message);
      expect(() => readNpy(bytes, 'features.npy')).toThrow(
        expect.objectContaining({ code: 'BAD_FILE', file: 'features.npy' }),
      );
    }
  });

  it('refuses a file cut off anywhere', () => {
    const whole = writeNpy(ndarray(Int16Array.of(1, 2, 3), [3]));
    for (let length = 0; length < whole.length; length++)
      expect(() => readNpy(whole.subarray(0, length))).toThrow(expect.objectContaining({ code: 'BAD_FILE' }));
  });
});

describe.skipIf(!hasNumpy)('.npy and NumPy (skipped where python3 has no numpy)', () => {
  const { folder, run } = numpyFolder();
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads what NumPy saves, and saves the very same bytes', () => {
    run(`for t in 'f4 f8 u1 i1 u2 i2 u4 i4'.split():
    np.save(t, (np.arange(24) * 7 - (5 if t[0] != 'u' else 0)).astype(t).reshape(2, 3, 4))`);
    for (const dtype of Object.keys(arrayOfDtype) as Dtype[]) {
      const bytes = new Uint8Array(readFileSync(join(folder, `${dtype}.npy`)));
      const values = Array.from({ length: 24 }, (_, i) => i * 7 - (dtype.startsWith('u') ? 0 : 5));
      const array = ndarray(arrayOfDtype[dtype].from(values), [2, 3, 4]);
      expect(readNpy(bytes)).toEqual(array);
      expect(writeNpy(array)).toEqual(bytes);
    }
  });

  it('writes what NumPy loads', () => {
    writeFileSync(join(folder, 'ours.npy'), writeNpy(ndarray(Float32Array.of(1.5, 2, -3), [1, 3, 1])));
    expect(run("a = np.load('ours.npy'); print(a.dtype, a.shape, a.ravel())")).toBe(
      'float32 (1, 3, 1) [ 1.5  2.  -3. ]',
    );
  });
});
