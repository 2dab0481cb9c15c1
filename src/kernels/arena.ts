import { FoveaError } from '../core/errors.js';

const ALIGNMENT = 64;
const PAGE = 65536;

/**
 * Memory of the kernels, handed out in order and given back all at once. Views are of the moment: memory that
 * grows detaches them, so make a view after the last `allocate`, and none outlives its scope.
 */
export class Arena {
  readonly #memory: WebAssembly.Memory;
  #top: number;

  /** @param base the first free byte. */
  constructor(memory: WebAssembly.Memory, base: number) {
    this.#memory = memory;
    this.#top = base;
  }

  /** How many bytes the memory has, used or not. */
  get size(): number {
    return this.#memory.buffer.byteLength;
  }

  /**
   * A pointer to `bytes` bytes, aligned to 64, with whatever was there before.
   * @throws LIMIT beyond 4 GB, and where the machine has no more.
   */
  allocate(bytes: number): number {
    const pointer = Math.ceil(this.#top / ALIGNMENT) * ALIGNMENT;
    const missing = pointer + bytes + ALIGNMENT - this.size;
    if (missing > 0) this.#grow(Math.ceil(missing / PAGE), bytes);
    this.#top = pointer + bytes;
    return pointer;
  }

  /** A copy of bytes in the arena; the pointer. */
  put(
    data:
      | Uint8Array
      | Int8Array
      | Uint16Array
      | Int16Array
      | Int32Array
      | Uint32Array
      | Float32Array
      | Float64Array,
  ): number {
    const pointer = this.allocate(data.byteLength);
    this.u8(pointer, data.byteLength).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return pointer;
  }

  /** Runs `work`, and gives back what it allocated, also when it throws. */
  scope<T>(work: () => T): T {
    const mark = this.#top;
    try {
      return work();
    } finally {
      this.#top = mark;
    }
  }

  /** Where free memory begins, for `release`. */
  mark(): number {
    return this.#top;
  }

  /** Gives back what was allocated since `mark`, in an arena that lives longer than one call. */
  release(mark: number): void {
    this.#top = mark;
  }

  u8(pointer: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, pointer, length);
  }

  i16(pointer: number, length: number): Int16Array {
    return new Int16Array(this.#memory.buffer, pointer, length);
  }

  i32(pointer: number, length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, pointer, length);
  }

  u32(pointer: number, length: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, pointer, length);
  }

  f32(pointer: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, pointer, length);
  }

  f64(pointer: number, length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, pointer, length);
  }

  #grow(pages: number, bytes: number): void {
    try {
      this.#memory.grow(pages);
    } catch (cause) {
      throw new FoveaError(
        'LIMIT',
        `Expected at most 4 GB of memory for one image, but another ${bytes} bytes do not fit. Use a smaller image.`,
        { cause },
      );
    }
  }
}
