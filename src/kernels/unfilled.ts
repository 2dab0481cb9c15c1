/** What is asked of Node's `Buffer`, where there is one. */
interface NodeBuffer {
  allocUnsafeSlow(bytes: number): { readonly buffer: ArrayBuffer };
}

/**
 * Memory for a result that a kernel writes from end to end: where the platform has a way not to fill it with zeros
 * first, that is spared. Never a part of a shared pool: the buffer has `bytes` bytes and no other owner.
 */
export function unfilled(bytes: number): ArrayBuffer {
  const { Buffer } = globalThis as { Buffer?: NodeBuffer };
  const buffer = Buffer?.allocUnsafeSlow?.(bytes).buffer;
  return buffer?.byteLength === bytes ? buffer : new ArrayBuffer(bytes);
}
