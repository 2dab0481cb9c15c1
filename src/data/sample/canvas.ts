/** Red, green, blue in [0, 1]. */
export type Rgb = readonly [number, number, number];

/** A number at every place of the picture; u runs right and v down, both from 0 to 1. */
export type Field = (u: number, v: number) => number;

/** The picture while it is drawn: square, interleaved RGB, values in [0, 1] before the light falls on it. */
export interface Canvas {
  readonly size: number;
  readonly rgb: Float32Array;
}

/** A black canvas of `size` × `size` pixels. */
export const blankCanvas = (size: number): Canvas => ({ size, rgb: new Float32Array(size * size * 3) });

/** What is laid over a canvas: where, in which colour, and how bright. */
export interface Paint {
  /** 0: nothing, 1: covers all that lies below. */
  readonly coverage: Field;
  readonly colour: Rgb;
  /** Multiplies the colour. @default 1 everywhere */
  readonly tone?: Field;
}

/** Lays paint over a canvas. */
export function paint({ size, rgb }: Canvas, { coverage, colour, tone }: Paint): void {
  for (let y = 0, p = 0; y < size; y++)
    for (let x = 0; x < size; x++, p += 3) {
      const u = (x + 0.5) / size;
      const v = (y + 0.5) / size;
      const alpha = coverage(u, v);
      if (alpha <= 0) continue;
      const light = tone ? tone(u, v) : 1;
      for (let c = 0; c < 3; c++) rgb[p + c]! += alpha * (colour[c]! * light - rgb[p + c]!);
    }
}

/** Turns a signed distance (negative inside) into coverage, with an edge about `softness` wide. */
export const covered = (distance: number, softness: number): number =>
  Math.min(1, Math.max(0, 0.5 - distance / softness));
