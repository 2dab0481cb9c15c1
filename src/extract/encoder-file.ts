import { Encoder } from '../bow/encoder.js';
import { writeAtomic } from '../files/atomic.js';
import { readBytes } from '../files/read-file.js';
import { type Card, decodeArtefact, encodeArtefact } from '../formats/artefact.js';

/** A fitted encoding as the bytes of a file, and the fingerprint of what is in it. Same encoder and card, same bytes. */
export function encoderArtefact(
  encoder: Encoder,
  card: Card = {},
): { readonly bytes: Uint8Array; readonly fingerprint: string } {
  const { encoding, length } = encoder;
  const bytes = encodeArtefact({
    kind: 'encoder',
    card: { ...card, encoding: encoding.name, length },
    state: encoder.state(),
  });
  return { bytes, fingerprint: decodeArtefact(bytes, { kind: 'encoder', file: 'the encoder' }).fingerprint };
}

/** Writes a fitted encoding with its card: what it was fitted on and how. */
export async function saveEncoder(file: string, encoder: Encoder, card: Card = {}): Promise<void> {
  await writeAtomic(file, encoderArtefact(encoder, card).bytes);
}

/**
 * Reads what `saveEncoder` wrote.
 * @throws NOT_FOUND, BAD_FILE for a damaged or foreign file, MISMATCH for another artefact of Fovea.
 */
export async function openEncoder(file: string): Promise<Encoder> {
  const { state } = decodeArtefact(await readBytes(file, 'an encoder (made by fovea encode --save)'), {
    kind: 'encoder',
    file,
  });
  return Encoder.restore(state);
}
