import { describeValue, FoveaError } from '../core/errors.js';
import { choice } from '../core/options.js';

/**
 * What stands beyond the edge of an image, by OpenCV's names. Of `a b c d`, padded by three:
 *
 * | name | left \| image \| right | scipy.ndimage `mode` | numpy.pad `mode` |
 * |---|---|---|---|
 * | `zero` | 0 0 0 \| a b c d \| 0 0 0 | `constant` | `constant` |
 * | `replicate` | a a a \| a b c d \| d d d | `nearest` | `edge` |
 * | `reflect` | c b a \| a b c d \| d c b | `reflect` | `symmetric` |
 * | `reflect-101` | d c b \| a b c d \| c b a | `mirror` | `reflect` |
 *
 * Reflections repeat where the padding is wider than the image.
 */
export type Border = 'zero' | 'replicate' | 'reflect' | 'reflect-101';

/** The `border` option that everything with a window shares. */
export const borderOption = choice({
  choices: ['zero', 'replicate', 'reflect', 'reflect-101'],
  default: 'reflect-101',
  describe: 'pixels beyond the edge: zero, replicate, reflect (cba|abc) or reflect-101 (dcb|abcd)',
});

/** Rows and columns added on each side, in pixels. */
export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/**
 * How far a window may leave the image.
 * - `valid`: not at all.
 * - `same`: by half of the window on every side, so that with stride 1 the output has the size of the input. Only
 *   for odd windows: an even one has no middle.
 * - margins of one's own.
 */
export type Padding = 'valid' | 'same' | Margins;

/**
 * Where position `i` beyond an axis of `length` pixels takes its value from; −1 for `zero` outside.
 * Agrees with OpenCV's `borderInterpolate`.
 */
export function borderIndex(i: number, length: number, border: Border): number {
  if (i >= 0 && i < length) return i;
  if (border === 'zero') return -1;
  if (border === 'replicate' || length === 1) return i < 0 ? 0 : length - 1;
  const period = border === 'reflect' ? 2 * length : 2 * length - 2;
  const phase = ((i % period) + period) % period;
  return phase < length ? phase : period - phase - (border === 'reflect' ? 1 : 0);
}

/**
 * The margins that a padding means for a window of the given size, dilation included.
 * @throws BAD_SHAPE for `same` and an even window; BAD_OPTION for margins that are not integers of at least 0.
 */
export function marginsFor(padding: Padding, window: { width: number; height: number }): Margins {
  if (padding === 'valid') return { top: 0, right: 0, bottom: 0, left: 0 };
  if (padding === 'same') {
    if (window.width % 2 === 0 || window.height % 2 === 0)
      throw new FoveaError(
        'BAD_SHAPE',
        `Expected an odd width and height for a kernel under padding 'same' but received ${window.width}×${window.height}: an even kernel has no middle. Give the margins, as { top, right, bottom, left }, or pad the kernel with zeros.`,
      );
    const [x, y] = [(window.width - 1) / 2, (window.height - 1) / 2];
    return { top: y, right: x, bottom: y, left: x };
  }
  if (padding === null || typeof padding !== 'object')
    throw new FoveaError(
      'BAD_OPTION',
      `Expected 'valid', 'same' or { top, right, bottom, left } for padding but received ${describeValue(padding)}.`,
    );
  for (const side of ['top', 'right', 'bottom', 'left'] as const)
    if (!Number.isInteger(padding[side]) || padding[side] < 0)
      throw new FoveaError(
        'BAD_OPTION',
        `Expected an integer of at least 0 for padding.${side} but received ${describeValue(padding[side])}.`,
      );
  return padding;
}
