import { stat } from 'node:fs/promises';
import { extname, join, normalize, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { FoveaError } from '../core/errors.js';

/** Names that a folder's or a glob's images end in (upper case counts too). */
export const imageExtensions: readonly string[] =
  '.jpg .jpeg .jpe .jfif .png .webp .avif .tif .tiff .gif .svg .pgm .ppm .pnm'.split(' ');

/**
 * The paths of all images that the inputs name: a file as it is, whatever its extension; a folder with everything
 * below it; a glob (`photos/**\/*.png`) where no file of that very name exists.
 * Of folders and globs only files with an image extension are taken, and none that are hidden (`.name`).
 * No path comes twice, and they are sorted by code point, whatever the machine's language.
 * @throws NOT_FOUND for an input under which there is no image, naming it.
 */
export async function listImages(inputs: readonly string[]): Promise<string[]> {
  const found = new Map<string, string>();
  for (const input of inputs) for (const path of await expand(input)) found.set(resolve(path), path);
  return [...found.values()].sort(byCodePoint);
}

async function expand(input: string): Promise<string[]> {
  const kind = await kindOf(input);
  if (kind === 'file') return [normalize(input)];
  const isGlob = kind === 'nothing' && isDynamicPattern(input);
  const paths =
    kind === 'folder' ? await imagesBelow(input, '**') : isGlob ? await imagesBelow('', input) : [];
  if (paths.length > 0) return paths;
  const reason =
    kind === 'folder'
      ? `the folder '${input}' holds none (${imageExtensions.join(' ')})`
      : isGlob
        ? `no image (${imageExtensions.join(' ')}) matches '${input}'`
        : `there is nothing at '${input}'`;
  throw new FoveaError('NOT_FOUND', `Expected images but ${reason}. Check the path.`, { file: input });
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'nothing';
  }
}

async function imagesBelow(folder: string, pattern: string): Promise<string[]> {
  const paths = await glob(pattern, {
    cwd: folder === '' ? process.cwd() : folder,
    expandDirectories: false,
    dot: false,
  });
  return paths
    .filter((path) => imageExtensions.includes(extname(path).toLowerCase()))
    .map((path) => join(folder, path));
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
