import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { FoveaError } from '../core/errors.js';
import { type NdArray, ndarray } from '../core/ndarray.js';
import { type State, tensorOf } from '../core/state.js';
import { columnProducts, rowProducts } from './matrix-products.js';

/** What principal components are made of. */
export interface PrincipalComponentsParts {
  /** `[length]` */
  readonly mean: Float64Array;
  /** `[dimensions, length]`: axes of length 1, that of the largest variance first. */
  readonly axes: NdArray<Float64Array>;
  /** Variance along each axis, of the rows that it was fitted on. */
  readonly variances: Float64Array;
  /** Whether projections are divided by the deviation along each axis. */
  readonly whiten: boolean;
}

/** Rows that are multiplied at once. */
const BLOCK = 4096;
/** Variance, relative to the largest, below which an axis is an accident of rounding. */
const NEGLIGIBLE = 1e-10;

/**
 * Principal component analysis: rows as fewer numbers, along the axes of largest variance.
 *
 * 1. The mean is taken off.
 * 2. Axes are the eigenvectors of the covariance matrix (ml-matrix), the largest variance first, or, of fewer rows than
 *    numbers a row, those of the rows' products with each other, brought back (which is the same).
 * 3. Of each axis and its opposite the one is taken whose largest number is positive; of equally large the first
 *    decides. So the same rows give the same axes.
 * 4. A projection is the dot product with each axis; with `whiten` divided by the deviation along it, so that all have
 *    variance 1.
 *
 * Source: Jolliffe, "Principal Component Analysis", 2002, doi:10.1007/b98835; whitening of image vectors: Jégou & Chum,
 * ECCV 2012, doi:10.1007/978-3-642-33709-3_55.
 * As scikit-learn's PCA (variances are divided by rows − 1), to 1e-6 of its projections.
 */
export class PrincipalComponents {
  readonly mean: Float64Array;
  readonly axes: NdArray<Float64Array>;
  readonly variances: Float64Array;
  readonly whiten: boolean;

  constructor({ mean, axes, variances, whiten }: PrincipalComponentsParts) {
    this.mean = mean;
    this.axes = axes;
    this.variances = variances;
    this.whiten = whiten;
  }

  /**
   * @param rows `[count, length]`
   * @throws BAD_OPTION for more dimensions than a row has numbers; BAD_DATA when the rows vary along fewer axes.
   */
  static fit(
    rows: NdArray<Float32Array>,
    { dimensions, whiten = false }: { dimensions: number; whiten?: boolean },
  ): PrincipalComponents {
    const [count, length] = rows.shape as [number, number];
    if (dimensions > length && count > 0)
      throw new FoveaError(
        'BAD_OPTION',
        `Expected at most ${length} dimensions for rows of ${length} numbers but received ${dimensions}.`,
      );
    const { mean, centred } = centre(rows);
    const { values, vectors } =
      count > length ? ofCovariance(centred, rows.shape) : ofRows(centred, rows.shape);
    const usable = values.findIndex((value) => !(value > NEGLIGIBLE * values[0]!));
    const found = usable < 0 ? values.length : usable;
    if (found < dimensions)
      throw new FoveaError(
        'BAD_DATA',
        `Expected rows that vary along ${dimensions} axes but ${count} rows of ${length} numbers vary along ${found}. ` +
          (found === 0 ? 'Use other rows.' : `Use at most ${found} dimensions, or more rows.`),
      );
    const data = Float64Array.from(vectors.subarray(0, dimensions * length));
    for (let i = 0; i < dimensions; i++) orient(data.subarray(i * length, (i + 1) * length));
    return new PrincipalComponents({
      mean,
      axes: { data, shape: [dimensions, length] },
      variances: values.slice(0, dimensions),
      whiten,
    });
  }

  /** How many numbers a projection has. */
  get dimensions(): number {
    return this.axes.shape[0]!;
  }

  /** How many numbers a row has. */
  get length(): number {
    return this.axes.shape[1]!;
  }

  /**
   * @param rows `[count, length]`
   * @returns `[count, dimensions]`
   * @throws MISMATCH for rows of another length.
   */
  project(rows: NdArray<Float32Array>): NdArray<Float32Array> {
    const { dimensions, length } = this;
    const count = rows.shape[0]!;
    if (count === 0) return { data: new Float32Array(0), shape: [0, dimensions] };
    if (rows.shape[1] !== length)
      throw new FoveaError(
        'MISMATCH',
        `Expected rows of ${length} numbers for these principal components but received ${rows.shape[1]}.`,
      );
    const offsets = rowProducts({ a: this.mean, b: this.axes.data, length });
    const scales = this.variances.map((variance) => (this.whiten ? 1 / Math.sqrt(variance) : 1));
    const products = rowProducts({ a: rows.data, b: this.axes.data, length });
    const data = new Float32Array(count * dimensions);
    for (let i = 0, at = 0; i < count; i++)
      for (let j = 0; j < dimensions; j++, at++) data[at] = (products[at]! - offsets[j]!) * scales[j]!;
    return { data, shape: [count, dimensions] };
  }

