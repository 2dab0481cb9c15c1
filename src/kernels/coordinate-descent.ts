import { withKernels } from './kernels.js';

interface DescentKernels {
  blockProducts(x: number, stride: number, blocks: number, products: number): void;
  descendDual(x: number, stride: number, order: number, count: number, ...rest: number[]): void;
}

/** How large a descent is. */
export interface DescentSize {
  /** Blocks of four rows. */
  readonly blocks: number;
  /** Numbers a row, a multiple of four. */
  readonly width: number;
  readonly machines: number;
}

/** What a descent reads and writes, all of it zeros at first; kernels/coordinate-descent.ts says what is where. */
export interface DescentArrays {
  /** `[4 · blocks, width]` */
  readonly x: Float32Array;
  /** `[machines, width]` */
  readonly weights: Float32Array;
  /** `[blocks, machines, 4]` */
  readonly alphas: Float64Array;
  /** `[blocks, machines]`, a bit a row. */
  readonly signs: Uint8Array;
  readonly active: Uint8Array;
  /** `[machines, 8]` */
  readonly settings: Float64Array;
}

/** A descent that is ready to run. */
export interface Descent extends DescentArrays {
  /** To be called once the rows are there. */
  prepare(): void;
  /** One pass over the given blocks in their order. */
  pass(order: Int32Array): void;
}

/** Blocks a call, so that V8 can put better code in place between calls. */
const BLOCKS_A_CALL = 512;

/** Runs `work` with a descent by the kernel, whose arrays are in the kernels' memory and are gone afterwards. */
export function withDescent<T>({ blocks, width, machines }: DescentSize, work: (descent: Descent) => T): T {
  return withKernels((kernels: DescentKernels, arena) => {
    const stride = 4 * width;
    const pairs = blocks * machines;
    const x = arena.allocate(4 * blocks * stride);
    const weights = arena.allocate(machines * stride);
    const alphas = arena.allocate(32 * pairs);
    const signs = arena.allocate(pairs);
    const active = arena.allocate(pairs);
    const settings = arena.allocate(64 * machines);
    const products = arena.allocate(64 * blocks);
    const orderAt = arena.allocate(4 * blocks);
    const scratch = arena.allocate(64 + 4 * machines);
    // Memory that grows detaches views, so each is made when it is asked for.
    const descent: Descent = {
      get x() {
        return arena.f32(x, 4 * blocks * width);
      },
      get weights() {
        return arena.f32(weights, machines * width);
      },
      get alphas() {
        return arena.f64(alphas, 4 * pairs);
      },
      get signs() {
        return arena.u8(signs, pairs);
      },
      get active() {
        return arena.u8(active, pairs);
      },
      get settings() {
        return arena.f64(settings, 8 * machines);
      },
      prepare: () => kernels.blockProducts(x, stride, blocks, products),
      pass(order) {
        arena.i32(orderAt, blocks).set(order);
        for (let from = 0; from < order.length; from += BLOCKS_A_CALL) {
          const count = Math.min(BLOCKS_A_CALL, order.length - from);
          kernels.descendDual(x, stride, orderAt + 4 * from, count, ...fixed);
        }
      },
    };
    for (const array of [
      descent.x,
      descent.weights,
      descent.alphas,
      descent.signs,
      descent.active,
      descent.settings,
    ])
      array.fill(0);
    const fixed = [weights, machines, alphas, signs, active, settings, products, scratch];
    return work(descent);
  });
}
