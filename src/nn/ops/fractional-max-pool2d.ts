import type { OnnxEmitter } from '../graph/onnx-emitter.js';
import type { Operator } from '../graph/operator.js';
import type { Shape, Tensor, Values } from '../graph/tensor.js';
import { commuteWithMaximum } from './commute-with-maximum.js';
import { fractionalMaxPool2dGradient } from './fractional-max-pool2d-gradient.js';

/** What an engine may rely on: no region is wider than `widest` pixels, and no pixel is in more than `most` of them. */
export type FractionalPoolAttributes = { readonly widest: number; readonly most: number };

export const fractionalMaxPool2dOperator: Operator<FractionalPoolAttributes> = {
  name: 'fractionalMaxPool2d',
  shape([x, rows, columns], _, refuse) {
    const fits = (regions: Shape) =>
      regions.length === 3 && regions[2] === 2 && (regions[0] === 1 || regions[0] === x![0]);
    if (x!.length !== 4 || !fits(rows!) || !fits(columns!))
      refuse('[batch, channels, height, width], and rows and columns [batch or 1, regions, 2]');
    return [x![0]!, x![1]!, rows![1]!, columns![1]!];
  },
  evaluate({ inputs: [x, rows, columns], shapes, output }) {
    output.fill(-Infinity);
    forEachRegionPixel([rows!, columns!], shapes, (pixel, region) => {
      if (x![pixel]! > output[region]!) output[region] = x![pixel]!;
    });
  },
  gradient(y, upstream) {
    const [x, rows, columns] = y.inputs as [Tensor, Tensor, Tensor];
    return [fractionalMaxPool2dGradient({ x, y, upstream, rows, columns }), undefined, undefined];
  },
  onnx({ inputs: [x, rows, columns], attributes }, emitter) {
    const { widest } = attributes as FractionalPoolAttributes;
    const byRows = pooledAlong(2, {
      emitter,
      name: emitter.nameOf(x!),
      regions: emitter.nameOf(rows!),
      widest,
    });
    return pooledAlong(3, { emitter, name: byRows, regions: emitter.nameOf(columns!), widest });
  },
};

/**
 * Maxima along one axis: of each region its first pixel, its last, and those between where there may be any. All
 * images share the regions: a file does not know how large its batches will be.
 */
function pooledAlong(
  axis: number,
  { emitter, name, regions, widest }: { emitter: OnnxEmitter; name: string; regions: string; widest: number },
): string {
  const all = emitter.node('Reshape', [regions, emitter.integers([-1, 2])]);
  const column = (i: number) => emitter.node('Gather', [all, emitter.integers([i], [])], { axis: 1 });
  const [first, last] = [column(0), column(1)];
  const places = [first, last];
  for (let step = 1; step < widest - 1; step++) {
    const distance = emitter.node('Cast', [emitter.integers([step], [])], { to: INT32 });
    places.push(emitter.node('Min', [emitter.node('Add', [first, distance]), last]));
  }
  const pixels = places.map((indices) => emitter.node('Gather', [name, indices], { axis }));
  return emitter.node('Max', pixels);
}

/** ONNX's number for int32. */
const INT32 = 6;

/**
 * Goes through all pixels of all regions of all channels: columns of a region from left to right, in each its pixels
 * from top to bottom; so "the first" of equal pixels is meant here.
 */
export function forEachRegionPixel(
  [rows, columns]: readonly [rows: Values, columns: Values],
  [x, rowShape, columnShape]: readonly Shape[],
  visit: (pixel: number, region: number) => void,
): void {
  const [batch, channels, height, width] = x as [number, number, number, number];
  const [down, across] = [rowShape![1]!, columnShape![1]!];
  for (let image = 0; image < batch; image++) {
    const rowStart = rowShape![0] === 1 ? 0 : image * down;
    const columnStart = columnShape![0] === 1 ? 0 : image * across;
    for (let channel = 0; channel < channels; channel++) {
      const plane = image * channels + channel;
      for (let i = 0; i < down; i++) {
        const [top, bottom] = rangeOf(rows, rowStart + i, height);
        for (let j = 0; j < across; j++) {
          const [left, right] = rangeOf(columns, columnStart + j, width);
          for (let c = left; c <= right; c++)
            for (let r = top; r <= bottom; r++)
              visit((plane * height + r) * width + c, (plane * down + i) * across + j);
        }
      }
    }
  }
}

/** First and last pixel of a range, as far as they are there: whoever feeds regions may feed any numbers. */
const rangeOf = (ranges: Values, i: number, length: number): readonly [first: number, last: number] => [
  Math.max(0, ranges[2 * i]!),
  Math.min(length - 1, ranges[2 * i + 1]!),
];

/**
 * The largest number of each region: a region is a range of rows times a range of columns, in every channel alike. At
 * a tie the gradient goes to the first, column by column. What of a region lies outside the plane counts for nothing.
 * @param x `[batch, channels, height, width]`
 * @param options.rows int32 `[batch, regions, 2]`, first and last row of each (or `[1, …]` for a whole batch);
 * `columns` likewise. `widest`: the pixels of the widest region along either axis; `most`: the regions, along either
 * axis, that may share a pixel.
 */
export function fractionalMaxPool2d(
  x: Tensor,
  { rows, columns, widest, most }: { rows: Tensor; columns: Tensor } & FractionalPoolAttributes,
): Tensor {
  return commuteWithMaximum(x, (inner) =>
    inner.graph.apply(fractionalMaxPool2dOperator, [inner, rows, columns], { widest, most }),
  );
}
