import type { OptionValues } from '../features/extractor.js';
import { findExtractor } from '../features/index.js';
import type { Image } from '../image/image.js';
import { drawColourHistogram } from './colour-histogram.js';
import { drawHog } from './hog.js';
import { drawKeypoints } from './keypoints.js';
import { drawLbp } from './lbp.js';
import type { Picture } from './picture.js';
import { drawVector } from './vector.js';

type Drawer = (image: Image, options: OptionValues) => Picture;

/** Features with a picture of their own, by extractor name. Every other one is drawn by its kind. */
const drawers: Readonly<Record<string, Drawer>> = {
  colour: drawColourHistogram,
  hog: drawHog,
  lbp: drawLbp,
};

/**
 * What a feature sees in an image. A feature that is not in the table above needs no drawer: a global one is
 * drawn as a bar chart of its vector, a local one as its keypoints.
 * @param name a name or alias of the registry of features.
 * @param options those of the feature.
 * @throws NOT_FOUND for an unknown name, and what the feature throws.
 */
export function drawFeature(name: string, image: Image, options: OptionValues = {}): Picture {
  const extractor = findExtractor(name);
  const drawer = drawers[extractor.name];
  if (drawer) return drawer(image, options);
  if (extractor.kind === 'local') return drawKeypoints(image, extractor.extract(image, options).keypoints);
  return drawVector(image, extractor.extract(image, options), extractor.name);
}
