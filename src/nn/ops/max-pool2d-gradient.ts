import type { Operator } from '../graph/operator.js';
import type { Operation, Tensor } from '../graph/tensor.js';
import { forEachPooled } from './max-pool2d.js';
import type { Windows } from './windows.js';

/** Trained through once only: it has no gradient of its own. */
export const maxPool2dGradientOperator: Operator<Windows> = {
  name: 'maxPool2dGradient',
  shape: ([x]) => x!,
  evaluate({ inputs: [x, y, upstream], shapes, output, attributes }) {
    output.fill(0);
    const taken = new Uint8Array(y!.length);
    forEachPooled({ x: shapes[0]!, y: shapes[1]! }, attributes, (at, from) => {
      if (taken[from] || x![at] !== y![from]) return;
      taken[from] = 1;
      output[at]! += upstream![from]!;
    });
  },
};

/** What comes back through a max pooling: each window's gradient at its first largest element. */
export const maxPool2dGradient = (x: Tensor, y: Operation, upstream: Tensor): Tensor =>
  x.graph.apply(maxPool2dGradientOperator, [x, y, upstream], y.attributes as Windows);
