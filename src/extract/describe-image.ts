import type { Extractor, OptionValues } from '../features/extractor.js';
import type { Image } from '../image/image.js';
import type { Extracted } from './extract-batch.js';

/** What an image gives; keypoints come with the size of their image. */
export function describeImage(extractor: Extractor, image: Image, options?: OptionValues): Extracted {
  const features = extractor.extract(image, options);
  if (features instanceof Float32Array) return features;
  return { ...features, imageSize: { width: image.width, height: image.height } };
}
