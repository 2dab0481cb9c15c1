/** One cell of a grid laid over an image: pixels `left ≤ x < right`, `top ≤ y < bottom`. */
export interface GridCell {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Cuts an image into `grid × grid` cells, row by row, as equal as whole pixels allow: cell i of n spans
 * ⌊i·length/n⌋ to ⌊(i+1)·length/n⌋. In an image of fewer pixels than cells some cells are empty.
 */
export function gridCells({ width, height }: { width: number; height: number }, grid: number): GridCell[] {
  const cut = (i: number, length: number) => Math.floor((i * length) / grid);
  return Array.from({ length: grid * grid }, (_, i) => {
    const [column, row] = [i % grid, Math.floor(i / grid)];
    return {
      left: cut(column, width),
      top: cut(row, height),
      right: cut(column + 1, width),
      bottom: cut(row + 1, height),
    };
  });
}
