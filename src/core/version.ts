/** Fovea's own version, written into every artefact's card. A test holds it to package.json. */
export const VERSION = '0.1.0';
