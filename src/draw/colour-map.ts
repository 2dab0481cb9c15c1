import type { Rgb } from './rgb.js';

/** Viridis at nine even steps (matplotlib, CC0): dark to light, readable without colour vision. */
const VIRIDIS: readonly Rgb[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

/** The colour of a value in [0, 1] on the viridis map; values outside are clamped. */
export function viridis(value: number): Rgb {
  const at = Math.min(1, Math.max(0, value)) * (VIRIDIS.length - 1);
  const below = Math.min(VIRIDIS.length - 2, Math.floor(at));
  const part = at - below;
  const [low, high] = [VIRIDIS[below]!, VIRIDIS[below + 1]!];
  return [0, 1, 2].map((c) => low[c]! + part * (high[c]! - low[c]!)) as unknown as Rgb;
}

/** Bright colours that stay apart from each other and from most photographs, from cold to warm. */
export const MARKS: readonly Rgb[] = [
  [80, 225, 255],
  [140, 255, 100],
  [255, 225, 25],
  [255, 150, 50],
  [255, 110, 180],
  [185, 155, 255],
];
