import { FoveaError } from '../core/errors.js';
import { fingerprint } from '../core/fingerprint.js';
import type { NdArray } from '../core/ndarray.js';
import type { Json, State } from '../core/state.js';
import { VERSION } from '../core/version.js';
import { dtypeOf } from './dtype.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';
import { strictJson } from './strict-json.js';

/** The things that Fovea saves. */
export type ArtefactKind = 'vocabulary' | 'encoder' | 'model' | 'index';

/** Where an artefact comes from: options, seed, luma formula, fingerprints of what it was built from. */
export type Card = Readonly<Record<string, Json>>;

/** An artefact as it came out of a file. */
export interface Artefact {
  /** What was given on saving, and `fovea`: the version that saved it. */
  readonly card: Card;
  readonly state: State;
  /** SHA-256 over kind, card and state, 64 hex digits: equal contents, equal fingerprints. */
  readonly fingerprint: string;
}

/** Of the container, not of Fovea; raised when older programs could misread a file. */
const formatVersion = '1';

/**
 * Saves a fitted part: the bytes of a safetensors file whose `__metadata__` says
 * `{ fovea: kind, version, card, config, sha256 }`, card and config as JSON. Any safetensors reader sees the numbers;
 * Fovea's own reads it back only whole. Same content, same bytes.
 * @throws BAD_DATA when card or config hold NaN or infinities.
 */
export function encodeArtefact({
  kind,
  card,
  state,
}: {
  kind: ArtefactKind;
  card: Card;
  state: State;
}): Uint8Array {
  const texts = {
    fovea: kind,
    version: formatVersion,
    card: strictJson({ fovea: VERSION, ...card }),
    config: strictJson(state.config),
  };
  const sha256 = digest(texts, state.tensors);
  return writeSafetensors({ tensors: state.tensors, metadata: { ...texts, sha256 } });
}

/**
 * Reads what `encodeArtefact` wrote.
 * @param file the name for error messages.
 * @throws BAD_FILE when the bytes are damaged anywhere, are another program's, or of a newer format;
 * MISMATCH when they are an artefact of another kind.
 */
export function decodeArtefact(
  bytes: Uint8Array,
  { kind, file }: { kind: ArtefactKind; file: string },
): Artefact {
  const { tensors, metadata } = readSafetensors(bytes, file);
  const { fovea, version, card, config, sha256 } = metadata;
  if (fovea === undefined || version === undefined || card === undefined || config === undefined)
    throw new FoveaError(
      'BAD_FILE',
      `Expected a ${kind} saved by Fovea in ${file} but received another program's safetensors file. Name a file that Fovea wrote.`,
      { file },
    );
  if (version !== formatVersion)
    throw new FoveaError(
      'BAD_FILE',
      `Expected artefact format ${formatVersion} in ${file} but received '${version}'. Use the Fovea that wrote it, or a newer one than ${VERSION}.`,
      { file },
    );
  const actual = digest({ fovea, version, card, config }, tensors);
  if (actual !== sha256)
    throw new FoveaError(
      'BAD_FILE',
      `Expected the contents of ${file} to have the checksum ${sha256} but they have ${actual}. The file is damaged: copy it again or build the ${kind} anew.`,
      { file },
    );
  if (fovea !== kind)
    throw new FoveaError(
      'MISMATCH',
      `Expected a ${kind} in ${file} but it holds a ${fovea} (fingerprint ${actual.slice(0, 12)}). Name a file that holds a ${kind}.`,
      { file },
    );
  return {
    card: JSON.parse(card) as Card,
    state: { config: JSON.parse(config) as State['config'], tensors },
    fingerprint: actual,
  };
}

function digest(
  { fovea, version, card, config }: { fovea: string; version: string; card: string; config: string },
  tensors: Readonly<Record<string, NdArray>>,
): string {
  const names = Object.keys(tensors).sort();
  return fingerprint([
    fovea,
    version,
    card,
    config,
    ...names.flatMap((name) => {
      const { data, shape } = tensors[name]!;
      return [name, dtypeOf(data), shape.join(), data];
    }),
  ]);
}
