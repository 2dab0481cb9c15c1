import { type OptionsOf, resolveOptions } from '../core/options.js';
import {
  type ColourHistogramOptions,
  colourHistogram,
  colourHistogramOptions,
} from '../features/colour-histogram.js';
import { gridCells } from '../features/spatial-grid.js';
import type { Image } from '../image/image.js';
import { bars } from './bars.js';
import { channelBinColour, channelNames, jointBinColour, spaceNames } from './bin-colour.js';
import { blank, paste } from './canvas.js';
import { enlarge, enlarged, readableScale, type Size } from './enlarge.js';
import { gridLines } from './grid-lines.js';
import type { Picture } from './picture.js';
import { type Rgb, toRgb8 } from './rgb.js';
import { svg } from './svg.js';

type Resolved = OptionsOf<typeof colourHistogramOptions>;

const GAP = 8;
/** More bars than this are too thin to see their colour. */
const MOST_BARS = 40;
const LEAST_CHART_HEIGHT = 270;

/**
 * A colour histogram beside its image. Every bar has the colour of the middle of its bin: the commonest colours of
 * a joint histogram in order, or one chart a channel. With a grid, every cell is filled with its colours instead,
 * each as wide as its share: the commonest from the left, or one band a channel.
 */
export function drawColourHistogram(image: Image, options: ColourHistogramOptions = {}): Picture {
  const resolved = resolveOptions('colour', colourHistogramOptions, options);
  const scale = readableScale(image, 512);
  const base = enlarge(toRgb8(image), scale);
  return resolved.grid > 1
    ? besideStripes(image, base, { resolved, scale })
    : besideBars(image, base, { resolved, scale });
}

function besideBars(
  image: Image,
  base: Image<Uint8Array>,
  { resolved, scale }: { resolved: Resolved; scale: number },
): Picture {
  const histogram = colourHistogram(image, resolved);
  const height = Math.max(LEAST_CHART_HEIGHT, base.height);
  const chart = { x: base.width + GAP, y: 0, width: 512, height };
  const sheet = blank({ width: chart.x + chart.width, height });
  paste(sheet, base, { x: 0, y: 0 });
  const marks = resolved.joint
    ? jointBars(histogram, chart, resolved)
    : channelBars(histogram, chart, resolved);
  return {
    image: sheet,
    overlay: svg(sheet, marks),
    caption: `the image${enlarged(scale)}, and its ${spaceNames[resolved.space]} histogram of ${histogram.length} bins, in the bins' colours`,
  };
}

type Chart = Size & { readonly x: number; readonly y: number };

function jointBars(histogram: Float32Array, chart: Chart, { space, bins }: Resolved): string[] {
  const commonest = byValue(histogram).slice(0, MOST_BARS);
  const used = histogram.filter((value) => value > 0).length;
  return bars(
    commonest.map((bin) => histogram[bin]!),
    chart,
    {
      title: `${used} of ${histogram.length} ${spaceNames[space]} colours occur; the ${commonest.length} commonest`,
      ends: ['commonest', ''],
      colour: (i) => jointBinColour(commonest[i]!, { space, bins }),
    },
  );
}

function channelBars(histogram: Float32Array, chart: Chart, { space, bins }: Resolved): string[] {
  const height = chart.height / 3;
  return [0, 1, 2].flatMap((channel) =>
    bars(
      histogram.subarray(channel * bins, (channel + 1) * bins),
      { ...chart, y: channel * height, height },
      {
        title: channelNames[space][channel]!,
        colour: (bin) => channelBinColour(bin, { space, bins, channel }),
      },
    ),
  );
}

function besideStripes(
  image: Image,
  base: Image<Uint8Array>,
  { resolved, scale }: { resolved: Resolved; scale: number },
): Picture {
  const { space, bins, joint, grid } = resolved;
  const histogram = colourHistogram(image, { ...resolved, norm: 'l1' });
  const perCell = histogram.length / (grid * grid);
  const sheet = blank({ width: 2 * base.width + GAP, height: base.height });
  paste(sheet, base, { x: 0, y: 0 });
  gridCells(base, grid).forEach(({ left, top, right, bottom }, cell) => {
    const values = histogram.subarray(cell * perCell, (cell + 1) * perCell);
    const bands = joint ? 1 : 3;
    for (let band = 0; band < bands; band++) {
      const shares = values.subarray((band * perCell) / bands, ((band + 1) * perCell) / bands);
      const order = joint ? byValue(shares) : [...shares.keys()];
      const colour = (bin: number) =>
        joint ? jointBinColour(bin, { space, bins }) : channelBinColour(bin, { space, bins, channel: band });
      const [y, end] = [band, band + 1].map((i) => top + Math.round((i * (bottom - top)) / bands));
      const line = stripes({ shares, order, colour }, right - left);
      for (let row = y!; row < end!; row++) paste(sheet, line, { x: base.width + GAP + left, y: row });
    }
  });
  return {
    image: sheet,
    overlay: svg(sheet, [...gridLines(base, { grid }), ...gridLines(base, { grid, x: base.width + GAP })]),
    caption: `the image${enlarged(scale)}, and the ${spaceNames[space]} histogram of each of ${grid}×${grid} cells: every colour as wide as its share`,
  };
}

/** A line of pixels in which every bin, in the given order, is as wide as its share. */
function stripes(
  { shares, order, colour }: { shares: Float32Array; order: readonly number[]; colour: (bin: number) => Rgb },
  width: number,
): Image<Uint8Array> {
  const line = blank({ width: Math.max(1, width), height: 1 });
  let sum = 0;
  let x = 0;
  for (const bin of order) {
    sum += shares[bin]!;
    const end = Math.min(width, Math.round(sum * width));
    const rgb = colour(bin).map(Math.round);
    for (; x < end; x++) line.data.set(rgb, x * 3);
  }
  return line;
}

/** Bins by falling value; equal ones by number. Empty bins are left out. */
function byValue(histogram: Float32Array): number[] {
  return [...histogram.keys()]
    .filter((bin) => histogram[bin]! > 0)
    .sort((a, b) => histogram[b]! - histogram[a]! || a - b);
}
