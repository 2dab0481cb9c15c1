/** A point of a chart in pixels from its top left corner, and what is to be written beside it. */
export interface LabelledPoint {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Where a label goes, relative to its point. */
export interface PlacedLabel {
  readonly dx: number;
  readonly dy: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

const letterWidth = 6.4;
const lineHeight = 14;
const candidates: readonly PlacedLabel[] = [
  { dx: 0, dy: -14, anchor: 'middle' },
  { dx: 0, dy: 14, anchor: 'middle' },
  { dx: -10, dy: 0, anchor: 'end' },
  { dx: 10, dy: 0, anchor: 'start' },
  { dx: -8, dy: -14, anchor: 'end' },
  { dx: 8, dy: -14, anchor: 'start' },
  { dx: -8, dy: 14, anchor: 'end' },
  { dx: 8, dy: 14, anchor: 'start' },
  { dx: 0, dy: -28, anchor: 'middle' },
  { dx: 0, dy: 28, anchor: 'middle' },
];

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Puts each label above, below or beside its point, wherever it first collides least with points, with labels placed
 * before it and with the edge; in the order given, so that the first ones get the best places.
 */
export function placeLabels(
  points: readonly LabelledPoint[],
  frame: { readonly width: number; readonly height: number },
): PlacedLabel[] {
  const taken: Box[] = points.map(({ x, y }) => ({ left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 }));
  return points.map((point) => {
    const options = candidates.map((placed) => {
      const box = boxOf(point, placed);
      const cost = taken.reduce((sum, other) => sum + overlap(box, other), 0) + 3 * outside(box, frame);
      return { placed, box, cost };
    });
    const best = options.reduce((least, option) => (option.cost < least.cost ? option : least));
    taken.push(best.box);
    return best.placed;
  });
}

function boxOf({ text, x, y }: LabelledPoint, { dx, dy, anchor }: PlacedLabel): Box {
  const width = text.length * letterWidth;
  const left = x + dx - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
  return { left, right: left + width, top: y + dy - lineHeight / 2, bottom: y + dy + lineHeight / 2 };
}

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return across > 0 && down > 0 ? across * down : 0;
}

/** The area of a box that lies outside of the chart; a small rim around it is allowed. */
function outside(box: Box, { width, height }: { width: number; height: number }): number {
  const inside = overlap(box, { left: -4, right: width + 16, top: -16, bottom: height });
  return (box.right - box.left) * (box.bottom - box.top) - inside;
}
