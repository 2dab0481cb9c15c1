import { describe, expect, it } from 'vitest';
import { countCifarRecords, readCifarRecord } from '../../src/formats/cifar-record.js';

/** A record whose red plane counts up from 0, green from 10, blue from 20 (modulo 256). */
const record = (...labels: number[]) => [
  ...labels,
  ...Array.from({ length: 3072 }, (_, i) => (i % 1024) + 10 * Math.floor(i / 1024)),
];

describe('CIFAR records', () => {
  it('of CIFAR-10 hold one label and planes that become interleaved pixels', () => {
    const bytes = Uint8Array.from([...record(3), ...record(7)]);
    expect(countCifarRecords(bytes, 'cifar10')).toBe(2);
    const { labels, image } = readCifarRecord(bytes, 'cifar10', 1);
    expect(labels).toEqual(Uint8Array.of(7));
    expect([image.width, image.height, image.channels]).toEqual([32, 32, 3]);
    expect(Array.from(image.data.subarray(0, 6))).toEqual([0, 10, 20, 1, 11, 21]);
    expect(Array.from(image.data.subarray(-3))).toEqual([255, 9, 19]);
  });

  it('of CIFAR-100 hold the coarse, then the fine label', () => {
    const bytes = Uint8Array.from(record(19, 99));
    expect(countCifarRecords(bytes, 'cifar100')).toBe(1);
    expect(readCifarRecord(bytes, 'cifar100', 0).labels).toEqual(Uint8Array.of(19, 99));
  });

  it('refuse a file that is not whole records', () => {
    for (const bytes of [new Uint8Array(3074), new Uint8Array(0)])
      expect(() => countCifarRecords(bytes, 'cifar10', 'batch.bin')).toThrow(
        expect.objectContaining({
          code: 'BAD_FILE',
          message: expect.stringMatching(/3073 bytes.*batch\.bin/),
        }),
      );
  });
});
