import { integer, type OptionsOf, resolveOptions } from '../core/options.js';
import type { Image } from '../image/image.js';
import { resizeImage } from '../image/resize.js';
import { type PooledStep, poolInSteps } from '../nn/fmp/pool-in-steps.js';
import { fmpNetworkOptions } from '../nn/networks/fmp-network.js';
import { blank, paste } from './canvas.js';
import { enlarge, fitInto } from './enlarge.js';
import type { Picture } from './picture.js';
import { toRgb8 } from './rgb.js';
import { label, short, svg } from './svg.js';

const { ratio, sequence, overlapping, form } = fmpNetworkOptions;

/** Options of `drawFmp`. */
export const fmpPictureOptions = {
  steps: integer({ default: 5, min: 1, max: 20, describe: 'poolings, one after another' }),
  ratio,
  sequence,
  overlapping,
  form,
  pixels: integer({
    default: 48,
    min: 4,
    max: 256,
    describe: 'longer side of what is pooled: larger images are made smaller first',
  }),
  seed: integer({ default: 0, describe: 'of the regions' }),
};

/** The longer side of a panel at most. */
const PANEL = 336;
const GAP = 40;
const MARGIN = 16;
const TEXT = 36;
const MOST_COLUMNS = 4;
const FRAME = '#ff6a13';

/**
 * An image under fractional max pooling, step by step: every panel shows it with as large pixels as fit, and over
 * it the edges of the regions that the next step takes the maxima of (of each colour by itself). Edges of overlapping
 * regions run through the middle of the pixels that neighbours share. Framed is all that a pixel in the middle of the
 * last image was computed from.
 * @throws BAD_OPTION for a ratio outside 1 … 2; BAD_SHAPE for more steps than there are pixels for.
 */
export async function drawFmp(
  image: Image,
  options: Partial<OptionsOf<typeof fmpPictureOptions>> = {},
): Promise<Picture> {
  const { pixels, ...config } = resolveOptions('fmp', fmpPictureOptions, options);
  const first = atMost(toRgb8(image), pixels);
  const steps = await poolInSteps(first, config);
  const images = [first, ...steps.map((step) => step.image)];
  const traces = traced(steps);
  const rows = Math.ceil(images.length / MOST_COLUMNS);
  const across = Math.ceil(images.length / rows);
  const slot = fitInto(first, PANEL);
  const sheet = blank({
    width: 2 * MARGIN + across * slot.width + (across - 1) * GAP,
    height: MARGIN + rows * (slot.height + TEXT) + MARGIN / 2,
  });
  const marks = images.map((each, i) => {
    const scale = Math.max(1, Math.floor(Math.min(slot.width / each.width, slot.height / each.height)));
    const x = MARGIN + (i % across) * (slot.width + GAP);
    const y = MARGIN + Math.floor(i / across) * (slot.height + TEXT);
    const left = x + ((slot.width - scale * each.width) >> 1);
    const top = y + ((slot.height - scale * each.height) >> 1);
    paste(sheet, enlarge(each, scale), { x: left, y: top });
    const panel: Panel = { image: each, scale, left, top };
    return [
      ...(steps[i] ? edgeLines(panel, steps[i]!) : []),
      frame(panel, traces[i]!),
      label(`${each.width}×${each.height}`, {
        x: x + slot.width / 2,
        y: y + slot.height + 18,
        anchor: 'middle',
      }),
      ...(images[i + 1] && (i + 1) % across > 0
        ? [arrow(x + slot.width + GAP / 2, y + slot.height / 2)]
        : []),
    ].join('');
  });
  return { image: sheet, overlay: svg(sheet, marks), caption: captionOf(images, config) };
}

function atMost(image: Image<Uint8Array>, pixels: number): Image<Uint8Array> {
  return Math.max(image.width, image.height) > pixels ? resizeImage(image, fitInto(image, pixels)) : image;
}

function captionOf(
  images: readonly Image[],
  { sequence, overlapping, ratio }: Omit<OptionsOf<typeof fmpPictureOptions>, 'pixels'>,
): string {
  const sides = images.map(({ width, height }) => `${width}×${height}`).join(', ');
  return `${sides}: ${sequence} ${overlapping ? 'overlapping' : 'disjoint'} regions, ratio ${short(ratio)}; framed is what one pixel of the last was computed from`;
}

/** Where an image stands on the sheet. */
interface Panel {
  readonly image: Image;
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** Light lines with a dark rim between regions: half-way from the last pixel of one to the first of the next. */
function edgeLines({ image, scale, left, top }: Panel, { rows, columns }: PooledStep): string[] {
  const edges = (bounds: Int32Array) =>
    Array.from({ length: bounds.length / 2 - 1 }, (_, i) =>
      short(((bounds[2 * i + 1]! + 1 + bounds[2 * i + 2]!) / 2) * scale),
    );
  const path = [
    ...edges(columns).map((x) => `M${x} 0v${image.height * scale}`),
    ...edges(rows).map((y) => `M0 ${y}h${image.width * scale}`),
  ].join('');
  // Lines must not hide pixels that are hardly wider than they.
  const dense = scale < 10;
  return [
    `<g transform="translate(${left} ${top})">`,
    `<path d="${path}" stroke="#000" stroke-opacity="${dense ? 0.15 : 0.3}" stroke-width="2.5"/>`,
    `<path d="${path}" stroke="#fff" stroke-opacity="${dense ? 0.5 : 0.8}" stroke-width="1"/>`,
    '</g>',
  ];
}

/** A rectangle of pixels, first and last ones included. */
interface Area {
  readonly columns: readonly [first: number, last: number];
  readonly rows: readonly [first: number, last: number];
}

/** What a pixel in the middle of the last image was computed from, in every image from the first on. */
function traced(steps: readonly PooledStep[]): Area[] {
  const { width, height } = steps.at(-1)!.image;
  const [x, y] = [width >> 1, height >> 1];
  const areas: Area[] = [{ columns: [x, x], rows: [y, y] }];
  const before = ([first, last]: Area['rows'], bounds: Int32Array) =>
    [bounds[2 * first]!, bounds[2 * last + 1]!] as const;
  for (const { rows, columns } of steps.toReversed())
    areas.unshift({ columns: before(areas[0]!.columns, columns), rows: before(areas[0]!.rows, rows) });
  return areas;
}

function frame({ scale, left, top }: Panel, { columns, rows }: Area): string {
  const [x, y] = [left + columns[0] * scale, top + rows[0] * scale];
  const [width, height] = [columns, rows].map(([first, last]) => (last - first + 1) * scale);
  const box = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none"`;
  return `${box} stroke="#000" stroke-opacity="0.6" stroke-width="5"/>${box} stroke="${FRAME}" stroke-width="3"/>`;
}

const arrow = (x: number, y: number): string =>
  `<path d="M${x - 9} ${short(y)}h17m-6 -6l6 6l-6 6" fill="none" stroke="#888" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`;
