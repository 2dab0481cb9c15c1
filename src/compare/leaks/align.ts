import { type Detail, detailOf, likeness } from './likeness.js';
import { type Box, viewOf } from './view.js';

const edges = ['left', 'top', 'right', 'bottom'] as const;
/** Shares of a side by which an edge is moved, the coarsest first. */
const steps = [0.02, 0.01, 0.005, 0.0025];
/** Of each side, what a crop must leave. Much less shows another picture: KTH-TIPS photographs every texture again at 84% of the distance. */
const leastKept = 0.87;
/** Below this the box to begin with is nowhere near: different images reach it once in thousands of pairs. */
const leastPromising = 0.2;

/** How much the best crop of a thumbnail looks like `target`, searched from a box close to it, edge by edge. */
export function croppedLikeness(thumbnail: Uint8Array, target: Detail, box: Box): number {
  const likenessOf = (candidate: Box): number => {
    const detail = detailOf(viewOf(thumbnail, candidate));
    return detail ? likeness(detail, target) : 0;
  };
  let found = { box, score: likenessOf(box) };
  if (found.score < leastPromising) return found.score;
  for (const step of steps)
    for (let before = Number.NEGATIVE_INFINITY; found.score > before; ) {
      before = found.score;
      for (const moved of movedBoxes(found.box, step)) {
        const score = likenessOf(moved);
        if (score > found.score) found = { box: moved, score };
      }
    }
  return found.score;
}

function movedBoxes(box: Box, step: number): Box[] {
  const moved = edges.flatMap((edge) =>
    [-step, step].map((shift) => ({ ...box, [edge]: Math.min(1, Math.max(0, box[edge] + shift)) })),
  );
  return moved.filter(
    ({ left, top, right, bottom }) => right - left >= leastKept && bottom - top >= leastKept,
  );
}
