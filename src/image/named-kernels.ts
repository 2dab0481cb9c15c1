import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import { integer, number, type OptionSpec, resolveOptions } from '../core/options.js';
import { gaussianWeights } from './gaussian-weights.js';
import type { DisplayMode } from './to-display.js';

/** A kernel with a name, as `fovea filter --kernel` knows it. */
export interface NamedKernel {
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
  readonly options: OptionSpec;
  /** How its result best becomes a picture, for `toDisplay`: derivatives have negative values. */
  readonly display: DisplayMode;
  /** The weights, `[height, width]`, for `correlate`; the options have been checked. */
  readonly make: (options: Readonly<Record<string, unknown>>) => NdArray<Float64Array>;
}

/**
 * The kernels by name, in the order of `--help`. They are written for `correlate`, as in OpenCV: `sobel-x` is
 * positive where the image grows brighter to the right, `sobel-y` where it does downwards.
 */
export const namedKernels: readonly NamedKernel[] = [
  fixed('identity', { summary: 'the image itself', display: 'clamp' }, [[1]]),
  {
    name: 'box-blur',
    summary: 'mean of size × size pixels',
    options: { size: integer({ default: 3, min: 1, max: 1001, describe: 'width and height, in pixels' }) },
    display: 'clamp',
    make: ({ size }) => outer(new Float64Array(size as number).fill(1 / (size as number))),
  },
  {
    name: 'gaussian',
    summary: 'Gaussian blur',
    options: {
      sigma: number({ default: 1, min: 0.01, max: 200, describe: 'standard deviation, in pixels' }),
      size: integer({
        default: 0,
        min: 0,
        max: 2001,
        describe: 'width and height; 0: 6 sigma + 1, made odd',
      }),
    },
    display: 'clamp',
    make: ({ sigma, size }) => outer(gaussianWeights(sigma as number, size as number)),
  },
  fixed('sharpen', { summary: 'the image plus its difference from its four neighbours', display: 'clamp' }, [
    [0, -1, 0],
    [-1, 5, -1],
    [0, -1, 0],
  ]),
  fixed('emboss', { summary: 'relief, lit from the top left', display: 'clamp' }, [
    [-2, -1, 0],
    [-1, 1, 1],
    [0, 1, 2],
  ]),
  ...gradients('sobel', [1, 2, 1]),
  ...gradients('scharr', [3, 10, 3]),
  ...gradients('prewitt', [1, 1, 1]),
  fixed('laplacian', { summary: 'second derivative over four neighbours', display: 'absolute' }, [
    [0, 1, 0],
    [1, -4, 1],
    [0, 1, 0],
  ]),
  fixed('edge', { summary: 'difference from all eight neighbours', display: 'absolute' }, [
    [-1, -1, -1],
    [-1, 8, -1],
    [-1, -1, -1],
  ]),
];

/** The kernel of a name. @throws NOT_FOUND, listing the names. */
export function findKernel(name: string): NamedKernel {
  const found = namedKernels.find((kernel) => kernel.name === name);
  if (found) return found;
  const names = namedKernels.map((kernel) => kernel.name).join(', ');
  throw new FoveaError('NOT_FOUND', `Expected a kernel (${names}) but received '${name}'.`);
}

/**
 * The weights of a named kernel, `[height, width]`: `namedKernel('gaussian', { sigma: 2 })`.
 * Gaussians agree with OpenCV's getGaussianKernel (samples of e^(−x²/2σ²), divided by their sum); a size of 0 is
 * OpenCV's for 8-bit images, round(6σ + 1) made odd.
 * @throws NOT_FOUND for an unknown name; BAD_OPTION.
 */
export function namedKernel(
  name: string,
  options: Readonly<Record<string, unknown>> = {},
): NdArray<Float64Array> {
  const kernel = findKernel(name);
  return kernel.make(resolveOptions(name, kernel.options, options));
}

function fixed(
  name: string,
  about: { summary: string; display: DisplayMode },
  rows: readonly (readonly number[])[],
): NamedKernel {
  const make = () => ({ data: Float64Array.from(rows.flat()), shape: [rows.length, rows[0]!.length] });
  return { name, ...about, options: {}, make };
}

/** Central difference along one axis, smoothed along the other. */
function gradients(name: string, smooth: readonly number[]): NamedKernel[] {
  const about = (along: string) => ({ summary: `derivative ${along}`, display: 'absolute' as const });
  return [
    fixed(
      `${name}-x`,
      about('to the right'),
      smooth.map((weight) => [-weight, 0, weight]),
    ),
    fixed(`${name}-y`, about('downwards'), [smooth.map((weight) => -weight), smooth.map(() => 0), smooth]),
  ];
}

function outer(row: Float64Array): NdArray<Float64Array> {
  const size = row.length;
  const data = Float64Array.from(
    { length: size * size },
    (_, i) => row[Math.floor(i / size)]! * row[i % size]!,
  );
  return { data, shape: [size, size] };
}
