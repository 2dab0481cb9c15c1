import type { Dataset } from '../src/data/dataset.js';
import { resizeImage } from '../src/image/resize.js';
import { encodeImage } from '../src/image/save.js';

/** Shown at half of it, so that it stays sharp on a dense screen. */
const LONG_SIDE = 160;

/** Images of a data set as small pictures that stand inside an HTML page (data URIs). */
export const reportThumbnail =
  (dataset: Dataset) =>
  async (index: number): Promise<string> => {
    const image = await dataset.load(index);
    const scale = LONG_SIDE / Math.max(image.width, image.height);
    const small = resizeImage(image, {
      width: Math.max(1, Math.round(image.width * scale)),
      height: Math.max(1, Math.round(image.height * scale)),
    });
    const bytes = await encodeImage(small, { format: 'jpeg' });
    return `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`;
  };
