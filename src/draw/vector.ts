import type { Image } from '../image/image.js';
import { bars } from './bars.js';
import { blank, paste } from './canvas.js';
import { enlarge, readableScale } from './enlarge.js';
import type { Picture } from './picture.js';
import { toRgb8 } from './rgb.js';
import { svg } from './svg.js';

const CHART = 180;
const GAP = 8;
/** Charts narrower than this show nothing. */
const LEAST_WIDTH = 320;

/** An image with a bar chart of its feature vector below: how a feature without a picture of its own is drawn. */
export function drawVector(image: Image, vector: ArrayLike<number>, title: string): Picture {
  const base = enlarge(toRgb8(image), readableScale(image, 512));
  const width = Math.max(LEAST_WIDTH, base.width);
  const sheet = blank({ width, height: base.height + GAP + CHART });
  paste(sheet, base, { x: 0, y: 0 });
  const box = { x: 0, y: base.height + GAP, width, height: CHART };
  const condensed = vector.length > width - 8 ? '; each bar is the extreme of several values' : '';
  return {
    image: sheet,
    overlay: svg(sheet, bars(vector, box, { title })),
    caption: `the image and its ${title} vector of ${vector.length} values${condensed}`,
  };
}
