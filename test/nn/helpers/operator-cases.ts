import type { Tensor } from '../../../src/nn/graph/tensor.js';
import { absolute } from '../../../src/nn/ops/absolute.js';
import { add } from '../../../src/nn/ops/add.js';
import { averagePool2d } from '../../../src/nn/ops/average-pool2d.js';
import { averagePool2dGradient } from '../../../src/nn/ops/average-pool2d-gradient.js';
import { broadcastTo } from '../../../src/nn/ops/broadcast-to.js';
import { channelWindowSum } from '../../../src/nn/ops/channel-window-sum.js';
import { conv2d } from '../../../src/nn/ops/conv2d.js';
import { conv2dFilterGradient } from '../../../src/nn/ops/conv2d-filter-gradient.js';
import { conv2dInputGradient } from '../../../src/nn/ops/conv2d-input-gradient.js';
import { divide } from '../../../src/nn/ops/divide.js';
import { exp } from '../../../src/nn/ops/exp.js';
import { fractionalMaxPool2d } from '../../../src/nn/ops/fractional-max-pool2d.js';
import { gate } from '../../../src/nn/ops/gate.js';
import { leakyRelu, relu } from '../../../src/nn/ops/leaky-relu.js';
import { log } from '../../../src/nn/ops/log.js';
import { matmul } from '../../../src/nn/ops/matmul.js';
import { maxPool2d } from '../../../src/nn/ops/max-pool2d.js';
import { maximum } from '../../../src/nn/ops/maximum.js';
import { multiply } from '../../../src/nn/ops/multiply.js';
import { oneHot } from '../../../src/nn/ops/one-hot.js';
import { power, sqrt, square } from '../../../src/nn/ops/power.js';
import { reduceMean } from '../../../src/nn/ops/reduce-mean.js';
import { reduceSum } from '../../../src/nn/ops/reduce-sum.js';
import { reshape } from '../../../src/nn/ops/reshape.js';
import { sigmoid } from '../../../src/nn/ops/sigmoid.js';
import { softmax } from '../../../src/nn/ops/softmax.js';
import { softmaxCrossEntropy } from '../../../src/nn/ops/softmax-cross-entropy.js';
import { softplus } from '../../../src/nn/ops/softplus.js';
import { subtract } from '../../../src/nn/ops/subtract.js';
import { tanh } from '../../../src/nn/ops/tanh.js';
import { transpose } from '../../../src/nn/ops/transpose.js';
import { windowsOf } from '../../../src/nn/ops/windows.js';
import type { GradientInput } from './check-gradients.js';

const positive = [0.3, 1.7, 2.2, 0.9, 4.1, 0.6];
const matrix: GradientInput = { shape: [2, 3] };
const above0: GradientInput = { shape: [2, 3], values: positive };
const images: GradientInput = { shape: [2, 2, 5, 4] };

/** An operator, how it is used, on what, and the use. */
export type OperatorCase = readonly [
  operator: string,
  how: string,
  inputs: readonly GradientInput[],
  build: (...inputs: Tensor[]) => Tensor,
];

const settings = (size: number, options: Parameters<typeof windowsOf>[1], groups = 1) => ({
  ...windowsOf(size, options),
  groups,
});

