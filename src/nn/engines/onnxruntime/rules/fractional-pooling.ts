import type { Tensor } from '../../../graph/tensor.js';
import type { FractionalPoolAttributes } from '../../../ops/fractional-max-pool2d.js';
import type { Lowering, Placed, Rule } from '../lowering.js';
import { channelsInnermost, inOrder } from '../order.js';

/** One of the pixels that a region is compared by, all regions at once. */
interface Compared {
  /** Which slices they are. */
  readonly places: string;
  /** 1 where it is the first of the largest. */
  readonly chosen: string;
}

/** Maxima along one axis: every slice of the result is that of two or three slices. */
interface AxisPooling {
  readonly largest: string;
  readonly compared: readonly Compared[];
}

/**
 * Rows first, then columns, with channels innermost: a row of pixels, then a pixel, is one slice of memory. Regions
 * differ from image to image at no cost, since the images are part of the axis that is gathered along.
 */
export const fractionalMaxPool2d: Rule = (operation, lowering) => {
  const { columns } = poolings(operation.inputs as [Tensor, Tensor, Tensor], {
    lowering,
    widest: (operation.attributes as FractionalPoolAttributes).widest,
  });
  const shape = inOrder(operation.shape, channelsInnermost);
  return { name: lowering.reshape(columns.largest, shape), order: channelsInnermost };
};

/** Slices go back where they came from, and are added up where regions share them. */
export const fractionalMaxPool2dGradient: Rule = (operation, lowering): Placed => {
  const [x, , upstream, rowRegions, columnRegions] = operation.inputs as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  const { widest } = operation.attributes as FractionalPoolAttributes;
  const { rows, columns } = poolings([x, rowRegions, columnRegions], { lowering, widest });
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  const down = upstream.shape[2]!;
  const incoming = lowering.reshape(lowering.read(upstream, channelsInnermost), [-1, channels]);
  const wide = scattered(incoming, columns, { lowering, slices: batch * down * width, length: channels });
  const byRows = lowering.reshape(wide, [batch * down, width * channels]);
  const all = scattered(byRows, rows, { lowering, slices: batch * height, length: width * channels });
  return { name: lowering.reshape(all, inOrder(x.shape, channelsInnermost)), order: channelsInnermost };
};

function poolings(
  [x, rowRegions, columnRegions]: readonly [Tensor, Tensor, Tensor],
  { lowering, widest }: { readonly lowering: Lowering; readonly widest: number },
): { readonly rows: AxisPooling; readonly columns: AxisPooling } {
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  const down = rowRegions.shape[1]!;
  const name = lowering.read(x, channelsInnermost);
  return lowering.once(`fractional ${name} ${lowering.lying(rowRegions)}`, () => {
    const rowPlaces = places(rowRegions, {
      lowering,
      widest,
      starts: range(batch, height),
      shape: [batch, 1],
    });
    const rows = pooled(lowering.reshape(name, [batch * height, width * channels]), rowPlaces, lowering);
    const columnPlaces = places(columnRegions, {
      lowering,
      widest,
      starts: range(batch * down, width),
      shape: [batch, down, 1],
    });
    const slices = lowering.reshape(rows.largest, [batch * down * width, channels]);
    return { rows, columns: pooled(slices, columnPlaces, lowering) };
  });
}

const range = (count: number, step: number): Int32Array =>
  Int32Array.from({ length: count }, (_, i) => i * step);

/** Slices of the first, the last and the middle pixel of every region, each a flat list. */
function places(
  regions: Tensor,
  options: {
    readonly lowering: Lowering;
    readonly widest: number;
    /** Where the regions' axis begins for each image, or each row of each image. */
    readonly starts: Int32Array;
    readonly shape: readonly number[];
  },
): string[] {
  const { lowering, widest, starts, shape } = options;
  const [images, count] = regions.shape as [number, number];
  const between = new Array<number>(shape.length - 2).fill(1);
  const all = lowering.lying(regions);
  const bound = (i: number) =>
    lowering.reshape(lowering.node('Gather', [all, lowering.integers([i], [])], { axis: 2 }), [
      images,
      ...between,
      count,
    ]);
  const [first, last] = [bound(0), bound(1)];
  const bounds = [first, last];
  if (widest > 2) {
    const one = lowering.places(Int32Array.of(1), []);
    bounds.splice(1, 0, lowering.node('Min', [lowering.node('Add', [first, one]), last]));
  }
  const from = lowering.places(starts, shape);
  return bounds.map((each) => lowering.reshape(lowering.node('Add', [each, from]), [-1]));
}

function pooled(slices: string, listed: readonly string[], lowering: Lowering): AxisPooling {
  const gathered = listed.map((each) => lowering.node('Gather', [slices, each], { axis: 0 }));
  const largest = lowering.node('Max', gathered);
  const compared = gathered.map((values, i) => ({
    places: listed[i]!,
    chosen: lowering.node('Cast', [lowering.node('GreaterOrEqual', [values, largest])], { to: FLOAT }),
  }));
  return { largest, compared };
}

/** ONNX's numbers for float32 and int64. */
const FLOAT = 1;
const INT64 = 7;

function scattered(
  upstream: string,
  { compared }: AxisPooling,
  {
    lowering,
    slices,
    length,
  }: { readonly lowering: Lowering; readonly slices: number; readonly length: number },
): string {
  let out = lowering.node('Expand', [lowering.floats([0], [1]), lowering.integers([slices, length])]);
  let left = upstream;
  for (const [i, { places: listed, chosen }] of compared.entries()) {
    // What no pixel before has taken; the last one takes all that is left.
    const share = i === compared.length - 1 ? left : lowering.node('Mul', [left, chosen]);
    const indices = lowering.reshape(lowering.node('Cast', [listed], { to: INT64 }), [-1, 1]);
    out = lowering.node('ScatterND', [out, indices, share], { reduction: 'add' });
    if (share !== left) left = lowering.node('Sub', [left, share]);
  }
  return out;
}
