import { describeValue, FoveaError } from '../core/errors.js';

/** What to do with an image on its way in. Every field may be left out. */
export interface LoadOptions {
  /** Width to resize to, in pixels. Given alone, the height follows and the proportions stay. */
  readonly width?: number | undefined;
  /** Height to resize to, in pixels. Given alone, the width follows and the proportions stay. */
  readonly height?: number | undefined;
  /**
   * How an image meets a width and a height that are both given.
   * `fill`: exactly that size, proportions changed (as OpenCV `resize`).
   * `cover`: exactly that size, proportions kept, what hangs over is cropped evenly from both sides.
   * `inside`: proportions kept, the largest size that fits.
   * @default 'fill'
   */
  readonly fit?: Fit | undefined;
  /** The colour that shows through transparency, as `#rgb` or `#rrggbb`. @default '#ffffff', white */
  readonly background?: string | undefined;
  /** Images of more pixels, before or after resizing, are refused. @default 100,000,000 */
  readonly maxPixels?: number | undefined;
  /**
   * What makes a damaged file an error. `error`: a file cut short, or data that the decoder cannot make sense of.
   * `warning`: also what it merely complains about. `truncated`: only a file cut short. `none`: whatever could be
   * decoded is kept, and the rest is grey or black.
   * @default 'error'
   */
  readonly failOn?: FailOn | undefined;
}

/** How an image meets a size of other proportions. */
export type Fit = 'fill' | 'cover' | 'inside';

/** How badly a file must be damaged to be refused. */
export type FailOn = 'none' | 'truncated' | 'error' | 'warning';

/** Load options with every default filled in. */
export interface ResolvedLoadOptions {
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly fit: Fit;
  readonly background: string;
  readonly maxPixels: number;
  readonly failOn: FailOn;
}

const fits: readonly Fit[] = ['fill', 'cover', 'inside'];
const failures: readonly FailOn[] = ['none', 'truncated', 'error', 'warning'];
const names: readonly (keyof LoadOptions)[] = ['width', 'height', 'fit', 'background', 'maxPixels', 'failOn'];

/** Fills in the defaults. @throws BAD_OPTION for an unknown name or a value that cannot be used. */
export function resolveLoadOptions(given: LoadOptions = {}): ResolvedLoadOptions {
  for (const name of Object.keys(given))
    demand((names as readonly string[]).includes(name), `an option of loading (${names.join(', ')})`, name);
  const { width, height, fit = 'fill', background = '#ffffff' } = given;
  const { maxPixels = 100_000_000, failOn = 'error' } = given;
  for (const [name, value] of Object.entries({ width, height, maxPixels }))
    demand(value === undefined || isCount(value), `a positive integer for ${name}`, value);
  demand(fits.includes(fit), `one of ${fits.join(', ')} for fit`, fit);
  demand(failures.includes(failOn), `one of ${failures.join(', ')} for failOn`, failOn);
  demand(/^#([0-9a-f]{3}){1,2}$/i.test(background), 'a colour as #rgb or #rrggbb for background', background);
  return { width, height, fit, background, maxPixels, failOn };
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function demand(holds: boolean, expected: string, received: unknown): void {
  if (!holds)
    throw new FoveaError('BAD_OPTION', `Expected ${expected} but received ${describeValue(received)}.`);
}
