/** Planes of floats: `[channels, height, width]`, flat. */
export interface Planes {
  readonly data: Float32Array;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** Where a pixel of the result comes from: `x' = a·x + b·y + c`, `y' = d·x + e·y + f`, measured from the centre. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** One map after another: `second` of what `first` gives. */
export const composed = (first: Affine, second: Affine): Affine => ({
  a: second.a * first.a + second.b * first.d,
  b: second.a * first.b + second.b * first.e,
  c: second.a * first.c + second.b * first.f + second.c,
  d: second.d * first.a + second.e * first.d,
  e: second.d * first.b + second.e * first.e,
  f: second.d * first.c + second.e * first.f + second.f,
});

/**
 * An affine map of an image, of the same size, with bilinear interpolation; what lies outside is `fill`.
 * @param inverse from a pixel of the result to its place in the image.
 */
export function warp({ data, channels, height, width }: Planes, inverse: Affine, fill = 0): Float32Array {
  const out = new Float32Array(data.length);
  const [centreX, centreY] = [(width - 1) / 2, (height - 1) / 2];
  const plane = height * width;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x - centreX, y - centreY];
      const fromX = inverse.a * u + inverse.b * v + inverse.c + centreX;
      const fromY = inverse.d * u + inverse.e * v + inverse.f + centreY;
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      const [right, bottom] = [fromX - left, fromY - top];
      for (let channel = 0; channel < channels; channel++) {
        const at = (row: number, column: number) =>
          row >= 0 && row < height && column >= 0 && column < width
            ? data[channel * plane + row * width + column]!
            : fill;
        const upper = at(top, left) * (1 - right) + (right > 0 ? at(top, left + 1) * right : 0);
        const lower =
          bottom > 0 ? at(top + 1, left) * (1 - right) + (right > 0 ? at(top + 1, left + 1) * right : 0) : 0;
        out[channel * plane + y * width + x] = upper * (1 - bottom) + lower * bottom;
      }
    }
  }
  return out;
}
