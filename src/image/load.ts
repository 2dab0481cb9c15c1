import { readFile } from 'node:fs/promises';
import type { Metadata, Sharp, SharpOptions } from 'sharp';
import { describeValue, FoveaError } from '../core/errors.js';
import { type Image, imageFrom } from './image.js';
import { jpegHeader } from './jpeg-header.js';
import { type LoadOptions, type ResolvedLoadOptions, resolveLoadOptions } from './load-options.js';
import { decodePnm, isPnm } from './pnm.js';
import { toU8 } from './to-u8.js';

export type { FailOn, Fit, LoadOptions } from './load-options.js';

/** Where pixels come from: the path of a file, the bytes of an encoded file, or raw pixels. */
export type ImageInput = string | Uint8Array | Image;

/**
 * Reads an image as 8-bit RGB, upright.
 *
 * 1. The header is read first: too many pixels or more than 4 channels are refused before anything is decoded.
 * 2. JPEG, PNG, WebP, AVIF, TIFF (first page), GIF (first frame) and SVG are decoded by sharp, PGM and PPM here. A
 *    JPEG's pixels are those of libjpeg-turbo, as OpenCV and Pillow give them. When the image is to become much smaller, JPEG and WebP
 *    are decoded at a smaller scale to begin with, and SVG is drawn at the size asked for.
 * 3. To RGB: grey is written three times; CMYK goes through its embedded profile, or a standard one; palettes are
 *    looked up; of 16 bits the upper 8 are kept (as OpenCV, Pillow). Profiles embedded in RGB and grey files
 *    are not applied, since OpenCV and Pillow do not.
 * 4. Transparency is laid over `background`. (OpenCV ignores alpha instead.)
 * 5. Resized with a Lanczos kernel if `width` or `height` is given (they are sizes of the upright image), and
 *    turned by the EXIF orientation.
 *
 * A file cut short is an error; `failOn: 'none'` keeps what there is. Decoding ends after two minutes at most.
 * Raw pixels of 1 to 4 channels take steps 3 to 5; 16-bit values and floats in [0, 1] become 8-bit first.
 *
 * @throws NOT_FOUND for a path where no file can be read; BAD_IMAGE for what cannot be decoded; LIMIT for too many
 * pixels, channels or seconds; BAD_OPTION for a wrong option or an address instead of a path. Each names the file.
 */
export async function loadImage(input: ImageInput, options: LoadOptions = {}): Promise<Image<Uint8Array>> {
  const resolved = resolveLoadOptions(options);
  if (typeof input === 'string') return decode(await readLocal(input), resolved, input);
  if (input instanceof Uint8Array) return decode(input, resolved, undefined);
  return convertRaw(input, resolved, undefined);
}

async function readLocal(path: string): Promise<Uint8Array> {
  if (/^([a-z][a-z0-9+.-]*:\/\/|data:)/i.test(path))
    throw new FoveaError(
      'BAD_OPTION',
      `Expected the path of a local file but received ${describeValue(path)}. Download it first, or pass its bytes.`,
      { file: path },
    );
  try {
    // Bytes, not the path, go to the decoder: it keeps files by name and would miss that one has changed.
    return await readFile(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const found =
      code === 'EISDIR' ? 'is a folder; list its images with listImages' : `cannot be read (${code})`;
    throw new FoveaError('NOT_FOUND', `Expected an image file but ${path} ${found}.`, { file: path, cause });
  }
}

async function decode(
  bytes: Uint8Array,
  options: ResolvedLoadOptions,
  file: string | undefined,
): Promise<Image<Uint8Array>> {
  if (isPnm(bytes))
    return convertRaw(decodePnm(bytes, { maxPixels: options.maxPixels, file }), options, file);
  const { default: sharp } = await import('sharp');
  const settings: SharpOptions = {
    failOn: options.failOn,
    limitInputPixels: options.maxPixels,
    autoOrient: true,
  };
  try {
    if (bytes.length === 0) throw new Error('it is empty');
    // The decoder is asked where the file's own orientation decides how large the image becomes.
    const isOneSideAsked = (options.width === undefined) !== (options.height === undefined);
    const own = isOneSideAsked ? undefined : jpegHeader(bytes);
    const header: Header = own ?? (await sharp(bytes, settings).metadata());
    checkHeader(header, options, file);
    // Inks have no colour without a profile; for RGB, the stored numbers are what other libraries see.
    const ignoreIcc = header.space !== 'cmyk';
    return await render(sharp(bytes, { ...settings, ignoreIcc }), options);
  } catch (error) {
    throw asFoveaError(error, options, file);
  }
}

/** A damaged file of few pixels must not keep a batch waiting for ever. */
const secondsToDecode = 120;

async function render(pipeline: Sharp, options: ResolvedLoadOptions): Promise<Image<Uint8Array>> {
  const { background, width, height } = options;
  const flat = pipeline.flatten({ background });
  const fit = width && height ? options.fit : 'inside';
  const sized = width || height ? flat.resize({ width, height, fit, position: 'centre' }) : flat;
  const { data, info } = await sized
    .toColourspace('srgb')
    .timeout({ seconds: secondsToDecode })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.length);
  return imageFrom(info.channels === 1 ? threeTimes(pixels) : pixels, {
    width: info.width,
    height: info.height,
    channels: 3,
  });
}

