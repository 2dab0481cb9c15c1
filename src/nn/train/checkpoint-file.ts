import { FoveaError } from '../../core/errors.js';
import { ndarray } from '../../core/ndarray.js';
import { type Json, nestStates, partOf, type State, tensorOf } from '../../core/state.js';
import { type Card, decodeArtefact, encodeArtefact } from '../../formats/artefact.js';
import type { Checkpoint, EpochReport, Variables } from './train.js';

/**
 * A checkpoint as the bytes of a file: safetensors with JSON beside the numbers, checked as a whole when it is read.
 * @param card what the training is of: a training goes on only from a checkpoint of an equal card.
 */
export function encodeCheckpoint({ step, history, variables, best }: Checkpoint, card: Card): Uint8Array {
  const state = nestStates({
    training: {
      config: { step, history: history as unknown as Json, best: best?.epoch ?? null },
      tensors: {},
    },
    variables: stateOf(variables),
    ...(best && { best: stateOf(best.variables) }),
  });
  return encodeArtefact({ kind: 'checkpoint', card, state });
}

/**
 * Reads what `encodeCheckpoint` wrote.
 * @param expected.card of the training that is to go on.
 * @throws BAD_FILE when the file is damaged; MISMATCH when it is of another training, naming what differs.
 */
export function decodeCheckpoint(
  bytes: Uint8Array,
  { card: expected, file }: { readonly card: Card; readonly file: string },
): Checkpoint {
  const { state, card } = decodeArtefact(bytes, { kind: 'checkpoint', file });
  const differing = Object.keys(expected).find(
    (key) => JSON.stringify(expected[key]) !== JSON.stringify(card[key]),
  );
  if (differing !== undefined)
    throw new FoveaError(
      'MISMATCH',
      `Expected a checkpoint of the same training in ${file} but its ${differing} is ` +
        `${JSON.stringify(card[differing])}, not ${JSON.stringify(expected[differing])}. ` +
        'Resume with the same data and options, or train into another folder.',
      { file },
    );
  const { step, history, best } = partOf(state, 'training').config;
  if (typeof step !== 'number' || !Array.isArray(history))
    throw new FoveaError('BAD_FILE', `Expected a checkpoint in ${file} but its parts do not fit.`, { file });
  return {
    step,
    history: history as unknown as readonly EpochReport[],
    variables: variablesOf(partOf(state, 'variables')),
    ...(typeof best === 'number' && {
      best: { epoch: best, variables: variablesOf(partOf(state, 'best')) },
    }),
  };
}

function stateOf(variables: Variables): State {
  const tensors = [...variables].map(([name, values]) => [name, ndarray(values, [values.length])] as const);
  return { config: {}, tensors: Object.fromEntries(tensors) };
}

function variablesOf(state: State): Variables {
  const owner = 'checkpoint';
  return new Map(
    Object.keys(state.tensors).map((name) => [
      name,
      tensorOf(state, name, { owner, type: Float32Array }).data,
    ]),
  );
}
