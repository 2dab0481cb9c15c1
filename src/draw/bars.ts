import { cssColour, type Rgb } from './rgb.js';
import { label, short } from './svg.js';

/** A rectangle in pixels of the picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a vector's bars are drawn. */
export interface BarStyle {
  /** The colour of bar i. Default one blue. */
  readonly colour?: (i: number) => Rgb;
  /** A heading above the bars. */
  readonly title?: string;
  /** Values at the left and right end, in words. Default the first and last index. */
  readonly ends?: readonly [string, string];
}

const HEADING = 18;
const FOOTING = 16;
const BLUE: Rgb = [46, 109, 180];

/**
 * A bar chart of a vector as SVG markup inside `box`: bars stand on the zero line, negative ones hang from
 * it. Where there are more values than pixels, each bar shows the value furthest from zero among its own.
 * An empty vector gives the frame alone. Values that are not finite are drawn as zero.
 */
export function bars(values: ArrayLike<number>, box: Box, style: BarStyle = {}): string[] {
  const plot = {
    x: box.x + 4,
    y: box.y + HEADING,
    width: box.width - 8,
    height: box.height - HEADING - FOOTING,
  };
  const shown = condense(values, Math.max(1, Math.floor(plot.width)));
  const top = Math.max(0, ...shown.map(({ value }) => value));
  const bottom = Math.min(0, ...shown.map(({ value }) => value));
  const unit = plot.height / (top - bottom || 1);
  const zero = plot.y + top * unit;
  const [first, last] = style.ends ?? ['0', String(Math.max(0, values.length - 1))];
  return [
    `<rect x="${short(plot.x)}" y="${short(plot.y)}" width="${short(plot.width)}" height="${short(plot.height)}" fill="#f1f2f4"/>`,
    ...paths(shown, { ...plot, zero, unit }, style.colour ?? (() => BLUE)),
    `<path d="M${short(plot.x)} ${short(zero)}h${short(plot.width)}" stroke="#888" stroke-width="1"/>`,
    label(style.title ?? '', { x: plot.x, y: box.y + HEADING - 5 }),
    label(amount(top), {
      x: plot.x + plot.width,
      y: box.y + HEADING - 5,
      size: 10,
      anchor: 'end',
      fill: '#777',
    }),
    label(first, { x: plot.x, y: box.y + box.height - 4, size: 10, fill: '#777' }),
    label(last, { x: plot.x + plot.width, y: box.y + box.height - 4, size: 10, fill: '#777', anchor: 'end' }),
  ];
}

interface Bar {
  readonly value: number;
  /** Index of the value in the vector. */
  readonly index: number;
}

function condense(values: ArrayLike<number>, most: number): Bar[] {
  const count = Math.min(values.length, most);
  return Array.from({ length: count }, (_, bar) => {
    let index = Math.floor((bar * values.length) / count);
    const end = Math.floor(((bar + 1) * values.length) / count);
    for (let i = index + 1; i < end; i++)
      if (Math.abs(finite(values[i]!)) > Math.abs(finite(values[index]!))) index = i;
    return { value: finite(values[index]!), index };
  });
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

/** One path a colour, so that a thousand bars are a handful of elements. */
function paths(
  shown: readonly Bar[],
  plot: Box & { zero: number; unit: number },
  colour: (i: number) => Rgb,
): string[] {
  const pitch = plot.width / Math.max(1, shown.length);
  const gap = pitch >= 4 ? Math.min(3, pitch * 0.2) : 0;
  const byColour = new Map<string, string>();
  shown.forEach(({ value, index }, i) => {
    if (value === 0) return;
    const fill = cssColour(colour(index));
    const bar = `M${short(plot.x + i * pitch + gap / 2)} ${short(plot.zero)}h${short(pitch - gap)}v${short(-value * plot.unit)}h${short(gap - pitch)}z`;
    byColour.set(fill, (byColour.get(fill) ?? '') + bar);
  });
  // A thin line keeps bars apart from the ground where their colour is close to it.
  const line = pitch >= 4 ? ' stroke="#0006" stroke-width="0.5"' : '';
  return [...byColour].map(([fill, d]) => `<path d="${d}" fill="${fill}"${line}/>`);
}

/** A number with three significant digits. */
function amount(value: number): string {
  return value === 0 ? '0' : String(Number(value.toPrecision(3)));
}
