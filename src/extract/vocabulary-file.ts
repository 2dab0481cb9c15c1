import { Vocabulary } from '../bow/vocabulary.js';
import { writeAtomic } from '../files/atomic.js';
import { readBytes } from '../files/read-file.js';
import { type Card, decodeArtefact, encodeArtefact } from '../formats/artefact.js';

/** Writes a vocabulary with its card: what it was made of and how. Same vocabulary and card, same bytes. */
export async function saveVocabulary(file: string, vocabulary: Vocabulary, card: Card = {}): Promise<void> {
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
 * Reads what `saveVocabulary` wrote.
 * @throws NOT_FOUND, BAD_FILE for a damaged or foreign file, MISMATCH for another artefact of Fovea.
 */
export async function openVocabulary(file: string): Promise<Vocabulary> {
  const { state } = decodeArtefact(await readBytes(file, 'a vocabulary (made by fovea vocab)'), {
    kind: 'vocabulary',
    file,
  });
  return Vocabulary.restore(state);
}
