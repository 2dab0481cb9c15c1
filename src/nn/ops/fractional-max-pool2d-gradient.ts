import type { Operator } from '../graph/operator.js';
import type { Operation, Tensor } from '../graph/tensor.js';
import { type FractionalPoolAttributes, forEachRegionPixel } from './fractional-max-pool2d.js';

/** Trained through once only: it has no gradient of its own. */
export const fractionalMaxPool2dGradientOperator: Operator<FractionalPoolAttributes> = {
  name: 'fractionalMaxPool2dGradient',
  shape: ([x]) => x!,
  evaluate({ inputs: [x, y, upstream, rows, columns], shapes, output }) {
    output.fill(0);
    const taken = new Uint8Array(y!.length);
    const [shape, , , rowShape, columnShape] = shapes;
    forEachRegionPixel([rows!, columns!], [shape!, rowShape!, columnShape!], (pixel, region) => {
      if (taken[region] || x![pixel] !== y![region]) return;
      taken[region] = 1;
      output[pixel]! += upstream![region]!;
    });
  },
};

/** What comes back through a fractional max pooling: each region's gradient at its first largest pixel. */
export const fractionalMaxPool2dGradient = ({
  x,
  y,
  upstream,
  rows,
  columns,
}: {
  readonly x: Tensor;
  readonly y: Operation;
  readonly upstream: Tensor;
  readonly rows: Tensor;
  readonly columns: Tensor;
}): Tensor =>
  x.graph.apply(
    fractionalMaxPool2dGradientOperator,
    [x, y, upstream, rows, columns],
    y.attributes as FractionalPoolAttributes,
  );
