import { sizeOf } from '../../../src/core/ndarray.js';
import type { Shape, Tensor } from '../../../src/nn/graph/tensor.js';
import { absolute } from '../../../src/nn/ops/absolute.js';
import { add } from '../../../src/nn/ops/add.js';
import { averagePool2d } from '../../../src/nn/ops/average-pool2d.js';
import { broadcastTo } from '../../../src/nn/ops/broadcast-to.js';
import { channelWindowSum } from '../../../src/nn/ops/channel-window-sum.js';
import { conv2d } from '../../../src/nn/ops/conv2d.js';
import { divide } from '../../../src/nn/ops/divide.js';
import { exp } from '../../../src/nn/ops/exp.js';
import { fractionalMaxPool2d } from '../../../src/nn/ops/fractional-max-pool2d.js';
import { gate } from '../../../src/nn/ops/gate.js';
import { greaterEqual } from '../../../src/nn/ops/greater-equal.js';
import { leakyRelu } from '../../../src/nn/ops/leaky-relu.js';
import { log } from '../../../src/nn/ops/log.js';
import { matmul } from '../../../src/nn/ops/matmul.js';
import { maxPool2d } from '../../../src/nn/ops/max-pool2d.js';
import { maximum } from '../../../src/nn/ops/maximum.js';
import { multiply } from '../../../src/nn/ops/multiply.js';
import { oneHot } from '../../../src/nn/ops/one-hot.js';
import { power } from '../../../src/nn/ops/power.js';
import { reduceSum } from '../../../src/nn/ops/reduce-sum.js';
import { reshape } from '../../../src/nn/ops/reshape.js';
import { sigmoid } from '../../../src/nn/ops/sigmoid.js';
import { sign } from '../../../src/nn/ops/sign.js';
import { softmax } from '../../../src/nn/ops/softmax.js';
import { softmaxCrossEntropy } from '../../../src/nn/ops/softmax-cross-entropy.js';
import { softplus } from '../../../src/nn/ops/softplus.js';
import { subtract } from '../../../src/nn/ops/subtract.js';
import { tanh } from '../../../src/nn/ops/tanh.js';
import { transpose } from '../../../src/nn/ops/transpose.js';
import type { GradientInput } from './check-gradients.js';
import type { OperatorCase } from './operator-cases.js';

const of = (...shape: number[]): GradientInput => ({ shape });

/** Numbers from 0.2 on, in no order. */
const above0 = (...shape: number[]): GradientInput => ({
  shape,
  values: Array.from({ length: sizeOf(shape) }, (_, i) => 0.2 + ((i * 37) % 101) / 20),
});

/** Few different numbers, so that most windows have more than one largest. */
const tied = (...shape: number[]): GradientInput => ({
  shape,
  values: Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7) % 11) % 3),
});

const scale = (x: Tensor): Tensor => x.graph.constant(0.7);

const sumOver = (name: string, shape: Shape, axes: readonly number[]): OperatorCase => [
  'reduceSum',
  name,
  [{ shape }],
  (x) => reduceSum(x!, { axes }),
];

/** Ranges of pixels: `[images, ranges, 2]`. */
const ranges = (images: number, values: readonly number[]): GradientInput => ({
  shape: [images, values.length / images / 2, 2],
  values,
  fixed: true,
});

const fractional = (
  name: string,
  [x, rows, columns]: readonly [GradientInput, GradientInput, GradientInput],
  { widest, most }: { readonly widest: number; readonly most: number },
): OperatorCase => [
  'fractionalMaxPool2d',
  name,
  [x, rows, columns],
  (of, down, across) => fractionalMaxPool2d(of!, { rows: down!, columns: across!, widest, most }),
];

/** Filters of 2×2 over so many channels that Winograd's way is taken. */
const twoByTwo = (name: string, [batch, height, width]: readonly [number, number, number]): OperatorCase => [
  'conv2d',
  `by 2×2, ${name}`,
  [of(batch, 18, height, width), of(17, 18, 2, 2)],
  (x, w) => conv2d(multiply(x!, 0.1), w!),
];

const product = (transposeA: boolean, transposeB: boolean): OperatorCase => [
  'matmul',
  `deeper than a panel, with odd ends, transposed ${transposeA} and ${transposeB}`,
  [transposeA ? of(530, 13) : of(13, 530), transposeB ? of(19, 530) : of(530, 19)],
  (a, b) => matmul(multiply(a!, 0.01), b!, { transposeA, transposeB }),
];

