import { type NdArray, ndarray } from '../core/ndarray.js';
import { type State, tensorOf } from '../core/state.js';
import { nearestWords } from './nearest-word.js';
import { notAVocabulary, restoreKnowledge, VisualWords, type WordsKnowledge } from './visual-words.js';

/** What a vocabulary is made of. */
export interface VocabularyParts extends WordsKnowledge {
  /** `[words, length]` */
  readonly centroids: NdArray<Float32Array>;
}

/**
 * Visual words: centroids in the space of one kind of descriptor. A descriptor's word is the nearest by Euclidean
 * distance; ties go to the lower word. Made by `trainVocabulary`, or from given centroids.
 *
 * Source: Sivic & Zisserman, "Video Google", ICCV 2003, doi:10.1109/ICCV.2003.1238663.
 */
export class Vocabulary extends VisualWords {
  readonly centroids: NdArray<Float32Array>;

  constructor({ centroids, ...knowledge }: VocabularyParts) {
    super(knowledge);
    this.centroids = ndarray(centroids.data, centroids.shape);
  }

  get words(): number {
    return this.centroids.shape[0]!;
  }

  get length(): number {
    return this.centroids.shape[1]!;
  }

  /** @throws BAD_FILE when the state is not a vocabulary's. */
  static restore(state: State): Vocabulary {
    const centroids = tensorOf(state, 'centroids', { owner: 'vocabulary', type: Float32Array });
    const knowledge = restoreKnowledge(state);
    const { documentFrequencies: frequencies } = knowledge;
    if (centroids.shape.length !== 2 || (frequencies && frequencies.length !== centroids.shape[0]))
      throw notAVocabulary();
    return new Vocabulary({ centroids, ...knowledge });
  }

  protected get parts(): { centroids: NdArray<Float32Array> } {
    return { centroids: this.centroids };
  }

  protected find(descriptors: Float32Array): Int32Array {
    return nearestWords({ descriptors, centroids: this.centroids.data, length: this.length }).words;
  }

  protected knowing(knowledge: WordsKnowledge): this {
    return new Vocabulary({ centroids: this.centroids, ...knowledge }) as this;
  }
}
