import type { ArenaPlane } from './plane-memory.js';

/** As `doubled` of src/features/sift/plane.ts. */
export function doubledPlane({ memory, pointer, width, height }: ArenaPlane): ArenaPlane {
  const { kernels, arena } = memory;
  const out = memory.create(2 * width, 2 * height);
  arena.scope(() => {
    const rows = [0, 1, 2].map(() => arena.allocate(8 * width + 64)) as [number, number, number];
    kernels.siftStretchRow(pointer, width, rows[0]);
    kernels.siftStretchRow(pointer, width, rows[1]);
    for (let y = 0; y < height; y++) {
      const [above, here, below] = [rows[y % 3]!, rows[(y + 1) % 3]!, rows[(y + 2) % 3]!];
      kernels.siftStretchRow(pointer + 4 * width * Math.min(y + 1, height - 1), width, below);
      kernels.siftMixRows(above, here, 2 * width, out.at(0, 2 * y));
      kernels.siftMixRows(below, here, 2 * width, out.at(0, 2 * y + 1));
    }
  });
  return out;
}

/** As `halved` of src/features/sift/plane.ts. */
export function halvedPlane(plane: ArenaPlane): ArenaPlane {
  const out = plane.memory.create(plane.width >> 1, plane.height >> 1);
  for (let y = 0; y < out.height; y++)
    plane.memory.kernels.siftHalveRow(plane.at(0, 2 * y), out.width, out.at(0, y));
  return out;
}