  /** What `restore` needs. */
  state(): State {
    return {
      config: { whiten: this.whiten },
      tensors: {
        mean: ndarray(this.mean, [this.length]),
        axes: this.axes,
        variances: ndarray(this.variances, [this.dimensions]),
      },
    };
  }

  /** @throws BAD_FILE when the state is not that of principal components. */
  static restore(state: State): PrincipalComponents {
    const expected = { owner: 'principal components', type: Float64Array };
    const [mean, axes, variances] = ['mean', 'axes', 'variances'].map((name) =>
      tensorOf(state, name, expected),
    );
    const { whiten } = state.config;
    const fits =
      axes!.shape.length === 2 &&
      axes!.shape[0] === variances!.data.length &&
      axes!.shape[1] === mean!.data.length;
    if (fits && typeof whiten === 'boolean')
      return new PrincipalComponents({ mean: mean!.data, axes: axes!, variances: variances!.data, whiten });
    throw new FoveaError(
      'BAD_FILE',
      'Expected the saved state of principal components but its parts do not fit.',
    );
  }
}

/** Eigenvalues, the largest first, and the eigenvector of each as a row. */
interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

function centre({ data, shape }: NdArray<Float32Array>): { mean: Float64Array; centred: Float64Array } {
  const [count, length] = shape as [number, number];
  const mean = new Float64Array(length);
  for (let at = 0; at < data.length; at++) mean[at % length]! += data[at]!;
  for (let j = 0; j < length; j++) mean[j]! /= Math.max(1, count);
  return { mean, centred: Float64Array.from(data, (value, at) => value - mean[at % length]!) };
}

function ofCovariance(centred: Float64Array, shape: readonly number[]): Eigen {
  const [count, length] = shape as [number, number];
  const covariance = new Float64Array(length * length);
  for (let from = 0; from < count; from += BLOCK) {
    const rows = Math.min(BLOCK, count - from);
    const block = centred.subarray(from * length, (from + rows) * length);
    const products = columnProducts({ a: block, b: block, rows });
    for (let at = 0; at < products.length; at++) covariance[at]! += products[at]! / (count - 1);
  }
  return symmetricEigen(covariance, length);
}

/** An eigenvector u of X Xᵀ gives one of Xᵀ X: Xᵀ u, of length √eigenvalue. */
function ofRows(centred: Float64Array, shape: readonly number[]): Eigen {
  const [count, length] = shape as [number, number];
  if (count < 2) return { values: new Float64Array(0), vectors: new Float64Array(0) };
  const { values, vectors } = symmetricEigen(rowProducts({ a: centred, b: centred, length }), count);
  const axes = new Float64Array(count * length);
  for (let i = 0; i < count; i++) {
    const scale = 1 / Math.sqrt(values[i]!);
    const axis = axes.subarray(i * length, (i + 1) * length);
    for (let k = 0; k < count; k++) {
      const share = vectors[i * count + k]! * scale;
      for (let j = 0; j < length; j++) axis[j]! += share * centred[k * length + j]!;
    }
  }
  return { values: values.map((value) => value / (count - 1)), vectors: axes };
}

function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const rows = Array.from({ length: size }, (_, i) => matrix.subarray(i * size, (i + 1) * size));
  const found = new EigenvalueDecomposition(new Matrix(rows), { assumeSymmetric: true });
  const order = found.realEigenvalues
    .map((_, i) => i)
    .sort((a, b) => found.realEigenvalues[b]! - found.realEigenvalues[a]!);
  const vectors = new Float64Array(size * size);
  order.forEach((column, i) => {
    vectors.set(found.eigenvectorMatrix.getColumn(column), i * size);
  });
  return { values: Float64Array.from(order, (i) => found.realEigenvalues[i]!), vectors };
}

/** Turns an axis around where its largest number is negative. Numbers that differ by rounding alone count as equal. */
function orient(axis: Float64Array): void {
  const largest = axis.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const deciding = axis.find((value) => Math.abs(value) >= largest * (1 - 1e-9))!;
  if (deciding < 0) for (let j = 0; j < axis.length; j++) axis[j] = -axis[j]!;
}
