import type { Tensor } from '../graph/tensor.js';
import { reduceMean } from '../ops/reduce-mean.js';
import { softmaxCrossEntropy } from '../ops/softmax-cross-entropy.js';

/** The mean over the batch of −log of the probability that softmax gives the true class; on logits. */
export const softmaxLoss = (logits: Tensor, targets: Tensor): Tensor =>
  reduceMean(softmaxCrossEntropy(logits, targets));
