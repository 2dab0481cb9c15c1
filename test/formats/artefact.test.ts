import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ndarray } from '../../src/core/ndarray.js';
import { VERSION } from '../../src/core/version.js';
import { decodeArtefact, encodeArtefact } from '../../src/formats/artefact.js';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.js';

const vocabulary = {
  kind: 'vocabulary' as const,
  card: { seed: 1, from: ['a.png', 'b.png'] },
  state: {
    config: { words: 2, idf: true, note: null, nested: { luma: 'bt601' } },
    tensors: {
      centres: ndarray(Float32Array.of(0.5, -1, 2, 3), [2, 2]),
      counts: ndarray(Uint32Array.of(9, 4), [2]),
    },
  },
};
const bytes = encodeArtefact(vocabulary);
const asVocabulary = { kind: 'vocabulary' as const, file: 'v.fovea' };

/** The same file with some of its remarks changed. */
function withMetadata(changes: Record<string, string>): Uint8Array {
  const { tensors, metadata } = readSafetensors(bytes);
  return writeSafetensors({ tensors, metadata: { ...metadata, ...changes } });
}

describe('an artefact', () => {
  it('comes back as it was saved, with the version that saved it', () => {
    const { card, state, fingerprint } = decodeArtefact(bytes, asVocabulary);
    expect(state).toEqual(vocabulary.state);
    expect(card).toEqual({ fovea: VERSION, ...vocabulary.card });
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is the same bytes for the same content, and another fingerprint for any other', () => {
    expect(encodeArtefact(vocabulary)).toEqual(bytes);
    const fingerprintOf = (changed: Parameters<typeof encodeArtefact>[0]) =>
      decodeArtefact(encodeArtefact(changed), { kind: changed.kind, file: 'x' }).fingerprint;
    const { config, tensors } = vocabulary.state;
    const variants: Parameters<typeof encodeArtefact>[0][] = [
      vocabulary,
      { ...vocabulary, kind: 'model' as const },
      { ...vocabulary, card: { seed: 2 } },
      { ...vocabulary, state: { tensors, config: { ...config, words: 3 } } },
      {
        ...vocabulary,
        state: { config, tensors: { ...tensors, counts: ndarray(Uint32Array.of(9, 5), [2]) } },
      },
      {
        ...vocabulary,
        state: { config, tensors: { ...tensors, counts: ndarray(Int32Array.of(9, 4), [2]) } },
      },
      {
        ...vocabulary,
        state: { config, tensors: { ...tensors, counts: ndarray(Uint32Array.of(9, 4), [1, 2]) } },
      },
      { ...vocabulary, state: { config, tensors: { centres: tensors.centres, count: tensors.counts } } },
    ];
    expect(new Set(variants.map(fingerprintOf)).size).toBe(variants.length);
  });

  it('gives an error, or the very same content, whichever byte is changed', () => {
    const whole = decodeArtefact(bytes, asVocabulary);
    let refused = 0;
    const tryWith = (damaged: Uint8Array) => {
      try {
        expect(decodeArtefact(damaged, asVocabulary)).toEqual(whole);
      } catch (error) {
        expect(error).toMatchObject({ name: 'FoveaError', file: 'v.fovea', message: /v\.fovea/ });
        refused++;
      }
    };
    for (let i = 0; i < bytes.length; i++)
      for (const flip of [1, 0x20, 0x80]) {
        const damaged = bytes.slice();
        damaged[i]! ^= flip;
        tryWith(damaged);
      }
    expect(refused).toBeGreaterThan(bytes.length * 2.9);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (i, value) => {
        const damaged = bytes.slice();
        damaged[i] = value;
        tryWith(damaged);
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused wherever it is cut off, and with bytes after its end', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeArtefact(bytes.subarray(0, length), asVocabulary)).toThrow(
        expect.objectContaining({ code: 'BAD_FILE' }),
      );
    expect(() => decodeArtefact(Uint8Array.from([...bytes, 0]), asVocabulary)).toThrow(
      expect.objectContaining({ code: 'BAD_FILE' }),
    );
  });

  it('is refused by name when it is of another kind, program or format', () => {
    expect(() => decodeArtefact(bytes, { kind: 'model', file: 'v.fovea' })).toThrow(
      expect.objectContaining({
        code: 'MISMATCH',
        message: expect.stringMatching(/Expected a model in v\.fovea but it holds a vocabulary/),
      }),
    );
    const foreign = writeSafetensors({ tensors: vocabulary.state.tensors, metadata: { format: 'pt' } });
    expect(() => decodeArtefact(foreign, asVocabulary)).toThrow(/another program's safetensors/);
    expect(() => decodeArtefact(withMetadata({ version: '2' }), asVocabulary)).toThrow(
      /format 1 in v\.fovea but received '2'.*newer/,
    );
    expect(() => decodeArtefact(withMetadata({ card: '{"seed":2}' }), asVocabulary)).toThrow(/checksum/);
    expect(() => decodeArtefact(withMetadata({ config: '{}' }), asVocabulary)).toThrow(
      /build the vocabulary anew/,
    );
  });

  it('refuses to save settings that JSON would lose', () => {
    const state = { config: { c: Number.NaN }, tensors: {} };
    expect(() => encodeArtefact({ kind: 'model', card: {}, state })).toThrow(/received NaN for 'c'/);
  });
});
