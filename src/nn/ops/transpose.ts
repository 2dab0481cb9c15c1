import { forEachElement } from '../graph/broadcast.js';
import type { Operator } from '../graph/operator.js';
import type { Shape, Tensor } from '../graph/tensor.js';

type Permutation = { readonly axes: readonly number[] };

export const transposeOperator: Operator<Permutation> = {
  name: 'transpose',
  shape([x], { axes }, refuse) {
    if (axes.toSorted((a, b) => a - b).join() !== x!.map((_, axis) => axis).join())
      refuse(`${axes.length} axes, to be reordered as ${axes.join(', ')}`);
    return axes.map((axis) => x![axis]!);
  },
  evaluate({ inputs: [x], shapes: [from], output, shape, attributes: { axes } }) {
    const strides = from!.map((_, axis) => from!.slice(axis + 1).reduce((size, length) => size * length, 1));
    forEachElement(shape, [axes.map((axis) => strides[axis]!)], (element, place) => {
      output[element] = x![place]!;
    });
  },
  gradient({ attributes }, upstream) {
    const { axes } = attributes as Permutation;
    return [
      transpose(
        upstream,
        axes.map((_, axis) => axes.indexOf(axis)),
      ),
    ];
  },
  onnx({ inputs: [x], attributes }, emitter) {
    return emitter.node('Transpose', [emitter.nameOf(x!)], { perm: (attributes as Permutation).axes });
  },
};

/** Axes in another order: axis i of the result is axis `axes[i]` of x. */
export const transpose = (x: Tensor, axes: Shape): Tensor => x.graph.apply(transposeOperator, [x], { axes });
