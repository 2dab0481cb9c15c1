import type { NdArray } from '../core/ndarray.js';
import { type State, tensorOf } from '../core/state.js';
import { Descent } from '../kernels/descend.js';
import { hasKernels } from '../kernels/kernels.js';
import { squaredDistance } from './k-means/squared-distance.js';
import { notAVocabulary, restoreKnowledge, VisualWords, type WordsKnowledge } from './visual-words.js';

/** What a vocabulary tree is made of. */
export interface VocabularyTreeParts extends WordsKnowledge {
  /** Centroids of all nodes, `[nodes, length]`: the root's first (it is never compared), children of a node in a row. */
  readonly nodes: NdArray<Float32Array>;
  /** `[nodes, 2]`: of each node the first of its children and how many there are; of a leaf its word and 0. */
  readonly children: NdArray<Int32Array>;
}

/**
 * Visual words as the leaves of a tree of centroids: a descriptor goes from the root to the nearest child, and so on,
 * ties to the first. With 10 children a node and 100,000 words that is 50 comparisons instead of 100,000, at the price
 * of words that now and then are not the nearest. Made by `trainVocabularyTree`.
 *
 * Source: Nistér & Stewénius, "Scalable recognition with a vocabulary tree", CVPR 2006, doi:10.1109/CVPR.2006.264.
 * Differences from the paper: only leaves are words; inner nodes have no weight of their own.
 */
export class VocabularyTree extends VisualWords {
  readonly nodes: NdArray<Float32Array>;
  readonly children: NdArray<Int32Array>;
  readonly #words: number;
  readonly #shared: { descent: Descent | undefined };

  constructor(
    { nodes, children, ...knowledge }: VocabularyTreeParts,
    shared: { descent: Descent | undefined } = { descent: undefined },
  ) {
    super(knowledge);
    this.nodes = nodes;
    this.children = children;
    this.#words = leavesOf(children.data).length;
    this.#shared = shared;
  }

  get words(): number {
    return this.#words;
  }

  get length(): number {
    return this.nodes.shape[1]!;
  }

  /** Of each word its centroid, `[words, length]` (a copy). */
  get centroids(): NdArray<Float32Array> {
    const { length, nodes } = this;
    const data = new Float32Array(this.words * length);
    for (const node of leavesOf(this.children.data))
      data.set(
        nodes.data.subarray(node * length, (node + 1) * length),
        this.children.data[2 * node]! * length,
      );
    return { data, shape: [this.words, length] };
  }

  /** @throws BAD_FILE when the state is not a vocabulary tree's. */
  static restore(state: State): VocabularyTree {
    const nodes = tensorOf(state, 'nodes', { owner: 'vocabulary', type: Float32Array });
    const children = tensorOf(state, 'children', { owner: 'vocabulary', type: Int32Array });
    const knowledge = restoreKnowledge(state);
    if (nodes.shape.length !== 2 || children.shape.join() !== [nodes.shape[0], 2].join() || !isTree(children))
      throw notAVocabulary();
    const tree = new VocabularyTree({ nodes, children, ...knowledge });
    const { documentFrequencies: frequencies } = knowledge;
    if (frequencies && frequencies.length !== tree.words) throw notAVocabulary();
    return tree;
  }

  protected get parts(): { nodes: NdArray<Float32Array>; children: NdArray<Int32Array> } {
    return { nodes: this.nodes, children: this.children };
  }

  protected find(descriptors: Float32Array): Int32Array {
    const words = hasKernels() ? this.#descent.words(descriptors) : descendInPlainCode(this, descriptors);
    // A path with NaN or infinity ends at some leaf too.
    const bad = descriptors.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) words[Math.floor(bad / this.length)] = -1;
    return words;
  }

  protected knowing(knowledge: WordsKnowledge): this {
    const { nodes, children } = this;
    return new VocabularyTree({ nodes, children, ...knowledge }, this.#shared) as this;
  }

  get #descent(): Descent {
    this.#shared.descent ??= new Descent(this.nodes.data, this.children.data, this.length);
    return this.#shared.descent;
  }
}

/** The words of descriptors, as the kernel finds them. */
export function descendInPlainCode(
  { nodes, children, length }: VocabularyTree,
  descriptors: Float32Array,
): Int32Array {
  return Int32Array.from({ length: descriptors.length / length }, (_, i) => {
    const descriptor = descriptors.subarray(i * length, (i + 1) * length);
    let node = 0;
    while (children.data[2 * node + 1]! > 0) {
      const first = children.data[2 * node]!;
      const distances = Array.from({ length: children.data[2 * node + 1]! }, (_, child) =>
        squaredDistance(
          descriptor,
          nodes.data.subarray((first + child) * length, (first + child + 1) * length),
        ),
      );
      node = first + distances.indexOf(Math.min(...distances));
    }
    return children.data[2 * node]!;
  });
}

/** The nodes without children. */
function leavesOf(children: Int32Array): number[] {
  const leaves: number[] = [];
  for (let node = 0; 2 * node < children.length; node++) if (children[2 * node + 1] === 0) leaves.push(node);
  return leaves;
}

/** Whether every node but the root is a child of exactly one before it, and leaves are the words 0, 1, 2, … */
function isTree({ data, shape }: NdArray<Int32Array>): boolean {
  const nodes = shape[0]!;
  let next = 1;
  let words = 0;
  for (let node = 0; node < nodes; node++) {
    const [first, count] = [data[2 * node]!, data[2 * node + 1]!];
    if (count === 0 ? first !== words++ : first !== next || first <= node || count < 0) return false;
    next += count;
  }
  return next === nodes;
}
