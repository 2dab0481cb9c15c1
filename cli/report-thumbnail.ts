import type { Dataset } from '../src/data/dataset.js';
import { resizeImage } from '../src/image/resize.js';
import { encodeImage } from '../src/image/save.js';

/** About as large as it is shown. */
const LONG_SIDE = 128;
/** Enough to see what it is; a report holds hundreds. */
const QUALITY = 65;

/** Images of a data set as small pictures that stand inside an HTML page (data URIs). */
export const reportThumbnail =
  (dataset: Dataset) =>
  async (index: number): Promise<string> => {
    const image = await dataset.load(index);
    const scale = Math.min(1, LONG_SIDE / Math.max(image.width, image.height));
    const small = resizeImage(image, {
      width: Math.max(1, Math.round(image.width * scale)),
      height: Math.max(1, Math.round(image.height * scale)),
    });
    const bytes = await encodeImage(small, { format: 'webp', quality: QUALITY });
    return `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`;
  };
