/** The file inside a model's folder. */
export const MODEL_FILE = 'model.fovea';

/** What a training can go on from, beside the model. */
export const CHECKPOINT_FILE = 'checkpoint.fovea';