function threeTimes(grey: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(grey.length * 3);
  for (let i = 0, p = 0; i < grey.length; i++, p += 3) rgb[p] = rgb[p + 1] = rgb[p + 2] = grey[i]!;
  return rgb;
}

/** Numbers of these types have a known full scale; floats and 32-bit integers of a TIFF do not. */
const depths: readonly string[] = ['uchar', 'ushort'];

/** What is asked of a header. */
type Header = Pick<Metadata, 'width' | 'height' | 'channels' | 'depth' | 'space'> &
  Partial<Pick<Metadata, 'autoOrient'>>;

function checkHeader(header: Header, options: ResolvedLoadOptions, file: string | undefined): void {
  const { width, height, channels, depth, autoOrient } = header;
  const name = nameOf(file);
  if (channels > 4) throw tooManyChannels(String(channels), file);
  if (!depths.includes(depth) && !header.space.startsWith('lab'))
    throw new FoveaError(
      'BAD_IMAGE',
      `Expected 8 or 16 bits a channel but ${name} holds values of type ${depth}, whose range is unknown. Scale it to 16 bits first.`,
      { file },
    );
  const asked = askedPixels(autoOrient ?? { width, height }, options);
  if (Math.max(width * height, asked) > options.maxPixels)
    throw tooManyPixels(`${width}×${height}`, options, file);
}

function askedPixels({ width, height }: { width: number; height: number }, asked: ResolvedLoadOptions) {
  if (asked.width && asked.height) return asked.width * asked.height;
  if (asked.width) return (asked.width * asked.width * height) / width;
  if (asked.height) return (asked.height * asked.height * width) / height;
  return 0;
}

function tooManyPixels(size: string, options: ResolvedLoadOptions, file: string | undefined): FoveaError {
  const to =
    options.width || options.height
      ? ` (to be resized to ${options.width ?? 'any'}×${options.height ?? 'any'})`
      : '';
  return new FoveaError(
    'LIMIT',
    `Expected at most ${options.maxPixels} pixels but ${nameOf(file)} has ${size}${to}. Raise maxPixels if it is to be trusted.`,
    { file },
  );
}

function tooManyChannels(count: string, file: string | undefined): FoveaError {
  return new FoveaError(
    'LIMIT',
    `Expected at most 4 channels but ${nameOf(file)} has ${count}. Save three of them as RGB.`,
    { file },
  );
}

function asFoveaError(error: unknown, options: ResolvedLoadOptions, file: string | undefined): FoveaError {
  if (error instanceof FoveaError) return error;
  const message = (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1)!.trim();
  if (/pixel limit/i.test(message)) return tooManyPixels('more', options, file);
  if (/channel limit/i.test(message)) return tooManyChannels('more', file);
  if (/^timeout/.test(message))
    return new FoveaError('LIMIT', `Expected ${nameOf(file)} to decode within ${secondsToDecode} seconds.`, {
      file,
      cause: error,
    });
  return new FoveaError(
    'BAD_IMAGE',
    `Expected a JPEG, PNG, WebP, AVIF, TIFF, GIF, SVG, PGM or PPM image but ${nameOf(file)} cannot be decoded: ${message.replace(/[.:]+$/, '')}.`,
    { file, cause: error },
  );
}

const nameOf = (file: string | undefined) => file ?? 'the data given';

async function convertRaw(
  image: Image,
  options: ResolvedLoadOptions,
  file: string | undefined,
): Promise<Image<Uint8Array>> {
  const { data, width, height, channels } = toU8(imageFrom(image.data, image));
  if (channels > 4) throw tooManyChannels(String(channels), file);
  if (Math.max(width * height, askedPixels(image, options)) > options.maxPixels)
    throw tooManyPixels(`${width}×${height}`, options, file);
  const isSized = options.width !== undefined || options.height !== undefined;
  if (channels === 3 && !isSized) return { data, width, height, channels };
  const { default: sharp } = await import('sharp');
  const raw = { width, height, channels: channels as 1 | 2 | 3 | 4 };
  return render(sharp(data, { raw, limitInputPixels: options.maxPixels }), options);
}
