import type { NdArray } from '../core/ndarray.js';
import type { Image } from '../image/image.js';
import type { Rgb } from './rgb.js';

/** A warm white. */
const LIGHT: Rgb = [255, 236, 190];

/** How an orientation histogram becomes a star. */
export interface GlyphStyle {
  /** Width and height of a cell, in pixels of the picture. */
  readonly cell: number;
  /** True where the bins cover 360°: strokes are then rays from the centre instead of bars through it. */
  readonly signed: boolean;
}

/**
 * Lays a star of strokes over each cell of an RGB picture, in place: one stroke an orientation, along the
 * edge (at right angles to the gradient), as bright as its weight. Where strokes cross, the brighter one
 * shows.
 *
 * @param cells `[cellsY, cellsX, orientations]`, weights from 0 to 1 (clamped); bin i is centred on (i + ½) · range / orientations degrees of
 *   the gradient, from the right, clockwise on screen.
 */
export function addGlyphs(picture: Image<Uint8Array>, cells: NdArray, { cell, signed }: GlyphStyle): void {
  const [rows, columns, orientations] = cells.shape as [number, number, number];
  if (rows * columns === 0) return;
  const stamps = Array.from({ length: orientations }, (_, i) => {
    const gradient = ((i + 0.5) * (signed ? 2 : 1) * Math.PI) / orientations;
    return strokeStamp(cell, gradient + Math.PI / 2, signed);
  });
  const light = new Float32Array(cell * cell);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      light.fill(0);
      for (let i = 0; i < orientations; i++) {
        const weight = cells.data[(row * columns + column) * orientations + i]!;
        if (weight > 0) layStamp(light, stamps[i]!, Math.min(1, weight));
      }
      shine(picture, light, { x: column * cell, y: row * cell, cell });
    }
}

/** How much of each pixel of a cell the stroke covers, 0 to 1. */
function strokeStamp(cell: number, angle: number, ray: boolean): Float32Array {
  const stamp = new Float32Array(cell * cell);
  const middle = (cell - 1) / 2;
  const reach = cell * 0.46;
  const half = Math.max(0.6, cell / 28);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let y = 0; y < cell; y++)
    for (let x = 0; x < cell; x++) {
      const along = (x - middle) * cos + (y - middle) * sin;
      const nearest = Math.min(reach, Math.max(ray ? 0 : -reach, along));
      const distance = Math.hypot(x - middle - nearest * cos, y - middle - nearest * sin);
      stamp[y * cell + x] = Math.min(1, Math.max(0, half + 0.5 - distance));
    }
  return stamp;
}

function layStamp(light: Float32Array, stamp: Float32Array, weight: number): void {
  for (let i = 0; i < light.length; i++) {
    const value = weight * stamp[i]!;
    if (value > light[i]!) light[i] = value;
  }
}

/** Moves each pixel of the cell towards the light's colour by its amount. */
function shine(
  { data, width, height }: Image<Uint8Array>,
  light: Float32Array,
  { x, y, cell }: { x: number; y: number; cell: number },
): void {
  for (let j = 0; j < cell && y + j < height; j++)
    for (let i = 0; i < cell && x + i < width; i++) {
      const amount = light[j * cell + i]!;
      const at = ((y + j) * width + x + i) * 3;
      for (let c = 0; c < 3; c++) data[at + c]! += (LIGHT[c]! - data[at + c]!) * amount;
    }
}
