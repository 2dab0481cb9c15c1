import type { Operator } from '../graph/operator.js';
import type { Shape, Tensor } from '../graph/tensor.js';

type Transposed = { readonly transposeA: boolean; readonly transposeB: boolean };

export const matmulOperator: Operator<Transposed> = {
  name: 'matmul',
  shape([a, b], { transposeA, transposeB }, refuse) {
    if (a!.length !== 2 || b!.length !== 2) refuse('two matrices');
    const [rows, inner] = flipped(a!, transposeA);
    const [innerB, columns] = flipped(b!, transposeB);
    if (inner !== innerB)
      refuse(`as many ${transposeA ? 'rows' : 'columns'} as the other's ${transposeB ? 'columns' : 'rows'}`);
    return [rows!, columns!];
  },
  evaluate({ inputs: [a, b], shapes, output, shape, attributes: { transposeA, transposeB } }) {
    const [rows, columns] = shape as [number, number];
    const inner = flipped(shapes[0]!, transposeA)[1]!;
    const [downA, alongA] = transposeA ? [1, rows] : [inner, 1];
    const [downB, alongB] = transposeB ? [1, inner] : [columns, 1];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) sum += a![i * downA + k * alongA]! * b![k * downB + j * alongB]!;
        output[i * columns + j] = sum;
      }
    }
  },
  gradient({ inputs, attributes }, upstream) {
    const [a, b] = inputs as [Tensor, Tensor];
    const { transposeA, transposeB } = attributes as Transposed;
    return [
      transposeA
        ? matmul(b, upstream, { transposeA: transposeB, transposeB: true })
        : matmul(upstream, b, { transposeB: !transposeB }),
      transposeB
        ? matmul(upstream, a, { transposeA: true, transposeB: transposeA })
        : matmul(a, upstream, { transposeA: !transposeA }),
    ];
  },
  onnx({ inputs: [a, b], attributes }, emitter) {
    const { transposeA, transposeB } = attributes as Transposed;
    return emitter.node('Gemm', [emitter.nameOf(a!), emitter.nameOf(b!)], {
      transA: transposeA ? 1 : 0,
      transB: transposeB ? 1 : 0,
    });
  },
};

const flipped = (shape: Shape, transpose: boolean): Shape => (transpose ? [shape[1]!, shape[0]!] : shape);

/** The product of two matrices, either of them transposed first where asked for. */
export const matmul = (
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false }: Partial<Transposed> = {},
): Tensor => a.graph.apply(matmulOperator, [a, b], { transposeA, transposeB });
