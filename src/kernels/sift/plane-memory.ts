import type { Arena } from '../arena.js';
import { withKernels } from '../kernels.js';
import type { SiftKernels } from './sift-kernels.js';

/** What the kernels read and write beyond the last pixel. */
const SLACK_BYTES = 128;
const SCRATCH_FLOATS = 640;

/** Float32 pixels in the memory of the kernels, row-major. They live as long as `withPlaneMemory` runs. */
export class ArenaPlane {
  #view: Float32Array = new Float32Array(0);

  constructor(
    readonly memory: PlaneMemory,
    readonly pointer: number,
    readonly width: number,
    readonly height: number,
  ) {}

  /** The pixels; a view that is made anew where memory that grew has detached the last. */
  get data(): Float32Array {
    if (this.#view.length === 0) this.#view = this.memory.arena.f32(this.pointer, this.width * this.height);
    return this.#view;
  }

  /** The address of a pixel. */
  at(x: number, y: number): number {
    return this.pointer + 4 * (y * this.width + x);
  }
}

interface Block {
  readonly pointer: number;
  readonly bytes: number;
}

/** Makes planes in the arena, and gives the memory of those that are released to the next ones. */
export class PlaneMemory {
  /** 640 floats for whatever a kernel needs while it runs. */
  readonly scratch: number;
  #scratchView: Float32Array = new Float32Array(0);
  #free: readonly Block[] = [];

  constructor(
    readonly kernels: SiftKernels,
    readonly arena: Arena,
  ) {
    this.scratch = arena.allocate(4 * SCRATCH_FLOATS);
  }

  /** The floats of `scratch`; a view that is made anew where memory that grew has detached the last. */
  get scratchData(): Float32Array {
    if (this.#scratchView.length === 0) this.#scratchView = this.arena.f32(this.scratch, SCRATCH_FLOATS);
    return this.#scratchView;
  }

  /** A plane with whatever was in its memory before. */
  create(width: number, height: number): ArenaPlane {
    const bytes = bytesOf(width, height);
    const block = this.#free.find((candidate) => candidate.bytes >= bytes);
    if (!block) return new ArenaPlane(this, this.arena.allocate(bytes), width, height);
    const rest = { pointer: block.pointer + bytes, bytes: block.bytes - bytes };
    this.#free = this.#free.filter((other) => other !== block).concat(rest.bytes > 0 ? rest : []);
    return new ArenaPlane(this, block.pointer, width, height);
  }

  /** An 8-bit grey image as a plane of the same size. */
  planeOf(pixels: Uint8Array, width: number, height: number): ArenaPlane {
    const plane = this.create(width, height);
    this.arena.scope(() => {
      const bytes = this.arena.put(pixels);
      this.kernels.siftFloats(bytes, pixels.length, plane.pointer);
    });
    return plane;
  }

  /** The plane must not be used any more. */
  release({ pointer, width, height }: ArenaPlane): void {
    this.#free = [...this.#free, { pointer, bytes: bytesOf(width, height) }];
  }
}

function bytesOf(width: number, height: number): number {
  return Math.ceil((4 * width * height + SLACK_BYTES) / 64) * 64;
}

/** Runs `work` with memory for planes, all of which is given back afterwards. */
export function withPlaneMemory<T>(work: (memory: PlaneMemory) => T): T {
  return withKernels((kernels: SiftKernels, arena) => work(new PlaneMemory(kernels, arena)));
}
