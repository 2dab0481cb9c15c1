import type { CifarVariant } from '../formats/cifar-record.js';
import type { FolderEntries } from './folder-entries.js';

/** The record files of a CIFAR folder, in reading order. */
export interface CifarFiles {
  readonly variant: CifarVariant;
  readonly train: readonly string[];
  readonly test: readonly string[];
}

/** Finds CIFAR's record files among the names of a folder; nothing when it is no CIFAR folder. */
export function cifarFilesIn({ files }: FolderEntries): CifarFiles | undefined {
  const named = (pattern: RegExp) => files.filter((name) => pattern.test(name)).filter(notPackedTwin);
  const ten = { train: named(/^data_batch_\d+\.bin(\.gz)?$/), test: named(/^test_batch\.bin(\.gz)?$/) };
  if (ten.train.length + ten.test.length > 0) return { variant: 'cifar10', ...ten };
  const hundred = { train: named(/^train(-\w+)?\.bin(\.gz)?$/), test: named(/^test(-\w+)?\.bin(\.gz)?$/) };
  if (hundred.train.length + hundred.test.length > 0) return { variant: 'cifar100', ...hundred };
  return undefined;
}

/** Where a file is there plain and packed, the plain one counts. */
const notPackedTwin = (name: string, _: number, names: readonly string[]): boolean =>
  !name.endsWith('.gz') || !names.includes(name.slice(0, -'.gz'.length));
