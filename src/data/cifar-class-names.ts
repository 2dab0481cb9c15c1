import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FoveaError } from '../core/errors.js';
import type { CifarVariant } from '../formats/cifar-record.js';

/**
 * The class names that a CIFAR folder brings along, one a line; the numbers where it has none.
 * @throws BAD_FILE when the list is of another length.
 */
export async function cifarClassNames(
  folder: string,
  { variant, level }: { variant: CifarVariant; level: 'fine' | 'coarse' },
): Promise<string[]> {
  const file = join(folder, variant === 'cifar10' ? 'batches.meta.txt' : `${level}_label_names.txt`);
  const expected = variant === 'cifar10' ? 10 : level === 'fine' ? 100 : 20;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return Array.from({ length: expected }, (_, i) => String(i));
  const names = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (names.length !== expected)
    throw new FoveaError(
      'BAD_FILE',
      `Expected ${expected} class names in ${file}, one a line, but received ${names.length}. Download it again, or remove it to use numbers.`,
      { file },
    );
  return names;
}
