import type { Shape } from '../graph/tensor.js';

/** How a window moves over height and width. Lists are `[height, width]`. */
export type Windows = {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  /** Zeros added at the top, left, bottom and right. */
  readonly padding: readonly number[];
  /** Distance between neighbours within a window; 1 is the usual. */
  readonly dilations: readonly number[];
};

/** How many windows fit, `[height, width]`; undefined when none does. */
export function windowCounts(height: number, width: number, windows: Windows): [number, number] | undefined {
  const { size, strides, padding, dilations } = windows;
  const count = (length: number, axis: 0 | 1) => {
    const reach = (size[axis]! - 1) * dilations[axis]! + 1;
    return Math.floor((length + padding[axis]! + padding[axis + 2]! - reach) / strides[axis]!) + 1;
  };
  const counts: [number, number] = [count(height, 0), count(width, 1)];
  return counts[0] > 0 && counts[1] > 0 ? counts : undefined;
}

/**
 * Goes through every element of every window over a plane, windows in order and their elements in order.
 * @param plane `[height, width]`; @param counts what `windowCounts` says.
 */
export function forEachWindowElement(
  plane: Shape,
  counts: Shape,
  { windows, visit }: { windows: Windows; visit: (window: number, element: number, pixel: number) => void },
): void {
  const [height, width] = plane as [number, number];
  const [rows, columns] = windows.size as [number, number];
  for (let window = 0; window < counts[0]! * counts[1]!; window++) {
    const top = Math.floor(window / counts[1]!) * windows.strides[0]! - windows.padding[0]!;
    const left = (window % counts[1]!) * windows.strides[1]! - windows.padding[1]!;
    for (let element = 0; element < rows * columns; element++) {
      const y = top + Math.floor(element / columns) * windows.dilations[0]!;
      const x = left + (element % columns) * windows.dilations[1]!;
      if (y >= 0 && y < height && x >= 0 && x < width) visit(window, element, y * width + x);
    }
  }
}

/** A number for both axes, or one for each. */
export type Pair = number | readonly [height: number, width: number];

/** `same` keeps the size at stride 1: as many zeros as that takes, the odd one at the bottom right. */
export type Padding =
  | 'valid'
  | 'same'
  | Pair
  | readonly [top: number, left: number, bottom: number, right: number];

/** Windows from what a caller says. */
export function windowsOf(
  size: Pair,
  {
    strides = 1,
    padding = 'valid',
    dilations = 1,
  }: { strides?: Pair; padding?: Padding; dilations?: Pair } = {},
): Windows {
  const [sizes, steps, spread] = [pair(size), pair(strides), pair(dilations)];
  return { size: sizes, strides: steps, dilations: spread, padding: paddingOf(padding, sizes, spread) };
}

const pair = (value: Pair): readonly number[] => (typeof value === 'number' ? [value, value] : value);

function paddingOf(
  padding: Padding,
  size: readonly number[],
  dilations: readonly number[],
): readonly number[] {
  if (padding === 'valid') return [0, 0, 0, 0];
  if (padding === 'same') {
    const missing = size.map((length, axis) => (length - 1) * dilations[axis]!);
    const before = missing.map((zeros) => Math.floor(zeros / 2));
    return [...before, ...missing.map((zeros, axis) => zeros - before[axis]!)];
  }
  const given = typeof padding === 'number' ? [padding, padding] : padding;
  return given.length === 2 ? [...given, ...given] : given;
}
