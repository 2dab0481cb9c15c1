import type { NdArray } from '../core/ndarray.js';
import { resolveOptions } from '../core/options.js';
import { lbp } from '../features/lbp.js';
import { type LbpFeatureOptions, lbpFeature, lbpOptions } from '../features/lbp-extractor.js';
import type { Image } from '../image/image.js';
import { toGreyU8 } from '../image/luma.js';
import { bars } from './bars.js';
import { blank, paste } from './canvas.js';
import { viridis } from './colour-map.js';
import { enlarge, enlarged, readableScale } from './enlarge.js';
import { gridLines } from './grid-lines.js';
import type { Picture } from './picture.js';
import { type Rgb, toRgb8 } from './rgb.js';
import { short, svg } from './svg.js';

const CHART = 150;
const GAP = 8;
/** Codes that lump everything not uniform together. */
const OTHER: Rgb = [150, 150, 150];

/**
 * LBP as a picture: the grey image, beside it the code of every pixel in a colour, and below both the
 * histogram, its bars in the colours of their codes. Colours run from dark blue (code 0) to yellow (the highest);
 * the code for everything not uniform is grey. With a grid, its lines are drawn and the histogram is that
 * of all cells, one after the other.
 */
export function drawLbp(image: Image, options: LbpFeatureOptions = {}): Picture {
  const { bins, grid, norm, ...codeOptions } = resolveOptions('lbp', lbpOptions, options);
  // On the 8-bit scale, so that variances of any image mean the same colours.
  const grey = toGreyU8(image, codeOptions.luma);
  const histogram = lbpFeature(grey, options);
  const colour = codeColours(codeOptions.method, histogram.length / (grid * grid));
  const coded = codeImage(lbp(grey, codeOptions), codeOptions.method === 'var' ? varianceColour : colour);
  const scale = readableScale(image, 512);
  const side = { width: image.width * scale, height: image.height * scale };
  const sheet = blank({ width: 2 * side.width + GAP, height: side.height + GAP + CHART });
  paste(sheet, enlarge(toRgb8(grey), scale), { x: 0, y: 0 });
  paste(sheet, enlarge(coded, scale), { x: side.width + GAP, y: 0 });
  const { points, radius, method } = codeOptions;
  const title = `LBP ${method}, P = ${points}, R = ${short(radius)}${norm === 'l1-sqrt' ? ', square roots' : ''}`;
  const marks = [
    ...gridLines(side, { grid }),
    ...bars(
      histogram,
      { x: 0, y: side.height + GAP, width: sheet.width, height: CHART },
      { title, colour: (i) => colour(i % (histogram.length / (grid * grid))) },
    ),
  ];
  return {
    image: sheet,
    overlay: svg(sheet, marks),
    caption: `the image, the code of each pixel${enlarged(scale)}, and the histogram of ${histogram.length} bins`,
  };
}

function codeColours(method: string, codes: number): (code: number) => Rgb {
  const lumped = method === 'uniform' || method === 'nri-uniform';
  const last = Math.max(1, codes - (lumped ? 2 : 1));
  return (code) => (lumped && code === codes - 1 ? OTHER : viridis(code / last));
}

/** The colour of a variance, as of its bin in the histogram: log₂(1 + v) on [0, 14); NaN (no contrast) is 0. */
const varianceColour = (variance: number): Rgb =>
  viridis(Number.isNaN(variance) ? 0 : Math.log2(1 + Math.max(0, variance)) / 14);

function codeImage(
  { data, shape }: NdArray<Uint32Array | Float64Array>,
  colour: (code: number) => Rgb,
): Image<Uint8Array> {
  const [height, width] = shape as [number, number];
  const pixels = new Uint8Array(data.length * 3);
  const known = new Map<number, Rgb>();
  for (let i = 0; i < data.length; i++) {
    const code = data[i]!;
    const rgb = known.get(code) ?? colour(code);
    known.set(code, rgb);
    pixels.set(rgb, i * 3);
  }
  return { data: pixels, width, height, channels: 3 };
}
