import { Arena } from './arena.js';
import { moduleBase64 } from './generated/module.js';

/** Memory that is kept from one call to the next; more than that is given back. */
const KEPT_BYTES = 256 * 1024 * 1024;

interface Instance {
  readonly exports: WebAssembly.Exports;
  readonly arena: Arena;
}

let compiled: WebAssembly.Module | null | undefined;
let instance: Instance | undefined;
let depth = 0;

/** Whether this machine runs the kernels (WebAssembly with 128-bit SIMD: Node 16.4, every browser since 2023). */
export function hasKernels(): boolean {
  return moduleOrNull() !== null;
}

/**
 * Runs `work` with the kernels of one area and an arena whose memory is given back afterwards. Calls may nest.
 * One instance serves the whole thread; it is made on first use, and made anew after an image so large that its
 * memory is not worth keeping.
 * @typeParam E the exports that the area uses; kernels/ has their source.
 */
export function withKernels<E, T>(work: (exports: E, arena: Arena) => T): T {
  instance ??= instantiate();
  const { exports, arena } = instance;
  depth++;
  try {
    return arena.scope(() => work(exports as E, arena));
  } finally {
    depth--;
    if (depth === 0 && arena.size > KEPT_BYTES) instance = undefined;
  }
}

function instantiate(): Instance {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: 65536 });
  const { exports } = new WebAssembly.Instance(moduleOrNull()!, { env: { memory } });
  const heapBase = exports.heapBase as () => number;
  return { exports, arena: new Arena(memory, heapBase() >>> 0) };
}

function moduleOrNull(): WebAssembly.Module | null {
  if (compiled === undefined) compiled = compile();
  return compiled;
}

function compile(): WebAssembly.Module | null {
  if (typeof WebAssembly === 'undefined') return null;
  const bytes = Uint8Array.from(atob(moduleBase64), (char) => char.charCodeAt(0));
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
}
