/** The file inside a model's folder. */
export const MODEL_FILE = 'model.fovea';
