import { FoveaError } from '../core/errors.js';
import { sizeOf } from '../core/ndarray.js';
import type { Random } from '../core/random.js';
import type { Initializer, Shape } from './graph/tensor.js';

/** How weights begin; the variance depends on how many numbers go into a unit (fan-in) and out of it (fan-out). */
export type InitializerName =
  /** Normal, variance 2 / fan-in (He et al., 2015, doi:10.1109/ICCV.2015.123): for rectifiers. */
  | 'he-normal'
  /** Uniform, variance 2 / fan-in. */
  | 'he-uniform'
  /** Uniform, variance 2 / (fan-in + fan-out) (Glorot & Bengio, 2010): for sigmoid and tanh. */
  | 'glorot-uniform'
  /** Normal, variance 2 / (fan-in + fan-out). */
  | 'glorot-normal'
  /** Normal, variance 1 / fan-in (LeCun et al., "Efficient BackProp", 1998). */
  | 'lecun-normal'
  /** Uniform between ±1/√fan-in: what PyTorch's layers begin with. */
  | 'fan-in-uniform'
  /** Normal, deviation 0.01: AlexNet's. */
  | 'normal-0.01';

interface Fans {
  readonly in: number;
  readonly out: number;
}

/** Square root of 3: a uniform distribution of limit √3·σ has deviation σ. */
const UNIFORM = Math.sqrt(3);

const rules: Readonly<Record<InitializerName, (random: Random, fans: Fans) => number>> = {
  'he-normal': (random, fans) => random.normal(0, Math.sqrt(2 / fans.in)),
  'he-uniform': (random, fans) => symmetric(random, UNIFORM * Math.sqrt(2 / fans.in)),
  'glorot-uniform': (random, fans) => symmetric(random, UNIFORM * Math.sqrt(2 / (fans.in + fans.out))),
  'glorot-normal': (random, fans) => random.normal(0, Math.sqrt(2 / (fans.in + fans.out))),
  'lecun-normal': (random, fans) => random.normal(0, Math.sqrt(1 / fans.in)),
  'fan-in-uniform': (random, fans) => symmetric(random, 1 / Math.sqrt(fans.in)),
  'normal-0.01': (random) => random.normal(0, 0.01),
};

const symmetric = (random: Random, limit: number) => random.uniform(-limit, limit);

/**
 * An initializer for weights, by name.
 * @throws BAD_OPTION for a name that is none.
 */
export function initializerOf(name: InitializerName): Initializer {
  const rule = rules[name];
  if (rule === undefined)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected an initializer (${Object.keys(rules).join(', ')}) but received '${name}'.`,
    );
  return (shape, random) => {
    const fans = fansOf(shape);
    return Float32Array.from({ length: sizeOf(shape) }, () => rule(random, fans));
  };
}

/** Of a dense layer `[inputs, units]`, or of filters `[filters, channels, height, width]`. */
function fansOf(shape: Shape): Fans {
  if (shape.length === 2) return { in: shape[0]!, out: shape[1]! };
  const [filters, channels, ...size] = shape as [number, number, ...number[]];
  return { in: channels * sizeOf(size), out: filters * sizeOf(size) };
}

/** The same number everywhere. */
export const filledWith =
  (value: number): Initializer =>
  (shape) =>
    new Float32Array(sizeOf(shape)).fill(value);
