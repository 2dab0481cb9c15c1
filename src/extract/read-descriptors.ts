import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import type { DescriptorSource } from '../bow/descriptor-source.js';
import { type LocalExtract, positionsOf } from '../bow/local-extract.js';
import { FoveaError } from '../core/errors.js';
import { type NdArray, type NumericArray, row } from '../core/ndarray.js';
import { readBytes } from '../files/read-file.js';
import { readNpy } from '../formats/npy.js';
import { readNpz } from '../formats/npz.js';
import { cardOf, readCard } from './feature-card.js';

/** One image's descriptors, and the name that it goes by. */
export interface NamedExtract {
  readonly path: string;
  readonly extract: LocalExtract;
}

/** Descriptors of images, and what made them. */
export interface DescriptorSet {
  readonly images: readonly NamedExtract[];
  /** Undefined where nobody said. */
  readonly source: DescriptorSource | undefined;
}

/** Whether a path names a file of descriptors rather than an image. */
export const holdsDescriptors = (path: string): boolean =>
  ['.npy', '.npz'].includes(extname(path).toLowerCase());

/**
 * Reads descriptors that were computed before, here or elsewhere.
 *
 * | file | holds |
 * |---|---|
 * | `.npy` | `[count, length]`, of one image; or `[images, count, length]`, as many of each |
 * | `.npz` | `descriptors` `[all, length]`; of several images `offsets` `[images + 1]`: image i owns rows `offsets[i]` to `offsets[i + 1]`; `paths` of as many names, else they are numbered; with `keypoints` `[all, 2 or more]` (x, y first) and `sizes` `[images, 2]` (width, height) positions are known, too |
 *
 * An `.npz` of `fovea extract` is of this kind; its card, where it lies beside it, says what made the descriptors.
 * @throws NOT_FOUND; BAD_FILE for another format or arrays that do not fit each other.
 */
export async function readDescriptors(file: string): Promise<DescriptorSet> {
  const bytes = await readBytes(file, 'descriptors (.npy or .npz, as of fovea extract)');
  const images =
    extname(file).toLowerCase() === '.npy'
      ? fromNpy(readNpy(bytes, file), file)
      : fromNpz(readNpz(bytes, file), file);
  return { images, source: await sourceOf(file) };
}

function fromNpy(array: NdArray, file: string): NamedExtract[] {
  const { data, shape } = array;
  if (shape.length === 2) return [{ path: file, extract: { descriptors: compact({ data, shape }) } }];
  if (shape.length !== 3)
    throw unfit(
      file,
      `descriptors [count, length] or [images, count, length]`,
      `shape [${shape.join(', ')}]`,
    );
  return Array.from({ length: shape[0]! }, (_, i) => ({
    path: `${file}[${i}]`,
    extract: { descriptors: compact({ data: row(array, i), shape: shape.slice(1) }) },
  }));
}

type Entries = Readonly<Record<string, NdArray | readonly string[]>>;

function fromNpz(entries: Entries, file: string): NamedExtract[] {
  const descriptors = numbers(entries, 'descriptors', { file, columns: 1 });
  if (!descriptors)
    throw unfit(file, "an array 'descriptors'", Object.keys(entries).join(', ') || 'no arrays');
  const all = descriptors.shape[0]!;
  const offsets = offsetsOf(entries, { file, all });
  const images = offsets.length - 1;
  const { paths } = entries;
  const names = Array.isArray(paths) ? (paths as readonly string[]) : undefined;
  if (names && names.length !== images) throw unfit(file, `${images} paths, one an image`, `${names.length}`);
  const keypoints = numbers(entries, 'keypoints', { file, rows: all, columns: 2 });
  const sizes = numbers(entries, 'sizes', { file, rows: images, columns: 2 });
  return Array.from({ length: images }, (_, i) => {
    const range = { from: offsets[i]!, to: offsets[i + 1]! };
    return {
      path: names?.[i] ?? `${file}[${i}]`,
      extract: {
        descriptors: compact(rows(descriptors, range)),
        ...(keypoints && sizes && { positions: positions(rows(keypoints, range), row(sizes, i)) }),
      },
    };
  });
}

/** A matrix of an `.npz`, undefined where there is none of that name. */
function numbers(
  entries: Entries,
  name: string,
  { file, rows: expected, columns }: { file: string; rows?: number; columns: number },
): NdArray | undefined {
  const entry = entries[name];
  if (entry === undefined) return undefined;
  const shape = 'shape' in entry ? entry.shape : [];
  if ('shape' in entry && shape.length === 2 && shape[0] === (expected ?? shape[0]) && shape[1]! >= columns)
    return entry;
  throw unfit(
    `${file} (${name})`,
    `numbers of shape [${expected ?? 'all'}, ${columns} or more]`,
    'shape' in entry ? `shape [${shape.join(', ')}]` : 'text',
  );
}

function offsetsOf({ offsets }: Entries, { file, all }: { file: string; all: number }): ArrayLike<number> {
  if (offsets === undefined) return [0, all];
  const data = 'data' in offsets ? offsets.data : [];
  const rising = Array.from(data).every(
    (offset, i) => Number.isInteger(offset) && offset >= (data[i - 1] ?? 0),
  );
  if (rising && data.length > 0 && data[0] === 0 && data[data.length - 1] === all) return data;
  throw unfit(`${file} (offsets)`, `whole numbers rising from 0 to ${all}, the descriptors`, 'others');
}

function rows({ data, shape }: NdArray, { from, to }: { from: number; to: number }): NdArray {
  const width = shape[1]!;
  return { data: data.subarray(from * width, to * width) as NumericArray, shape: [to - from, width] };
}

/** Bytes stay bytes; everything else becomes float32, as descriptors are. */
function compact({ data, shape }: NdArray): LocalExtract['descriptors'] {
  return {
    data: data instanceof Uint8Array || data instanceof Float32Array ? data : new Float32Array(data),
    shape,
  };
}

function positions({ data, shape }: NdArray, [width, height]: NumericArray): Float32Array {
  const columns = shape[1]!;
  const points = Array.from({ length: shape[0]! }, (_, i) => ({
    x: data[i * columns]!,
    y: data[i * columns + 1]!,
  }));
  return positionsOf(points, { width: width!, height: height! });
}

async function sourceOf(file: string): Promise<DescriptorSource | undefined> {
  if (!existsSync(cardOf(file))) return undefined;
  const { feature, options } = await readCard(file);
  return { name: feature, options };
}

function unfit(file: string, expected: string, received: string): FoveaError {
  return new FoveaError(
    'BAD_FILE',
    `Expected ${expected} in ${file} but received ${received}. Write it with fovea extract, or np.savez with descriptors, offsets and paths.`,
    { file },
  );
}
