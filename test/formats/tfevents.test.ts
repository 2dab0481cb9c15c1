import { describe, expect, it } from 'vitest';
import { crc32c } from '../../src/formats/crc32c.js';
import { eventFileVersion, writeEventRecord } from '../../src/formats/tfevents.js';

describe('crc32c', () => {
  it("gives the check value of RFC 3720's polynomial", () => {
    expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(0))).toBe(0);
  });
});

describe('an event record', () => {
  it('is its length, a checksum, the event, a checksum', () => {
    const record = writeEventRecord({ wallTime: 0, fileVersion: eventFileVersion });
    const view = new DataView(record.buffer);
    const length = Number(view.getBigUint64(0, true));
    expect(record.length).toBe(length + 16);
    expect(new TextDecoder().decode(record.subarray(12, 12 + length))).toContain('brain.Event:2');
  });
});
