import type { Random } from '../../core/random.js';

/** More cells than a picture shows, and a power of two. */
const side = 32;

/** Points all over the plane, one at a random place in every unit cell, each with a number of its own. */
export class ScatteredPoints {
  /** Of the nine points looked at last: how far each is. */
  readonly distances = new Float32Array(9);
  /** Of the nine points looked at last: the number of each, in [0, 1). */
  readonly chances = new Float32Array(9);
  readonly #points: Float32Array;

  constructor(random: Random) {
    this.#points = Float32Array.from({ length: side * side * 3 }, () => random.uniform());
  }

  /** Looks from (x, y) at the points of the cell around it and of its eight neighbours. */
  lookFrom(x: number, y: number): void {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    for (let dy = -1, k = 0; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++, k++) {
        const at = (((row + dy) & (side - 1)) * side + ((column + dx) & (side - 1))) * 3;
        const ex = x - column - dx - this.#points[at]!;
        const ey = y - row - dy - this.#points[at + 1]!;
        this.distances[k] = Math.sqrt(ex * ex + ey * ey);
        this.chances[k] = this.#points[at + 2]!;
      }
  }
}
