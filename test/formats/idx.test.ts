import { describe, expect, it } from 'vitest';
import { readIdx } from '../../src/formats/idx.js';

describe('idx', () => {
  it('reads two images of 2×3 pixels', () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255];
    const bytes = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, ...numbers]);
    expect(readIdx(bytes)).toEqual({ data: Uint8Array.from(numbers), shape: [2, 2, 3] });
  });

  it('reads from a view that begins inside a larger buffer', () => {
    const bytes = Uint8Array.from([9, 9, 9, 0, 0, 8, 1, 0, 0, 0, 2, 5, 6]);
    expect(readIdx(bytes.subarray(3))).toEqual({ data: Uint8Array.of(5, 6), shape: [2] });
  });

  it('refuses other formats, other types and wrong lengths, naming the file', () => {
    const cases: [number[], RegExp][] = [
      [[], /an idx file/],
      [[0x1f, 0x8b, 8, 0, 0], /an idx file/],
      [[0, 0, 8, 0], /at least one dimension/],
      [[0, 0, 13, 1, 0, 0, 0, 0], /type 8.*type 13/],
      [[0, 0, 8, 3, 0, 0, 0, 1], /16 bytes of header/],
      [[0, 0, 8, 1, 0, 0, 0, 3, 1, 2], /3 bytes for shape \[3\].*received 2/],
      [[0, 0, 8, 1, 0, 0, 0, 1, 1, 2], /1 bytes for shape \[1\].*received 2/],
      [[0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255], /18446744065119617000 bytes/],
    ];
    for (const [bytes, message] of cases) {
      expect(() => readIdx(Uint8Array.from(bytes), 'train.idx')).toThrow(message);
      expect(() => readIdx(Uint8Array.from(bytes), 'train.idx')).toThrow(
        expect.objectContaining({ code: 'BAD_FILE', file: 'train.idx' }),
      );
    }
  });
});
