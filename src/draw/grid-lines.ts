import { gridCells } from '../features/spatial-grid.js';
import type { Size } from './enlarge.js';

/**
 * The inner lines of a spatial grid over an area, light with a dark rim, as SVG markup; none for a grid of 1.
 * @param x where the area starts in the picture.
 */
export function gridLines({ width, height }: Size, { grid, x = 0 }: { grid: number; x?: number }): string[] {
  const cells = gridCells({ width, height }, grid);
  const lefts = cells.slice(1, grid).map(({ left }) => `M${x + left} 0v${height}`);
  const tops = cells.filter((_, i) => i > 0 && i % grid === 0).map(({ top }) => `M${x} ${top}h${width}`);
  const path = [...lefts, ...tops].join('');
  if (path === '') return [];
  return [
    `<path d="${path}" stroke="#000" stroke-opacity="0.5" stroke-width="3"/>`,
    `<path d="${path}" stroke="#fff" stroke-width="1"/>`,
  ];
}
