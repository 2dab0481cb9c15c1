import { stat } from 'node:fs/promises';

/** What tells that a file has changed, at the price of one look at its folder. */
export interface FileState {
  /** In bytes; −1 where there is no file. */
  readonly size: number;
  /** When it was written last, in milliseconds since 1970. */
  readonly modified: number;
}

/** The state of a file now. */
export async function fileStateOf(path: string): Promise<FileState> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { size, modified: mtimeMs };
  } catch {
    return { size: -1, modified: 0 };
  }
}

/** Whether two states are of the same bytes, as far as they tell. */
export const isSameState = (a: FileState, b: FileState): boolean =>
  a.size === b.size && a.modified === b.modified;