/** What paths kernels have that small cases do not reach: odd ends of vectors, ways to repeat, shortcuts. */
export const kernelCases: readonly OperatorCase[] = [
  ['add', 'of odd lengths', [of(5, 19), of(5, 19)], (a, b) => add(a!, b!)],
  ['add', 'with an odd row repeated', [of(5, 19), of(19)], (a, b) => add(a!, b!)],
  ['add', 'with one number a channel', [of(3, 4, 3, 7), of(4, 1, 1)], (a, b) => add(a!, b!)],
  ['subtract', 'of a column', [of(13, 10), of(13, 1)], (a, b) => subtract(a!, b!)],
  ['subtract', 'from a single number', [of(), of(3, 11)], (a, b) => subtract(a!, b!)],
  ['multiply', 'by a single number', [of(7, 9), of()], (a, b) => multiply(a!, b!)],
  ['multiply', 'with both repeated, alternately', [of(3, 1, 5, 1), of(4, 1, 6)], (a, b) => multiply(a!, b!)],
  ['divide', 'by a row', [of(6, 7), above0(7)], (a, b) => divide(a!, b!)],
  ['maximum', 'of a column and a row', [of(6, 1), of(1, 7)], (a, b) => maximum(a!, b!)],
  ['greaterEqual', 'as a mask', [of(6, 7), of(7)], (a, b) => multiply(a!, greaterEqual(a!, b!))],
  ['gate', 'of odd length', [of(6, 7), of(6, 7)], (a, b) => gate(a!, b!, { slope: 0.25 })],
  [
    'add',
    'of a multiple that nothing else needs',
    [of(6, 7), of(6, 7)],
    (a, b) => add(multiply(a!, 0.3), multiply(b!, 0.2)),
  ],
  [
    'subtract',
    'of a multiple by a number from the graph',
    [of(6, 7), of(6, 7)],
    (a, b) => subtract(a!, multiply(scale(a!), b!)),
  ],
  [
    'add',
    'over what is needed again, through a reshape',
    [of(6, 7)],
    (x) => {
      const y = multiply(x!, x!);
      return multiply(add(y, 1), reshape(reshape(y, [42]), [6, 7]));
    },
  ],
  ['broadcastTo', 'in the middle', [of(3, 1, 5)], (x) => broadcastTo(x!, [3, 4, 5])],
  ['absolute', 'of odd length', [of(37)], (x) => absolute(x!)],
  ['exp', 'of odd length', [of(37)], (x) => exp(multiply(x!, 3))],
  ['leakyRelu', 'of odd length', [of(37)], (x) => leakyRelu(x!, { slope: 0.1 })],
  ['log', 'of odd length', [above0(37)], (x) => log(x!)],
  ['sigmoid', 'of odd length', [of(37)], (x) => sigmoid(multiply(x!, 9))],
  ['sign', 'as a factor', [of(37)], (x) => multiply(x!, sign(x!))],
  ['softplus', 'of odd length', [of(37)], (x) => softplus(multiply(x!, 9))],
  ['tanh', 'near 0 and far', [of(37)], (x) => tanh(multiply(x!, 3))],
  ...[-1.75, -1, -0.75, -0.5, 0.25, 0.5, 1.5, 2, 3].map(
    (exponent): OperatorCase => [
      'power',
      `of ${exponent}`,
      [above0(13)],
      (x) => multiply(power(x!, exponent), 0.01),
    ],
  ),
  ['power', 'of a negative number', [of(13)], (x) => power(x!, 3)],
  sumOver('of everything', [5, 37], [0, 1]),
  sumOver('of columns, more than a vector of vectors', [5, 39], [0]),
  sumOver('of rows', [6, 37], [1]),
  sumOver('of all but channels', [3, 4, 5, 7], [0, 2, 3]),
  sumOver('between two that are kept', [3, 5, 7], [1]),
  sumOver('twice, between three that are kept', [2, 3, 4, 3, 2], [1, 3]),
  ['transpose', 'of rows and columns', [of(70, 130)], (x) => transpose(x!, [1, 0])],
  ['transpose', 'of axes that stay together', [of(2, 3, 4, 5)], (x) => transpose(x!, [2, 3, 0, 1])],
  ['transpose', 'that changes nothing', [of(3, 4)], (x) => transpose(x!, [0, 1])],
  ['transpose', 'of five axes', [of(2, 3, 2, 3, 2)], (x) => transpose(x!, [4, 3, 2, 1, 0])],
  ['softmax', 'of odd rows', [of(5, 13)], (x) => softmax(multiply(x!, 20))],
  [
    'softmaxCrossEntropy',
    'of odd rows',
    [of(5, 7), { shape: [5], values: [0, 6, 3, 3, 1], fixed: true }],
    (x, labels) => softmaxCrossEntropy(multiply(x!, 20), oneHot(labels!, 7)),
  ],
  ['channelWindowSum', 'of odd planes', [of(2, 7, 3, 5)], (x) => channelWindowSum(x!, { radius: 2 })],
  product(false, false),
  product(false, true),
  product(true, false),
  product(true, true),
  [
    'conv2d',
    'of one channel, padded, many places',
    [of(3, 1, 9, 11), of(6, 1, 5, 5)],
    (x, w) => conv2d(multiply(x!, 0.1), w!, { padding: 2 }),
  ],
  ['conv2d', 'of many channels', [of(2, 24, 6, 7), of(5, 24, 5, 5)], (x, w) => conv2d(multiply(x!, 0.1), w!)],
  ['conv2d', 'of single pixels', [of(2, 3, 5, 5), of(4, 3, 1, 1)], (x, w) => conv2d(x!, w!)],
  [
    'conv2d',
    'in steps, with a rest, wider than filters',
    [of(2, 3, 11, 12), of(4, 3, 3, 2)],
    (x, w) => conv2d(x!, w!, { strides: [3, 4] }),
  ],
  [
    'conv2d',
    'padded on one side, dilated, in groups',
    [of(3, 4, 8, 9), of(6, 2, 3, 3)],
    (x, w) => conv2d(multiply(x!, 0.1), w!, { padding: [0, 2, 1, 0], dilations: [1, 2], groups: 2 }),
  ],
  twoByTwo('with a rest below and none beside', [2, 8, 7]),
  twoByTwo('with a rest beside and none below', [3, 9, 14]),
  twoByTwo('of few pixels', [5, 4, 4]),
  twoByTwo('of one place', [3, 2, 2]),
  twoByTwo('of one row', [2, 2, 11]),
  twoByTwo('of more images than are multiplied together', [5, 21, 21]),
  ['maxPool2d', 'of 2×2, with ties', [tied(2, 3, 10, 14)], (x) => maxPool2d(x!, { size: 2 })],
  ['maxPool2d', 'of 2×2, with a rest', [of(2, 3, 11, 13)], (x) => maxPool2d(x!, { size: 2 })],
  ['maxPool2d', 'of 2×2, few columns', [tied(2, 3, 6, 6)], (x) => maxPool2d(x!, { size: 2 })],
  [
    'maxPool2d',
    'overlapping, with ties',
    [tied(2, 3, 13, 13)],
    (x) => maxPool2d(x!, { size: 3, strides: 2 }),
  ],
  [
    'maxPool2d',
    'padded on all sides',
    [of(2, 2, 7, 9)],
    (x) => maxPool2d(x!, { size: [3, 4], strides: [2, 3], padding: [1, 2, 2, 1] }),
  ],
  ['averagePool2d', 'of 2×2', [of(2, 3, 10, 14)], (x) => averagePool2d(x!, { size: 2 })],
  [
    'averagePool2d',
    'overlapping, padded, of odd size',
    [of(2, 2, 7, 9)],
    (x) => averagePool2d(x!, { size: [3, 4], strides: [2, 1], padding: [1, 2, 2, 1] }),
  ],
  fractional(
    'of one pixel or two, with ties',
    [
      tied(2, 3, 7, 9),
      ranges(2, [0, 1, 2, 2, 3, 4, 5, 6, 0, 0, 1, 2, 3, 4, 5, 6]),
      ranges(2, [0, 1, 2, 3, 4, 5, 6, 6, 7, 8, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
    ],
    { widest: 2, most: 1 },
  ),
  fractional(
    'that overlap, with ties',
    [
      tied(2, 3, 7, 9),
      ranges(2, [0, 2, 2, 3, 3, 5, 5, 6, 0, 1, 1, 3, 3, 4, 4, 6]),
      ranges(1, [0, 1, 1, 3, 3, 4, 4, 6, 6, 8]),
    ],
    { widest: 3, most: 2 },
  ),
  fractional(
    'that overlap, without ties, each image its own',
    [
      of(2, 5, 6, 5),
      ranges(2, [0, 2, 2, 3, 3, 5, 0, 1, 1, 3, 3, 5]),
      ranges(2, [0, 2, 2, 3, 3, 4, 0, 1, 1, 2, 2, 4]),
    ],
    { widest: 3, most: 2 },
  ),
];
