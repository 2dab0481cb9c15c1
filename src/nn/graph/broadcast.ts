import type { Shape } from './tensor.js';

/** The shape that two shapes share when axes of length 1 are repeated (NumPy's rule), or undefined. */
export function broadcastShape(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const p = a[axis - rank + a.length] ?? 1;
    const q = b[axis - rank + b.length] ?? 1;
    if (p !== q && p !== 1 && q !== 1) return undefined;
    shape.push(Math.max(p, q));
  }
  return shape;
}

/** How far apart neighbours along each axis of `shape` lie in an array of shape `from`; 0 where it is repeated. */
export function broadcastStrides(from: Shape, shape: Shape): number[] {
  const strides = new Array<number>(shape.length).fill(0);
  let stride = 1;
  for (let i = from.length - 1; i >= 0; i--) {
    if (from[i] !== 1) strides[i + shape.length - from.length] = stride;
    stride *= from[i]!;
  }
  return strides;
}

/**
 * Goes through the elements of `shape` in order.
 * @param strides of as many arrays as `visit` wants places in.
 * @param visit gets the element's number and its place in the first and second array.
 */
export function forEachElement(
  shape: Shape,
  strides: readonly (readonly number[])[],
  visit: (element: number, first: number, second: number) => void,
): void {
  const counts = new Array<number>(shape.length).fill(0);
  const total = shape.reduce((product, length) => product * length, 1);
  const none = counts.slice();
  const [a = none, b = none] = strides;
  for (let element = 0, p = 0, q = 0; element < total; element++) {
    visit(element, p, q);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      p += a[axis]!;
      q += b[axis]!;
      if (++counts[axis]! < shape[axis]!) break;
      p -= a[axis]! * shape[axis]!;
      q -= b[axis]! * shape[axis]!;
      counts[axis] = 0;
    }
  }
}
