import type { Size } from './enlarge.js';

/** A complete `<svg>` element of the given size around some markup. */
export function svg({ width, height }: Size, content: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content.join('')}</svg>`;
}

/** A number as short as two decimals allow: `12`, `0.5`, `-3.14`. */
export function short(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}

/** Text that is safe between tags and inside attributes; characters that XML forbids are dropped. */
export function escapeXml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (character) => names[character]!);
}

/** Where text stands and how it looks. `y` is its baseline. */
export interface TextStyle {
  readonly x: number;
  readonly y: number;
  /** Height in pixels. Default 12. */
  readonly size?: number;
  /** Any CSS colour. Default a dark grey. */
  readonly fill?: string;
  /** Which part of the text stands at `x`. Default `start`. */
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** One line of text in whatever sans-serif font there is. */
export function label(text: string, style: TextStyle): string {
  const { x, y, size = 12, fill = '#333', anchor = 'start' } = style;
  return `<text x="${short(x)}" y="${short(y)}" font-family="sans-serif" font-size="${size}" fill="${fill}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
}
