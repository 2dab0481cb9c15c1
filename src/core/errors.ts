/** What went wrong, in one word that a program can test for. */
export type ErrorCode =
  /** An option has a wrong type, is out of range, or is not known. */
  | 'BAD_OPTION'
  /** Arrays whose shapes do not fit each other. */
  | 'BAD_SHAPE'
  /** Values that cannot be used: NaN, an empty set, a class with too few images. */
  | 'BAD_DATA'
  /** A file that is not the image it claims to be, or is damaged. */
  | 'BAD_IMAGE'
  /** A file of another format, damaged or cut off. */
  | 'BAD_FILE'
  /** Nothing at that path, or no feature, model or data set of that name. */
  | 'NOT_FOUND'
  /** More pixels, bytes or samples than the stated limit. */
  | 'LIMIT'
  /** Artefacts that were not made for each other. */
  | 'MISMATCH'
  /** A model, vocabulary or scaler used before it was fitted. */
  | 'NOT_FITTED'
  /** An optimiser ran out of iterations. */
  | 'NOT_CONVERGED'
  /** The worker thread at work on it died: out of memory, or a crash. */
  | 'CRASHED'
  /** Another process is at work on the same file. */
  | 'BUSY';

/**
 * Every error that Fovea raises on purpose: what was expected, what was received, how to mend it.
 */
export class FoveaError extends Error {
  override readonly name = 'FoveaError';
  readonly code: ErrorCode;
  /** The file concerned, where there is one. The message names it too. */
  readonly file: string | undefined;

  constructor(code: ErrorCode, message: string, options: { file?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.file = options.file;
  }
}

/** A value as it should appear in an error message: short, with its type. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string')
    return `'${value.length > 60 ? `${value.slice(0, 57)}…` : value}' of type string`;
  if (typeof value === 'object' || typeof value === 'function')
    return `a value of type ${value.constructor?.name ?? typeof value}`;
  return `${String(value)} of type ${typeof value}`;
}
