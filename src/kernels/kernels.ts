import { Arena } from './arena.js';
import { fusedBase64 } from './generated/fused.js';
import { plainBase64 } from './generated/plain.js';
import { threadedBase64 } from './generated/threaded.js';

/** Memory that is kept from one call to the next; more than that is given back. */
const KEPT_BYTES = 256 * 1024 * 1024;

interface Instance {
  readonly exports: WebAssembly.Exports;
  readonly arena: Arena;
}

let compiled: WebAssembly.Module | null | undefined;
let threaded: WebAssembly.Module | undefined;
let build: KernelBuild | undefined;
let instance: Instance | undefined;
let depth = 0;

/** Whether this machine runs the kernels (WebAssembly with 128-bit SIMD: Node 16.4, every browser since 2023). */
export function hasKernels(): boolean {
  return moduleOrNull() !== null;
}

/** An instance of the kernels that keeps its memory: for who computes on the same arrays again and again. */
export interface LastingKernels<E> {
  readonly exports: E;
  readonly arena: Arena;
}

/**
 * Kernels with a memory of their own, which is given back with the last reference to them.
 * @typeParam E the exports that the owner uses; kernels/ has their source.
 */
export function lastingKernels<E>(): LastingKernels<E> {
  const { exports, arena } = instantiate();
  return { exports: exports as E, arena };
}

/** Kernels whose memory other threads can be given, together with the module. */
export interface SharedKernels<E> extends LastingKernels<E> {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

/**
 * Kernels of networks in memory that threads share. Results are those of the fused build; undefined where that does
 * not run.
 */
export function sharedKernels<E>(): SharedKernels<E> | undefined {
  if (kernelBuild() !== 'fused' || typeof SharedArrayBuffer === 'undefined') return undefined;
  threaded ??= compile(threadedBase64) ?? undefined;
  if (!threaded) return undefined;
  const memory = new WebAssembly.Memory({ initial: 16, maximum: 65536, shared: true });
  const { exports, arena } = instanceOf(threaded, memory);
  return { module: threaded, memory, exports: exports as E, arena };
}

/** Which build of the kernels runs: `fused` multiplies and adds in one step, `none` leaves everything to the references. */
export type KernelBuild = 'fused' | 'plain' | 'none';

/** The build that this machine runs. Results that are promised to the bit are the same in all of them. */
export function kernelBuild(): KernelBuild {
  moduleOrNull();
  return build!;
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

/** Kernels and the memory they work in. */
export interface Kernels<E> {
  readonly exports: E;
  readonly arena: Arena;
}

/**
 * An instance of one's own, for memory that outlives a call; it goes when nobody holds it any more. Make few: each
 * reserves gigabytes of addresses.
 */
export function ownKernels<E>(): Kernels<E> {
  const { exports, arena } = instantiate();
  return { exports: exports as E, arena };
}

function instantiate(): Instance {
  return instanceOf(moduleOrNull()!);
}

function instanceOf(
  module: WebAssembly.Module,
  memory = new WebAssembly.Memory({ initial: 16, maximum: 65536 }),
): Instance {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const heapBase = exports.heapBase as () => number;
  return { exports, arena: new Arena(memory, heapBase() >>> 0) };
}

function moduleOrNull(): WebAssembly.Module | null {
  if (compiled === undefined) {
    const fused = fusedModule();
    compiled = fused ?? compile(plainBase64);
    build = fused ? 'fused' : compiled ? 'plain' : 'none';
  }
  return compiled;
}

/** The build with fused multiply-add, where WebAssembly has it and the processor really rounds once. */
function fusedModule(): WebAssembly.Module | null {
  allowRelaxedSimd();
  const module = compile(fusedBase64);
  if (module === null) return null;
  const isFused = instanceOf(module).exports.multiplyAddIsFused as (a: number, c: number) => number;
  return isFused(1 + 2 ** -23, -(1 + 2 ** -22)) ? module : null;
}

/**
 * V8 has had relaxed SIMD since 11.4 (Node 22); the 11.3 of Node 20 has it behind a flag, which is heeded when a
 * module is compiled. Nothing else hangs on it. Elsewhere this does nothing.
 */
function allowRelaxedSimd(): void {
  const { process } = globalThis as { process?: NodeProcess };
  if (!process?.versions?.v8?.startsWith('11.3.')) return;
  const v8 = process.getBuiltinModule?.('node:v8') as { setFlagsFromString(flags: string): void } | undefined;
  v8?.setFlagsFromString('--experimental-wasm-relaxed-simd');
}

/** What is asked of Node's `process`, where there is one. */
interface NodeProcess {
  readonly versions?: { readonly v8?: string };
  getBuiltinModule?(name: string): unknown;
}

function compile(base64: string): WebAssembly.Module | null {
  if (typeof WebAssembly === 'undefined') return null;
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
}
