/** What a JPEG file says of itself before its pixels, in sharp's words. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly depth: 'uchar';
  readonly space: 'b-w' | 'srgb';
}

const START_OF_IMAGE = 0xd8;
/** Markers that no length follows, which have no place before a frame; of fill bytes; and the start of the pixels. */
const isOutOfPlace = (marker: number) =>
  marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda) || marker === 0xff;
/** Markers C0–CF begin a frame, but for those of Huffman tables, extensions and arithmetic coding. */
const isStartOfFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/**
 * Reads the header of a grey or three-colour JPEG of 8 bits (ITU-T T.81, B.2), which costs nothing beside asking the
 * decoder: that is a tenth of decoding a small photograph.
 * @returns nothing for any other file, and for a damaged or unusual header: that is the decoder's to judge.
 */
export function jpegHeader(bytes: Uint8Array): JpegHeader | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== START_OF_IMAGE) return undefined;
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1]!;
    const length = 256 * bytes[at + 2]! + bytes[at + 3]!;
    if (bytes[at] !== 0xff || isOutOfPlace(marker) || length < 2) return undefined;
    if (isStartOfFrame(marker)) return frame(bytes.subarray(at + 4, at + 2 + length));
    at += 2 + length;
  }
  return undefined;
}

/** Precision, height, width and number of components, as a frame has them. */
function frame(bytes: Uint8Array): JpegHeader | undefined {
  if (bytes.length < 6) return undefined;
  const [precision, highY, lowY, highX, lowX, channels] = bytes as unknown as readonly number[];
  const height = 256 * highY! + lowY!;
  const width = 256 * highX! + lowX!;
  if (precision !== 8 || height === 0 || width === 0) return undefined;
  if (channels === 1) return { width, height, channels, depth: 'uchar', space: 'b-w' };
  if (channels === 3) return { width, height, channels, depth: 'uchar', space: 'srgb' };
  return undefined;
}
