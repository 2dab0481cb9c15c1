export { type Image, imageFrom, type PixelArray } from './image.js';
export { type ImageInput, loadImage } from './load.js';
export type { FailOn, Fit, LoadOptions } from './load-options.js';
export { type Luma, lumaOption, toGrey, toGreyU8 } from './luma.js';
export { resizeImage } from './resize.js';
export { type EncodeOptions, encodeImage, type ImageFormat, saveImage } from './save.js';
export { imageExtensions, listImages } from './sources.js';
export { toU8 } from './to-u8.js';
