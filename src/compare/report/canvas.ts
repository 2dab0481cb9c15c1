import { Markup } from './html.js';

type Plot = typeof import('@observablehq/plot');
/** What `plot` of Observable Plot takes. Its own types want a DOM. */
type PlotOptions = { readonly [option: string]: unknown };

/** Draws charts here and now into SVG, so that the page needs no script. */
export interface Canvas {
  readonly plot: Plot;
  /** @param text what the chart says, for those who do not see it. */
  draw(text: string, options: PlotOptions): Markup;
}

/** The width of a chart in its own units; the page scales it. */
export const chartWidth = 440;

/** Observable Plot on a document of linkedom. Both are loaded only when a report is wanted. */
export async function openCanvas(): Promise<Canvas> {
  const [plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const { document } = parseHTML('<html><body></body></html>');
  return {
    plot,
    draw(text, options) {
      const chart = plot.plot({
        document,
        width: chartWidth,
        className: 'plot',
        style: { fontSize: '12px', fontFamily: 'inherit' },
        ...options,
      } as never);
      chart.setAttribute('role', 'img');
      chart.setAttribute('aria-label', text);
      return new Markup(chart.outerHTML);
    },
  };
}

/** Of an axis below a chart. */
export const below = (label: string) => ({ label, labelAnchor: 'center', labelArrow: 'none' });

/** Of an axis of shares on the left, named in the caption. */
export const sharesAtLeft = { label: null, tickSize: 0, tickPadding: 8, tickFormat: wholePercent };

/** Letters of a name that fit beside a chart. */
const mostLetters = 28;

/** A name that fits beside a chart: of a long one both ends, which tell models apart. */
export function shortName(name: string): string {
  if (name.length <= mostLetters) return name;
  const half = (mostLetters - 1) / 2;
  return `${name.slice(0, Math.ceil(half))}…${name.slice(name.length - Math.floor(half))}`;
}

/** Room for the longest name on the left of a chart. */
export function roomFor(names: readonly string[]): number {
  return 20 + 7.2 * Math.max(...names.map((name) => shortName(name).length));
}

/** Of an axis of models on the left. */
export const modelsAtLeft = (names: readonly string[]) => ({
  domain: names,
  label: null,
  tickSize: 0,
  tickPadding: 10,
  tickFormat: shortName,
});

export function wholePercent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** From the lowest value, rounded down to a whole 10%, to 100%. */
export function shareDomain(lowest: number): readonly [number, number] {
  return [Math.max(0, Math.floor(lowest * 10) / 10), 1];
}

/** Every 10%, or every 20% where those would crowd. */
export function shareTicks([from, to]: readonly [number, number]): number[] {
  const step = to - from > 0.5 ? 20 : 10;
  const ticks: number[] = [];
  for (let tick = to * 100; tick >= from * 100 - 1e-9; tick -= step) ticks.push(tick / 100);
  return ticks.toReversed();
}

/** 1, 3 and 10 of each power of ten within a domain, thinned to whole powers where there are many. */
export function logTicks([from, to]: readonly [number, number]): number[] {
  const steps = Math.log10(to / from) > 3 ? [1] : [1, 3];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++)
    for (const step of steps) ticks.push(Number(`${step}e${power}`));
  return ticks.filter((tick) => tick >= from && tick <= to);
}
