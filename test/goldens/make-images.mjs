// Draws the images that goldens are computed from: `node test/goldens/make-images.mjs`.
// PNGs, so that Python and Node read the same pixels; nothing here is a photograph.
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const folder = fileURLToPath(new URL('./images/', import.meta.url));

function noise(seed) {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** Rectangles, discs, stripes and a light gradient under mild noise: edges, corners and blobs of many sizes. */
function scene(width, height, seed) {
  const random = noise(seed);
  const pixels = new Float64Array(width * height * 3);
  const paint = (x, y, colour) => pixels.set(colour, (y * width + x) * 3);
  const colour = () => [random() * 255, random() * 255, random() * 255];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      paint(x, y, [90 + (90 * x) / width, 110 + (60 * y) / height, 140 - (50 * x) / width]);
  for (let k = 0; k < 40; k++) {
    const [cx, cy, r, kind, ink] = [
      random() * width,
      random() * height,
      2 + random() * random() * width * 0.14,
      random(),
      colour(),
    ];
    const turn = random() * Math.PI;
    for (let y = Math.max(0, Math.floor(cy - r)); y < Math.min(height, cy + r); y++)
      for (let x = Math.max(0, Math.floor(cx - r)); x < Math.min(width, cx + r); x++) {
        const [u, v] = [
          (x - cx) * Math.cos(turn) + (y - cy) * Math.sin(turn),
          (y - cy) * Math.cos(turn) - (x - cx) * Math.sin(turn),
        ];
        if (
          kind < 0.4
            ? u * u + v * v < r * r
            : kind < 0.8
              ? Math.max(Math.abs(u), Math.abs(v)) < r * 0.7
              : Math.sin(u) > 0 && u * u + v * v < r * r
        )
          paint(x, y, ink);
      }
  }
  return Uint8Array.from(pixels, (v) => Math.max(0, Math.min(255, Math.round(v + (random() - 0.5) * 12))));
}

/** Two crossed gratings with a wandering phase under noise, grey. */
function texture(width, height, seed) {
  const random = noise(seed);
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const wave = Math.sin(x * 0.6 + Math.sin(y * 0.11) * 2) * 45 + Math.sin((x + 2 * y) * 0.23) * 35;
    return Math.max(0, Math.min(255, Math.round(128 + wave + (random() - 0.5) * 50)));
  });
}

const save = (name, data, width, height, channels) =>
  sharp(data, { raw: { width, height, channels } })
    .png({ compressionLevel: 9, palette: false })
    .toFile(`${folder}${name}.png`);

await save('scene', scene(256, 192, 7), 256, 192, 3);
await save('odd', scene(67, 53, 21), 67, 53, 3);
await save('patch', scene(32, 32, 5), 32, 32, 3);
await save('texture', texture(96, 80, 11), 96, 80, 1);
await save('flat', new Uint8Array(40 * 40 * 3).fill(77), 40, 40, 3);
