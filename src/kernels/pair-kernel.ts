import type { Arena } from './arena.js';
import { withKernels } from './kernels.js';

/** What is computed of every pair of rows: dot products, Σ 2xy / (x + y) or Σ min(x, y). */
export type PairKernel = 'rowProducts' | 'chi2Pairs' | 'intersectionPairs';

type PairKernels = Record<
  PairKernel,
  (a: number, count: number, b: number, rows: number, ...rest: number[]) => void
>;

/** Flat matrices of rows of `width` numbers, at least 1. */
interface RowPairs {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly width: number;
}

/** Rows of `a` a call. */
const BLOCK = 256;

/** One number for each row of `a` with each row of `b`, `[rows of a, rows of b]`, summed in float32. */
export function pairKernel(kernel: PairKernel, { a, b, width }: RowPairs): Float32Array {
  const [rows, columns] = [a.length / width, b.length / width];
  const out = new Float32Array(rows * columns);
  const line = 4 * Math.ceil(columns / 4);
  const stride = 16 * Math.ceil(width / 4);
  withKernels((kernels: PairKernels, arena) => {
    const bAt = putRows(arena, { data: b, width, rows: line });
    const aAt = arena.allocate(Math.min(BLOCK, rows) * stride);
    const outAt = arena.allocate(4 * Math.min(BLOCK, rows) * line);
    const scratch = arena.allocate(32);
    for (let from = 0; from < rows; from += BLOCK) {
      const count = Math.min(BLOCK, rows - from);
      writeRows(arena, aAt, { data: a.subarray(from * width, (from + count) * width), width, rows: count });
      kernels[kernel](bAt, line, aAt, count, stride, outAt, line, scratch);
      const found = arena.f32(outAt, count * line);
      for (let i = 0; i < count; i++)
        out.set(found.subarray(i * line, i * line + columns), (from + i) * columns);
    }
  });
  return out;
}

interface PaddedRows {
  readonly data: Float32Array | Float64Array;
  readonly width: number;
  /** Rows that are to be there, zeros beyond the data. */
  readonly rows: number;
}

/** Rows in the arena, each up to a multiple of four numbers; the pointer. */
export function putRows(arena: Arena, padded: PaddedRows): number {
  const at = arena.allocate(padded.rows * 16 * Math.ceil(padded.width / 4));
  writeRows(arena, at, padded);
  return at;
}

function writeRows(arena: Arena, at: number, { data, width, rows }: PaddedRows): void {
  const padded = 4 * Math.ceil(width / 4);
  const target = arena.f32(at, rows * padded);
  if (padded === width) target.set(data);
  else
    for (let from = 0, to = 0; from < data.length; from += width, to += padded) {
      target.set(data.subarray(from, from + width), to);
      target.fill(0, to + width, to + padded);
    }
  target.fill(0, (data.length / width) * padded);
}
