// What networks are computed with.

export { addScaled } from './add-scaled';
export { binary } from './binary';
export { channelWindowSum } from './channel-windows';
export { convolutionScratch, convolve, convolveFilterGradient, convolveInputGradient } from './convolution';
export { fractionalMaxPool } from './fractional-pooling';
export { fractionalMaxPoolGradient, fractionalMaxPoolGradientScratch } from './fractional-pooling-gradient';
export { gemm, gemmScratch } from './gemm';
export { averagePool, maxPool } from './pooling';
export { averagePoolGradient, maxPoolGradient } from './pooling-gradients';
export { oneHot, transpose } from './rearrange';
export { softmax, softmaxCrossEntropy } from './softmax';
export { sums } from './sums';
export { unary } from './unary';
export {
  winogradConvolve,
  winogradFilterGradient,
  winogradInputGradient,
  winogradScratch,
} from './winograd';
