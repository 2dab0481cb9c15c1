import type { Plane } from '../../src/features/sift/plane.js';
import { withPlaneMemory } from '../../src/kernels/sift/plane-memory.js';

/** Runs `work` with a function that takes planes to where one implementation wants them. */
type Implementation = <T>(work: (place: (plane: Plane) => Plane) => T) => T;

/** The same functions serve plain planes by the reference, and planes in the arena by kernels. */
export const implementations: [name: string, run: Implementation][] = [
  ['reference', (work) => work((plane) => plane)],
  [
    'kernel',
    (work) =>
      withPlaneMemory((memory) =>
        work((plane) => {
          const copy = memory.create(plane.width, plane.height);
          copy.data.set(plane.data);
          return copy;
        }),
      ),
  ],
];

/** A plane with a life of its own. */
export const copyOf = ({ data, width, height }: Plane): Plane => ({ data: data.slice(), width, height });