/** One line a way in which an operator can be used; the operators' names are those of the graph. */
export const operatorCases: readonly OperatorCase[] = [
  ['absolute', '', [matrix], (x) => absolute(x!)],
  ['add', 'of equal shapes', [matrix, matrix], (a, b) => add(a!, b!)],
  ['add', 'with a row repeated', [matrix, { shape: [3] }], (a, b) => add(a!, b!)],
  ['add', 'with both repeated', [{ shape: [2, 1] }, { shape: [1, 3] }], (a, b) => add(a!, b!)],
  ['add', 'of a tensor to itself', [matrix], (x) => add(x!, x!)],
  ['averagePool2d', 'side by side', [images], (x) => averagePool2d(x!, { size: 2 })],
  [
    'averagePool2d',
    'overlapping, padded',
    [images],
    (x) => averagePool2d(x!, { size: 3, strides: 2, padding: 1 }),
  ],
  [
    'averagePool2dGradient',
    '',
    [{ shape: [1, 2, 2, 2] }],
    (y) => averagePool2dGradient(y!, { ...windowsOf(2, { strides: 2 }), inputShape: [1, 2, 5, 4] }),
  ],
  ['broadcastTo', '', [{ shape: [2, 1] }], (x) => broadcastTo(x!, [4, 2, 3])],
  ['channelWindowSum', '', [{ shape: [2, 5, 2, 1] }], (x) => channelWindowSum(x!, { radius: 2 })],
  ['conv2d', '', [images, { shape: [3, 2, 2, 3] }], (x, w) => conv2d(x!, w!)],
  [
    'conv2d',
    'strided and padded',
    [images, { shape: [3, 2, 3, 3] }],
    (x, w) => conv2d(x!, w!, { strides: 2, padding: 1 }),
  ],
  [
    'conv2d',
    'of the same size',
    [images, { shape: [2, 2, 2, 3] }],
    (x, w) => conv2d(x!, w!, { padding: 'same' }),
  ],
  ['conv2d', 'dilated', [images, { shape: [2, 2, 2, 2] }], (x, w) => conv2d(x!, w!, { dilations: [2, 3] })],
  ['conv2d', 'in groups', [images, { shape: [4, 1, 2, 2] }], (x, w) => conv2d(x!, w!, { groups: 2 })],
  [
    'conv2dInputGradient',
    'strided, with pixels that no window reaches',
    [{ shape: [1, 3, 2, 1] }, { shape: [3, 2, 2, 2] }],
    (y, w) => conv2dInputGradient(y!, w!, { ...settings(2, { strides: 2 }), inputShape: [1, 2, 5, 3] }),
  ],
  [
    'conv2dFilterGradient',
    'in groups',
    [{ shape: [2, 2, 3, 3] }, { shape: [2, 4, 2, 2] }],
    (x, y) => conv2dFilterGradient(x!, y!, { ...settings(2, {}, 2), filterShape: [4, 1, 2, 2] }),
  ],
  ['divide', '', [matrix, { shape: [3], values: [0.5, -2, 3] }], (a, b) => divide(a!, b!)],
  ['exp', '', [matrix], (x) => exp(x!)],
  [
    'fractionalMaxPool2d',
    'with disjoint regions of each image',
    [
      images,
      { shape: [2, 3, 2], values: [0, 1, 2, 2, 3, 4, 0, 0, 1, 2, 3, 4], fixed: true },
      { shape: [1, 3, 2], values: [0, 0, 1, 2, 3, 3], fixed: true },
    ],
    (x, rows, columns) => fractionalMaxPool2d(x!, { rows: rows!, columns: columns!, widest: 2, most: 1 }),
  ],
  [
    'fractionalMaxPool2d',
    'with overlapping regions',
    [
      images,
      { shape: [1, 3, 2], values: [0, 1, 1, 3, 3, 4], fixed: true },
      { shape: [2, 2, 2], values: [0, 1, 1, 3, 0, 2, 2, 3], fixed: true },
    ],
    (x, rows, columns) => fractionalMaxPool2d(x!, { rows: rows!, columns: columns!, widest: 3, most: 2 }),
  ],
  [
    'fractionalMaxPool2d',
    'with a region of one pixel that others share',
    [
      images,
      { shape: [1, 3, 2], values: [0, 1, 1, 1, 1, 3], fixed: true },
      { shape: [1, 2, 2], values: [0, 1, 2, 3], fixed: true },
    ],
    (x, rows, columns) => fractionalMaxPool2d(x!, { rows: rows!, columns: columns!, widest: 3, most: 3 }),
  ],
  [
    'gate',
    'by its value',
    [matrix],
    (x) =>
      gate(x!, x!.graph.constant({ data: Float32Array.of(1, -1, 0, 2, -3, 4), shape: [2, 3] }), {
        slope: 0.2,
      }),
  ],
  ['leakyRelu', '', [matrix], (x) => leakyRelu(x!, { slope: 0.3 })],
  ['leakyRelu', 'without a slope', [matrix], (x) => relu(x!)],
  ['log', '', [above0], (x) => log(x!)],
  ['matmul', '', [matrix, { shape: [3, 2] }], (a, b) => matmul(a!, b!)],
  ['maxPool2d', 'side by side', [images], (x) => maxPool2d(x!, { size: 2 })],
  ['maxPool2d', 'overlapping, padded', [images], (x) => maxPool2d(x!, { size: 3, strides: 1, padding: 1 })],
  ['maximum', 'with a row repeated', [matrix, { shape: [3] }], (a, b) => maximum(a!, b!)],
  ['multiply', 'with a column repeated', [matrix, { shape: [2, 1] }], (a, b) => multiply(a!, b!)],
  ['multiply', 'of a tensor by itself', [matrix], (x) => square(x!)],
  ['power', '', [above0], (x) => power(x!, -0.75)],
  ['power', 'of one half', [above0], (x) => sqrt(x!)],
  ['reduceSum', 'over the first axis', [images], (x) => reduceSum(x!, { axes: [0] })],
  ['reduceSum', 'over two, kept', [images], (x) => reduceSum(x!, { axes: [1, 3], keepDimensions: true })],
  ['reduceSum', 'in a mean', [images], (x) => reduceMean(x!, { axes: [2, 3] })],
  ['reshape', '', [matrix], (x) => reshape(x!, [3, 2])],
  ['sigmoid', '', [matrix], (x) => sigmoid(x!)],
  ['softmax', '', [matrix], (x) => softmax(x!)],
  [
    'softmaxCrossEntropy',
    '',
    [matrix, { shape: [2], values: [2, 0], fixed: true }],
    (x, labels) => softmaxCrossEntropy(x!, oneHot(labels!, 3)),
  ],
  ['softplus', '', [matrix], (x) => softplus(x!)],
  ['subtract', 'from a repeated row', [{ shape: [3] }, matrix], (a, b) => subtract(a!, b!)],
  ['tanh', '', [matrix], (x) => tanh(x!)],
  ['transpose', '', [images], (x) => transpose(x!, [3, 0, 2, 1])],
];
