import { Random } from 'fovea/core';
import { imageFrom } from 'fovea/image';

/**
 * Draws a scene with the statistics of a photograph, RGB, the same for the same arguments: "dead leaves", discs
 * and squares that hide one another, of radii r with density r^-3 (A. Lee, D. Mumford, J. Huang: Occlusion models
 * for natural images, IJCV 2001, doi:10.1023/A:1011109015675), each shaded from one side, then a lens of three
 * pixels and sensor noise. Drawn only as far as needed: numbers of corners and blobs a megapixel are a photo's.
 * @param {{ width: number, height: number, seed: number, detail?: number }} scene `detail`: radius of the smallest
 * leaf, in pixels; large cameras resolve less a pixel.
 */
export function drawScene({ width, height, seed, detail = 6 }) {
  const random = new Random(seed);
  const canvas = new Float32Array(width * height * 3).fill(110);
  const largest = height / 3;
  // Enough leaves that little of the ground is left: each covers 2.5 to 3 r² on average.
  let uncovered = 4 * width * height;
  while (uncovered > 0) {
    const r = radius(random, detail, largest);
    paintLeaf(canvas, { width, height, random, r });
    uncovered -= 2.8 * r * r;
  }
  return imageFrom(exposed(canvas, { width, height, random }), { width, height, channels: 3 });
}

/** Density r^-3 between the two. */
function radius(random, smallest, largest) {
  const share = random.uniform() * (1 - (smallest / largest) ** 2);
  return smallest / Math.sqrt(1 - share);
}

function paintLeaf(canvas, { width, height, random, r }) {
  const [cx, cy] = [random.uniform(0, width), random.uniform(0, height)];
  const angle = random.uniform(0, Math.PI);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const isDisc = random.uniform() < 0.6;
  const light = random.uniform(25, 215);
  const ink = [0, 1, 2].map(() => light + random.uniform(-35, 35));
  const slope = random.uniform(-0.25, 0.25) / r;
  const top = Math.max(0, Math.ceil(cy - r));
  const bottom = Math.min(height - 1, Math.floor(cy + r));
  const left = Math.max(0, Math.ceil(cx - r));
  const right = Math.min(width - 1, Math.floor(cx + r));
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const u = (x - cx) * cos + (y - cy) * sin;
      const v = (y - cy) * cos - (x - cx) * sin;
      if (isDisc ? u * u + v * v > r * r : Math.abs(u) + Math.abs(v) > r) continue;
      const shade = 1 + slope * u;
      const p = (y * width + x) * 3;
      canvas[p] = ink[0] * shade;
      canvas[p + 1] = ink[1] * shade;
      canvas[p + 2] = ink[2] * shade;
    }
}

/** Blurs by (1 2 1) along both axes, adds noise, rounds to 8 bits. */
function exposed(canvas, { width, height, random }) {
  const rows = new Float32Array(canvas.length);
  smooth(canvas, rows, { step: 3, length: width, across: width * 3, lines: height });
  smooth(rows, canvas, { step: width * 3, length: height, across: 3, lines: width });
  const pixels = new Uint8ClampedArray(canvas.length);
  for (let p = 0; p < pixels.length; p++) pixels[p] = canvas[p] + random.uniform(-4, 4);
  return new Uint8Array(pixels.buffer);
}

function smooth(from, to, { step, length, across, lines }) {
  for (let line = 0; line < lines; line++)
    for (let i = 0; i < length; i++)
      for (let c = 0; c < 3; c++) {
        const at = line * across + i * step + c;
        const before = i === 0 ? at : at - step;
        const after = i === length - 1 ? at : at + step;
        to[at] = (from[before] + 2 * from[at] + from[after]) / 4;
      }
}
