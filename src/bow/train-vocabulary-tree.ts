import { FoveaError } from '../core/errors.js';
import { fingerprint } from '../core/fingerprint.js';
import { type NdArray, takeRows } from '../core/ndarray.js';
import { integer, type OptionsOf, resolveOptions } from '../core/options.js';
import { Random } from '../core/random.js';
import { bowOptions } from './bow-options.js';
import type { DescriptorSource } from './descriptor-source.js';
import { kMeans } from './k-means/k-means.js';
import { pointsOf } from './k-means/points.js';
import { nearestWords } from './nearest-word.js';
import { VocabularyTree } from './vocabulary-tree.js';

/** The shape of a vocabulary tree. */
export const treeOptions = {
  branching: integer({ default: 10, min: 2, max: 256, describe: 'children of a node' }),
  depth: integer({
    default: 4,
    min: 1,
    max: 12,
    describe: 'levels below the root: up to branching to the power of depth words',
  }),
};

const trainOptions = { ...treeOptions, maxIterations: bowOptions.maxIterations, seed: bowOptions.seed };

/** Options of `trainVocabularyTree`; what is left out takes its default. */
export type TrainVocabularyTreeOptions = Partial<OptionsOf<typeof trainOptions>> & {
  /** What made the descriptors. */
  readonly source?: DescriptorSource;
};

/** Nodes of a tree at most. */
const MOST_NODES = 2 ** 21;

/**
 * Learns a tree of visual words: k-means of all descriptors into `branching` clusters, of each of these into
 * `branching` again, and so on, `depth` times. A cluster that holds fewer different descriptors is a leaf, a word, as
 * are all of the last level.
 *
 * Source: Nistér & Stewénius, CVPR 2006, doi:10.1109/CVPR.2006.264.
 *
 * @throws BAD_DATA for NaN or infinity, and for fewer different descriptors than `branching`; LIMIT for a tree of more
 * than two million nodes.
 */
export function trainVocabularyTree(
  descriptors: NdArray<Float32Array>,
  { source, ...given }: TrainVocabularyTreeOptions = {},
): VocabularyTree {
  const options = resolveOptions('vocabulary tree', trainOptions, given);
  const { data, count, length } = pointsOf(descriptors);
  const points = { data, shape: [count, length] };
  const grown = grow(points, options);
  const centroids = new Float32Array(grown.nodes.length * length);
  grown.nodes.forEach(({ centroid }, node) => {
    centroids.set(centroid, node * length);
  });
  const { inertia, iterations, converged } = grown;
  return new VocabularyTree({
    nodes: { data: centroids, shape: [grown.nodes.length, length] },
    children: { data: numbered(grown.nodes), shape: [grown.nodes.length, 2] },
    training: {
      descriptors: count,
      fingerprint: fingerprint([descriptors.shape.join('x'), descriptors.data]),
      algorithm: `k-means tree (branching ${options.branching}, depth ${options.depth})`,
      seed: options.seed,
      ...{ iterations, converged, inertia, distortion: inertia / count },
    },
    ...(source ? { source } : {}),
  });
}

interface Node {
  readonly centroid: Float32Array;
  readonly level: number;
  /** The descriptors that came here, and how far they are from the centroid altogether. */
  readonly members: Int32Array;
  readonly inertia: number;
  first: number;
  children: number;
}

type Points = NdArray<Uint8Array | Float32Array>;

/** Level by level, so that the children of a node are in a row. */
function grow(points: Points, options: OptionsOf<typeof trainOptions>) {
  const length = points.shape[1]!;
  const everything = Int32Array.from({ length: points.shape[0]! }, (_, i) => i);
  const nodes: Node[] = [
    { centroid: new Float32Array(length), level: 0, members: everything, inertia: 0, first: 0, children: 0 },
  ];
  const random = new Random(options.seed);
  let iterations = 0;
  let converged = true;
  let inertia = 0;
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at]!;
    const split = node.level < options.depth ? splitNode(points, node, { ...options, random }) : undefined;
    if (split === undefined) {
      inertia += node.inertia;
      continue;
    }
    if (nodes.length + split.children.length > MOST_NODES)
      throw new FoveaError('LIMIT', `Expected at most ${MOST_NODES} nodes in a tree. Use a smaller depth.`);
    node.first = nodes.length;
    node.children = split.children.length;
    nodes.push(...split.children);
    iterations += split.iterations;
    converged &&= split.converged;
  }
  return { nodes, iterations, converged, inertia };
}

interface SplitOptions {
  readonly branching: number;
  readonly maxIterations: number;
  readonly random: Random;
}

/** The clusters of a node's members; undefined where there are too few different ones. */
function splitNode(points: Points, node: Node, { branching, maxIterations, random }: SplitOptions) {
  const seed = random.integer(0, 2 ** 31 - 1);
  const members = takeRows(points, node.members);
  try {
    const { centroids, iterations, converged } = kMeans(members, { words: branching, seed, maxIterations });
    const length = points.shape[1]!;
    const { words, distances } = nearestWords({
      descriptors: Float32Array.from(members.data),
      centroids: centroids.data,
      length,
    });
    const children = Array.from({ length: branching }, (_, word): Node => {
      const mine = node.members.filter((_, i) => words[i] === word);
      return {
        centroid: centroids.data.slice(word * length, (word + 1) * length),
        level: node.level + 1,
        members: mine,
        inertia: distances.reduce((sum, distance, i) => (words[i] === word ? sum + distance : sum), 0),
        first: 0,
        children: 0,
      };
    });
    return { children: children.filter((child) => child.members.length > 0), iterations, converged };
  } catch (error) {
    if (node.level > 0 && error instanceof FoveaError && error.code === 'BAD_DATA') return undefined;
    throw error;
  }
}

/** First child and their number of each node; the leaves are counted through instead. */
function numbered(nodes: readonly Node[]): Int32Array {
  let words = 0;
  return Int32Array.from(
    nodes.flatMap(({ first, children }) => (children > 0 ? [first, children] : [words++, 0])),
  );
}
