/** The kernels that operators are computed with; kernels/nn has their source. Arrays are pointers. */
export interface NetworkKernels extends ElementwiseKernels, RowKernels, WindowKernels, RegionKernels {
  gemmScratch(rows: number, columns: number, inner: number): number;
  gemm(
    ...arguments_: [
      ...[rows: number, columns: number, inner: number],
      ...[a: number, downA: number, alongA: number],
      ...[b: number, downB: number, alongB: number],
      ...[c: number, downC: number, accumulate: number, scratch: number],
    ]
  ): void;
}

interface ElementwiseKernels {
  unary(operator: number, x: number, y: number, count: number, parameter: number): void;
  binary(operator: number, a: number, b: number, y: number, shape: number, parameter: number): void;
  addScaled(a: number, b: number, factor: number, sign: number, y: number, count: number): void;
}

interface RowKernels {
  oneHot(labels: number, y: number, count: number, depth: number): void;
  transpose(x: number, y: number, shape: number): void;
  sums(x: number, y: number, outer: number, before: number, kept: number, behind: number): void;
  softmax(x: number, y: number, rows: number, width: number): void;
  softmaxCrossEntropy(x: number, targets: number, y: number, rows: number, width: number): void;
  channelWindowSum(
    ...arguments_: [x: number, y: number, images: number, channels: number, plane: number, radius: number]
  ): void;
}

/** What a convolution is computed from, in the order of the operator's inputs, and where its result goes. */
type ConvolutionArguments = [
  ...[input: number, other: number, result: number, windows: number],
  ...[first: number, last: number, scratch: number],
];

/** `windows` is the list of `windowList`; `first` and `last` are images, or planes of a pooling. */
interface WindowKernels {
  convolutionScratch(planes: number, filters: number, elements: number, places: number): number;
  convolve(...arguments_: ConvolutionArguments): void;
  convolveFilterGradient(...arguments_: ConvolutionArguments): void;
  convolveInputGradient(...arguments_: ConvolutionArguments): void;
  winogradScratch(channels: number, filters: number, rows: number, columns: number): number;
  winogradConvolve(...arguments_: ConvolutionArguments): void;
  winogradFilterGradient(...arguments_: ConvolutionArguments): void;
  winogradInputGradient(...arguments_: ConvolutionArguments): void;
  maxPool(
    ...arguments_: [x: number, y: number, windows: number, first: number, last: number, scratch: number]
  ): void;
  averagePool(
    ...arguments_: [
      ...[x: number, y: number, windows: number],
      ...[first: number, last: number, share: number, scratch: number],
    ]
  ): void;
  maxPoolGradient(
    ...arguments_: [
      ...[x: number, y: number, upstream: number, gradient: number],
      ...[windows: number, first: number, last: number],
    ]
  ): void;
  averagePoolGradient(
    ...arguments_: [
      ...[upstream: number, gradient: number, windows: number],
      ...[first: number, last: number, share: number],
    ]
  ): void;
}

/** `shape` is a list: kernels/nn/regions.ts has its numbers; `first` and `last` are planes. */
interface RegionKernels {
  fractionalMaxPool(
    ...arguments_: [
      ...[x: number, rows: number, columns: number, y: number],
      ...[shape: number, first: number, last: number, scratch: number],
    ]
  ): void;
  fractionalMaxPoolGradientScratch(width: number, across: number): number;
  fractionalMaxPoolGradient(
    ...arguments_: [
      ...[x: number, y: number, upstream: number, rows: number, columns: number, gradient: number],
      ...[shape: number, first: number, last: number, scratch: number],
    ]
  ): void;
}
