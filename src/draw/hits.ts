import type { Image } from '../image/image.js';
import { resizeImage } from '../image/resize.js';
import { blank, paste } from './canvas.js';
import { fitInto } from './enlarge.js';
import type { Picture } from './picture.js';
import { toRgb8 } from './rgb.js';
import { label, short, svg } from './svg.js';

/** An image found, and how similar it is. */
export interface DrawnHit {
  readonly image: Image;
  /** Cosine of the angle between the images' word vectors, 0 to 1. */
  readonly score: number;
  /** Shown under the image, shortened from the left. */
  readonly path?: string;
}

/** How the sheet is laid out. */
export interface HitsOptions {
  /** Images a row. Default 4. */
  readonly columns?: number;
  /** Width and height of the square that each image is fitted into. Default 180 pixels. */
  readonly side?: number;
}

const GAP = 12;
const TEXT = 34;
/** About the width of a small character, in pixels. */
const CHARACTER = 6.6;

/**
 * A contact sheet of a search: the query first, in a frame, then the images found, best first, each with its
 * rank, its score and a bar as long as the score.
 */
export function drawHits(query: Image, hits: readonly DrawnHit[], options: HitsOptions = {}): Picture {
  const { columns = 4, side = 180 } = options;
  const tiles = [{ image: query, score: undefined, path: 'query' }, ...hits];
  const across = Math.min(columns, tiles.length);
  const down = Math.ceil(tiles.length / across);
  const sheet = blank(
    { width: GAP + across * (side + GAP), height: GAP + down * (side + TEXT + GAP) },
    [247, 247, 248],
  );
  const marks = tiles.flatMap(({ image, score, path }, i) => {
    const x = GAP + (i % across) * (side + GAP);
    const y = GAP + Math.floor(i / across) * (side + TEXT + GAP);
    const size = fitInto(image, side);
    const at = { x: x + Math.floor((side - size.width) / 2), y: y + Math.floor((side - size.height) / 2) };
    paste(sheet, resizeImage(toRgb8(image), size), at);
    return score === undefined
      ? queryMarks({ ...at, ...size }, { x, y: y + side })
      : hitMarks({ rank: i, score, name: nameOf(path ?? '', side) }, { x, y: y + side, side });
  });
  return {
    image: sheet,
    overlay: svg(sheet, marks),
    caption:
      hits.length === 0
        ? 'the query; nothing was found'
        : `the query and the ${hits.length} images most like it`,
  };
}

function queryMarks(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  below: { x: number; y: number },
): string[] {
  return [
    `<rect x="${x - 1.5}" y="${y - 1.5}" width="${width + 3}" height="${height + 3}" fill="none" stroke="#e4572e" stroke-width="3"/>`,
    label('query', { x: below.x, y: below.y + 18, fill: '#e4572e' }),
  ];
}

function hitMarks(
  { rank, score, name }: { rank: number; score: number; name: string },
  { x, y, side }: { x: number; y: number; side: number },
): string[] {
  const length = Math.min(1, Math.max(0, score)) * side;
  return [
    `<rect x="${x}" y="${y + 4}" width="${side}" height="3" fill="#dcdee2"/>`,
    `<rect x="${x}" y="${y + 4}" width="${short(length)}" height="3" fill="#2e6db4"/>`,
    label(`${rank}. ${name}`, { x, y: y + 21, size: 11 }),
    label(score.toFixed(3), { x: x + side, y: y + 21, anchor: 'end', fill: '#2e6db4' }),
  ];
}

/** The end of a path: its last two names, and of these as many characters as fit beside rank and score. */
function nameOf(path: string, side: number): string {
  const most = Math.max(1, Math.floor((side - 66) / CHARACTER));
  const name = path.split(/[\\/]/).slice(-2).join('/');
  return name.length > most ? `…${name.slice(1 - most)}` : name;
}
