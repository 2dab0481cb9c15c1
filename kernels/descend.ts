// A vocabulary tree: from the root to a leaf, each time to the nearest child.
import { squaredDistance } from './k-means/measure';

/**
 * The leaf of each of `count` vectors of `stride` float32, a multiple of eight: of each, where its node's `children`
 * says (first child, how many; a leaf has none, and instead of the first its word). Distances as `squaredDistance`; of
 * equal ones the first child's.
 */
export function descendTree(
  vectors: usize,
  count: i32,
  stride: i32,
  nodes: usize,
  children: usize,
  words: usize,
): void {
  const rowBytes = (<usize>stride) << 2;
  for (let i: usize = 0; i < <usize>count; i++) {
    let node = children;
    while (load<i32>(node, 4) > 0) {
      const first = load<i32>(node);
      const after = first + load<i32>(node, 4);
      let nearest = first;
      let least: f64 = Infinity;
      for (let child = first; child < after; child++) {
        const distance = squaredDistance(vectors + i * rowBytes, nodes + <usize>child * rowBytes, stride);
        if (distance < least) {
          least = distance;
          nearest = child;
        }
      }
      node = children + ((<usize>nearest) << 3);
    }
    store<i32>(words + (i << 2), load<i32>(node));
  }
}
