import { restoreWords } from '../bow/restore-words.js';
import type { VisualWords } from '../bow/visual-words.js';
import { Vocabulary } from '../bow/vocabulary.js';
import type { VocabularyTree } from '../bow/vocabulary-tree.js';
import { FoveaError } from '../core/errors.js';
import { writeAtomic } from '../files/atomic.js';
import { readBytes } from '../files/read-file.js';
import { type Card, decodeArtefact, encodeArtefact } from '../formats/artefact.js';

/** Writes a vocabulary with its card: what it was made of and how. Same vocabulary and card, same bytes. */
export async function saveVocabulary(file: string, vocabulary: VisualWords, card: Card = {}): Promise<void> {
  const { fingerprint, words, length } = vocabulary;
  await writeAtomic(
    file,
    encodeArtefact({
      kind: 'vocabulary',
      card: { ...card, words, length, vocabulary: fingerprint },
      state: vocabulary.state(),
    }),
  );
}

/**
 * Reads what `saveVocabulary` wrote, flat or a tree.
 * @throws NOT_FOUND, BAD_FILE for a damaged or foreign file, MISMATCH for another artefact of Fovea.
 */
export async function openWords(
  file: string,
): Promise<{ vocabulary: Vocabulary | VocabularyTree; card: Card }> {
  const { state, card } = decodeArtefact(await readBytes(file, 'a vocabulary (made by fovea vocab)'), {
    kind: 'vocabulary',
    file,
  });
  return { vocabulary: restoreWords(state), card };
}

/** As `openWords`, for those who compare with every word. @throws also MISMATCH for a tree. */
export async function openVocabulary(file: string): Promise<Vocabulary> {
  const { vocabulary } = await openWords(file);
  if (vocabulary instanceof Vocabulary) return vocabulary;
  throw new FoveaError(
    'MISMATCH',
    `Expected a flat vocabulary but ${file} holds a tree of ${vocabulary.words} words. Train one with --depth 1.`,
    { file },
  );
}
