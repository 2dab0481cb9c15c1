import type { Tensor } from '../../../graph/tensor.js';
import type { FractionalPoolAttributes } from '../../../ops/fractional-max-pool2d.js';
import type { Lowering, Placed, Rule } from '../lowering.js';
import { channelsInnermost, inOrder } from '../order.js';
import { type PooledAxis, pixelCandidates, regionPlaces } from './region-places.js';

/** Maxima along one axis: every slice of the result is that of two or three slices. */
interface AxisPooling {
  readonly largest: string;
  /** Of each candidate but the last: 1 where it is the first of the largest. */
  readonly chosen: readonly string[];
  readonly axis: PooledAxis;
  readonly regions: Tensor;
}

/**
 * Rows first, then columns, with channels innermost: a row of pixels, then a pixel, is one slice of memory. Regions
 * differ from image to image at no cost, since the images are part of the axis that is gathered along.
 */
export const fractionalMaxPool2d: Rule = (operation, lowering) => {
  const { columns } = poolings(operation.inputs as Inputs, {
    lowering,
    attributes: operation.attributes as FractionalPoolAttributes,
  });
  const shape = inOrder(operation.shape, channelsInnermost);
  return { name: lowering.reshape(columns.largest, shape), order: channelsInnermost };
};

/** Slices go back where they came from, and are added up where regions share them. */
export const fractionalMaxPool2dGradient: Rule = (operation, lowering): Placed => {
  const [x, , upstream, ...regions] = operation.inputs as [Tensor, Tensor, Tensor, Tensor, Tensor];
  const attributes = operation.attributes as FractionalPoolAttributes;
  const { rows, columns } = poolings([x, ...regions], { lowering, attributes });
  const [, channels, , width] = x.shape as [number, number, number, number];
  const { most } = attributes;
  const incoming = lowering.reshape(lowering.read(upstream, channelsInnermost), [-1, channels]);
  const wide = givenBack(incoming, columns, { lowering, most, length: channels });
  const byRows = lowering.reshape(wide, [-1, width * channels]);
  const all = givenBack(byRows, rows, { lowering, most, length: width * channels });
  return { name: lowering.reshape(all, inOrder(x.shape, channelsInnermost)), order: channelsInnermost };
};

type Inputs = readonly [x: Tensor, rows: Tensor, columns: Tensor];

function poolings(
  [x, rowRegions, columnRegions]: Inputs,
  { lowering, attributes }: { readonly lowering: Lowering; readonly attributes: FractionalPoolAttributes },
): { readonly rows: AxisPooling; readonly columns: AxisPooling } {
  const [images, channels, height, width] = x.shape as [number, number, number, number];
  const candidates = attributes.widest > 2 ? 3 : 2;
  const axisOf = (regions: Tensor, lines: number, length: number): PooledAxis => {
    const [sets, count] = regions.shape as [number, number];
    return { images, lines, length, count, isShared: sets === 1, candidates };
  };
  const name = lowering.read(x, channelsInnermost);
  return lowering.once(`fractional ${name} ${lowering.lying(rowRegions)}`, () => {
    const rowAxis = axisOf(rowRegions, 1, height);
    const slices = lowering.reshape(name, [images * height, width * channels]);
    const rows = pooled(slices, { regions: rowRegions, axis: rowAxis, lowering });
    const pixels = lowering.reshape(rows.largest, [-1, channels]);
    const columnAxis = axisOf(columnRegions, rowAxis.count, width);
    return { rows, columns: pooled(pixels, { regions: columnRegions, axis: columnAxis, lowering }) };
  });
}

function pooled(
  slices: string,
  {
    regions,
    axis,
    lowering,
  }: { readonly regions: Tensor; readonly axis: PooledAxis; readonly lowering: Lowering },
): AxisPooling {
  const { images, lines, count, candidates } = axis;
  const size = images * lines * count;
  const places = lowering.derived(regions, {
    shape: [candidates * size],
    compute: (values, into) => regionPlaces(values, axis, into),
  });
  const listed = lowering.split(
    'Split',
    [places, lowering.integers(new Array<number>(candidates).fill(size))],
    {
      outputs: candidates,
      attributes: { axis: 0 },
    },
  );
  const gathered = listed.map((each) => lowering.node('Gather', [slices, each], { axis: 0 }));
  const largest = lowering.node('Max', gathered);
  const chosen = gathered
    .slice(0, -1)
    .map((values) =>
      lowering.node('Cast', [lowering.node('GreaterOrEqual', [values, largest])], { to: FLOAT }),
    );
  return { largest, chosen, axis, regions };
}

/** ONNX's number for float32. */
const FLOAT = 1;

/** Every slice gathers what it gave, from lists of what each candidate of each region gets and a slice of zeros. */
function givenBack(
  upstream: string,
  { chosen, axis, regions }: AxisPooling,
  { lowering, most, length }: { readonly lowering: Lowering; readonly most: number; readonly length: number },
): string {
  const pixels = axis.images * axis.lines * axis.length;
  let left = upstream;
  const shares = chosen.map((mask) => {
    const share = lowering.node('Mul', [left, mask]);
    // What no pixel before has taken; the last one takes all that is left.
    left = lowering.node('Sub', [left, share]);
    return share;
  });
  const zeros = lowering.floats(new Array<number>(length).fill(0), [1, length]);
  const all = lowering.node('Concat', [...shares, left, zeros], { axis: 0 });
  const places = lowering.derived(regions, {
    shape: [most * pixels],
    compute: (values, into) => pixelCandidates(values, axis, { most, into }),
  });
  if (most === 1) return lowering.node('Gather', [all, places], { axis: 0 });
  const lists = lowering.split('Split', [places, lowering.integers(new Array<number>(most).fill(pixels))], {
    outputs: most,
    attributes: { axis: 0 },
  });
  const gathered = lists.map((list) => lowering.node('Gather', [all, list], { axis: 0 }));
  return gathered.reduce((sum, each) => lowering.node('Add', [sum, each]));
}
