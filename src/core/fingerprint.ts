import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * SHA-256 over parts in order, as 64 hex digits. Each part is preceded by its length, so that
 * `['ab', 'c']` and `['a', 'bc']` differ. Typed arrays count by their (little-endian) bytes.
 */
export function fingerprint(parts: Iterable<string | ArrayBufferView>): string {
  const hash = sha256.create();
  for (const part of parts) {
    const bytes =
      typeof part === 'string'
        ? utf8ToBytes(part)
        : new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    hash.update(utf8ToBytes(`${bytes.length}:`)).update(bytes);
  }
  return bytesToHex(hash.digest());
}
