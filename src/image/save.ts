import { extname } from 'node:path';
import type { Sharp } from 'sharp';
import { describeValue, FoveaError } from '../core/errors.js';
import { writeAtomic } from '../files/atomic.js';
import { type Image, imageFrom } from './image.js';

/** File formats that images can be written in. PNG and TIFF keep every pixel; the others are close. */
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'avif' | 'tiff';

/** How an image is encoded. */
export interface EncodeOptions {
  readonly format: ImageFormat;
  /** SVG markup drawn on top, in pixels of the image (`<svg width="…" height="…">` of its size). */
  readonly overlay?: string | undefined;
  /** Of JPEG, WebP and AVIF, from 1 to 100. Default 92, of AVIF 75. */
  readonly quality?: number | undefined;
}

const formats: Readonly<Record<string, ImageFormat>> = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.webp': 'webp',
  '.avif': 'avif',
  '.tif': 'tiff',
  '.tiff': 'tiff',
};

// Thin coloured lines over a photograph: no chroma subsampling, and a quality that does not fray them.
const encoders: Readonly<Record<ImageFormat, (pipeline: Sharp, quality?: number) => Sharp>> = {
  png: (pipeline) => pipeline.png(),
  jpeg: (pipeline, quality = 92) => pipeline.jpeg({ quality, chromaSubsampling: '4:4:4' }),
  webp: (pipeline, quality = 92) => pipeline.webp({ quality }),
  avif: (pipeline, quality = 75) => pipeline.avif({ quality }),
  tiff: (pipeline) => pipeline.tiff({ compression: 'deflate' }),
};

/**
 * Encodes an 8-bit grey or RGB image. Grey stays grey unless something is drawn on it.
 * The same image and options give the same bytes.
 * @throws BAD_DATA for other number types (convert with `toU8`, which says how), BAD_SHAPE for other channels,
 * BAD_OPTION for an unknown format or an overlay that is not SVG of at most the image's size.
 */
export async function encodeImage(image: Image, options: EncodeOptions): Promise<Uint8Array> {
  const { data, width, height, channels } = imageFrom(image.data, image);
  const encode = encoders[options.format];
  if (!encode)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected one of ${Object.keys(encoders).join(', ')} for format but received ${describeValue(options.format)}.`,
    );
  if (!(data instanceof Uint8Array))
    throw new FoveaError(
      'BAD_DATA',
      `Expected 8-bit pixels to encode but received ${describeValue(data)}. Convert them with toU8.`,
    );
  if (channels !== 1 && channels !== 3)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected 1 (grey) or 3 (RGB) channels to encode but received ${channels}.`,
    );
  const { default: sharp } = await import('sharp');
  const pixels = sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
  const drawn =
    options.overlay === undefined
      ? pixels.toColourspace(channels === 1 ? 'b-w' : 'srgb')
      : pixels.composite([{ input: svgBytes(options.overlay), top: 0, left: 0 }]).removeAlpha();
  try {
    return plainBytes(await encode(drawn, options.quality).toBuffer());
  } catch (cause) {
    const what = `${width}×${height} pixels as ${options.format}${options.overlay === undefined ? '' : ' with an SVG overlay of at most that size'}`;
    throw new FoveaError('BAD_OPTION', `Expected to encode ${what}: ${(cause as Error).message.trim()}.`, {
      cause,
    });
  }
}

/**
 * Writes an image in the format of the path's extension: .png, .jpg, .jpeg, .webp, .avif, .tif or .tiff. The file
 * appears once it is whole; folders on the way are made.
 * @throws BAD_OPTION for another extension, and what `encodeImage` throws.
 */
export async function saveImage(
  path: string,
  image: Image,
  options: { readonly overlay?: string | undefined } = {},
): Promise<void> {
  const format = formats[extname(path).toLowerCase()];
  if (!format)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected a path ending in ${Object.keys(formats).join(', ')} but received ${path}.`,
      { file: path },
    );
  await writeAtomic(path, await encodeImage(image, { format, overlay: options.overlay }));
}

function svgBytes(overlay: string): Buffer {
  if (!/<svg[\s>]/.test(overlay))
    throw new FoveaError(
      'BAD_OPTION',
      `Expected SVG markup for overlay but received ${describeValue(overlay)}.`,
    );
  return Buffer.from(overlay);
}

function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
