import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/core/index.js';

describe('fingerprint', () => {
  it('is SHA-256 over length-prefixed parts', () => {
    expect(fingerprint(['ab', Uint8Array.of(99)])).toBe(createHash('sha256').update('2:ab1:c').digest('hex'));
  });

  it('tells apart parts that would join to the same text', () => {
    expect(fingerprint(['ab', 'c'])).not.toBe(fingerprint(['a', 'bc']));
  });

  it('counts only the bytes of a view', () => {
    const numbers = Float32Array.of(1, 2, 3);
    expect(fingerprint([numbers.subarray(1, 2)])).toBe(fingerprint([Float32Array.of(2)]));
  });
});
