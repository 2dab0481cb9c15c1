import { FoveaError } from '../core/errors.js';

/** One array as the header of a safetensors file describes it; offsets count from the end of the header. */
export interface HeaderEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** What the header of a safetensors file says, its arrays in the order of their bytes. */
export interface SafetensorsHeader {
  readonly entries: readonly HeaderEntry[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly dataStart: number;
}

/** As in the reference implementation: no honest header is larger. */
const maxHeaderBytes = 100_000_000;

/**
 * Reads and checks the header of a safetensors file: every byte after it belongs to exactly one array.
 * @throws BAD_FILE
 */
export function readSafetensorsHeader(bytes: Uint8Array, file: string): SafetensorsHeader {
  if (bytes.length < 8) throw damaged(file, `at least 8 bytes, but it has ${bytes.length}`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > maxHeaderBytes)
    throw damaged(file, `a header of at most ${maxHeaderBytes} bytes, but it announces ${length}`);
  const dataStart = 8 + Number(length);
  if (dataStart > bytes.length)
    throw damaged(file, `${dataStart} bytes of header, but it has ${bytes.length} and is cut off`);
  const json = parseJson(bytes.subarray(8, dataStart), file);
  const metadata = metadataOf(json, file);
  const entries = Object.entries(json)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => entryOf(name, value, file))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  requireGapless(entries, { length: bytes.length - dataStart, file });
  return { entries, metadata, dataStart };
}

function parseJson(bytes: Uint8Array, file: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    );
    if (isRecord(json)) return json;
  } catch {
    // Told below, in Fovea's words.
  }
  throw damaged(file, 'a header that is a JSON object, but it is not');
}

function metadataOf(json: Record<string, unknown>, file: string): Record<string, string> {
  const metadata = Object.hasOwn(json, '__metadata__') ? json.__metadata__ : {};
  if (!isRecord(metadata) || Object.values(metadata).some((value) => typeof value !== 'string'))
    throw damaged(file, 'strings in __metadata__, but it holds something else');
  return metadata as Record<string, string>;
}

function entryOf(name: string, value: unknown, file: string): HeaderEntry {
  const { dtype, shape, data_offsets: offsets } = isRecord(value) ? value : {};
  if (typeof dtype !== 'string' || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2)
    throw damaged(file, `dtype, shape and data_offsets for tensor '${name}', but they are not all there`);
  return { name, dtype, shape, begin: offsets[0]!, end: offsets[1]! };
}

function requireGapless(
  entries: readonly HeaderEntry[],
  { length, file }: { length: number; file: string },
): void {
  let position = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== position || end < begin)
      throw damaged(
        file,
        `tensor '${name}' to begin at byte ${position}, where the one before it ends, but it lies at ${begin} to ${end}`,
      );
    position = end;
  }
  if (position !== length)
    throw damaged(file, `${position} bytes of numbers, but ${length} follow the header`);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);

function damaged(file: string, expectation: string): FoveaError {
  return new FoveaError(
    'BAD_FILE',
    `Expected ${expectation}: ${file} is damaged or not a safetensors file. Save or copy it again.`,
    { file },
  );
}
