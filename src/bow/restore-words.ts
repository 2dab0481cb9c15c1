import type { State } from '../core/state.js';
import { Vocabulary } from './vocabulary.js';
import { VocabularyTree } from './vocabulary-tree.js';

/** Visual words from what their `state` gave, flat or a tree. @throws BAD_FILE when it is neither's. */
export function restoreWords(state: State): Vocabulary | VocabularyTree {
  return state.tensors.nodes ? VocabularyTree.restore(state) : Vocabulary.restore(state);
}
