import { type Card, decodeArtefact, encodeArtefact } from '../formats/artefact.js';
import { ImageModel } from './image-model.js';
import { type ModelRegistry, modelRegistry } from './model-registry.js';

/**
 * A fitted model as the bytes of one file. Its card says its name, classes, options, seed and luma formula, the
 * version that wrote it, and whatever else `card` holds, such as what the model was trained on.
 * The same model and card give the same bytes. @throws NOT_FITTED
 */
export function saveModel(model: ImageModel, card: Card = {}): Uint8Array {
  const { features, classifier, size, seed } = model.config;
  const luma = features.map(({ options }) => options.luma).find((formula) => formula !== undefined) ?? null;
  return encodeArtefact({
    kind: 'model',
    card: {
      ...card,
      model: model.name,
      classNames: model.classNames,
      features,
      classifier,
      size,
      seed,
      luma,
    },
    state: model.state(),
  });
}

/** A model as it came out of a file. */
export interface LoadedModel {
  readonly model: ImageModel;
  readonly card: Card;
  /** SHA-256 over the whole content. */
  readonly fingerprint: string;
}

/**
 * Reads what `saveModel` wrote; the model's predictions are equal bit for bit.
 * @param file the name for error messages.
 * @throws BAD_FILE, MISMATCH for damaged and other files; NOT_FOUND for a feature or classifier of another Fovea.
 */
export function loadModel(
  bytes: Uint8Array,
  { file = 'the model', registry = modelRegistry }: { file?: string; registry?: ModelRegistry } = {},
): LoadedModel {
  const { state, card, fingerprint } = decodeArtefact(bytes, { kind: 'model', file });
  return { model: ImageModel.restore(state, registry), card, fingerprint };
}
