import { FoveaError } from '../core/errors.js';
import type { LocalFeatures } from '../features/extractor.js';
import type { Image } from '../image/image.js';
import { blank, paste } from './canvas.js';
import { cutPatch } from './patch.js';
import type { Picture } from './picture.js';
import { toRgb8 } from './rgb.js';
import { label, svg } from './svg.js';

/** An image, its keypoints, and the visual word of each. */
export interface WordSource {
  readonly image: Image;
  readonly features: LocalFeatures;
  /** One word a keypoint, as `Vocabulary.assign` gives them. */
  readonly words: ArrayLike<number>;
}

/** How much of the vocabulary is drawn. */
export interface WordsOptions {
  /** Rows: the most frequent words. Default 12. */
  readonly most?: number;
  /** Patches a row. Default 12. */
  readonly examples?: number;
  /** Width and height of a patch in pixels. Default 48. */
  readonly side?: number;
  /** Width of a patch's region in keypoint sizes. Default 6, what SIFT describes. */
  readonly span?: number;
}

interface Example {
  readonly source: number;
  readonly keypoint: number;
}

const GAP = 4;
const MARGIN = 64;

/**
 * Visual words as patches: one row a word, the most frequent first (equal ones by number), each with patches
 * that were assigned to it, turned and scaled as their descriptors saw them. Examples are taken from the images
 * in turn, the strongest keypoints first, so that a row shows how different the places are that share a word.
 * @throws BAD_SHAPE when an image has not one word a keypoint.
 */
export function drawWords(sources: readonly WordSource[], options: WordsOptions = {}): Picture {
  const { most = 12, examples = 12, side = 48, span = 6 } = options;
  const byWord = collect(sources);
  const ranked = [...byWord].sort(([a, x], [b, y]) => y.length - x.length || a - b).slice(0, most);
  const rows = Math.max(1, ranked.length);
  const image = blank(
    { width: MARGIN + examples * (side + GAP) + GAP, height: rows * (side + GAP) + GAP },
    [32, 34, 38],
  );
  const colours = sources.map((source) => toRgb8(source.image));
  const labels = ranked.flatMap(([word, all], r) => {
    const y = GAP + r * (side + GAP);
    inTurn(all, examples).forEach(({ source, keypoint }, e) => {
      const point = sources[source]!.features.keypoints[keypoint]!;
      paste(image, cutPatch(colours[source]!, point, { side, span }), { x: MARGIN + e * (side + GAP), y });
    });
    return [
      label(`word ${word}`, { x: MARGIN - 8, y: y + side / 2 - 1, size: 11, fill: '#eee', anchor: 'end' }),
      label(`${all.length}×`, {
        x: MARGIN - 8,
        y: y + side / 2 + 13,
        size: 11,
        fill: '#9a9da3',
        anchor: 'end',
      }),
    ];
  });
  return {
    image,
    overlay: svg(image, labels),
    caption: `the ${ranked.length} most frequent of ${byWord.size} visual words in ${sources.length} images, a row of patches each`,
  };
}

/** The occurrences of each word, image by image, the strongest keypoints of an image first. */
function collect(sources: readonly WordSource[]): Map<number, Example[]> {
  const byWord = new Map<number, Example[]>();
  sources.forEach(({ features: { keypoints }, words }, source) => {
    if (words.length !== keypoints.length)
      throw new FoveaError(
        'BAD_SHAPE',
        `Expected one word for each of the ${keypoints.length} keypoints of image ${source} but received ${words.length}.`,
      );
    const strongest = keypoints
      .map((_, i) => i)
      .sort((a, b) => keypoints[b]!.response - keypoints[a]!.response || a - b);
    for (const keypoint of strongest) {
      const word = words[keypoint]!;
      const list = byWord.get(word);
      if (list) list.push({ source, keypoint });
      else byWord.set(word, [{ source, keypoint }]);
    }
  });
  return byWord;
}

/** The first of each image, then the second of each, until there are `count`. */
function inTurn(all: readonly Example[], count: number): Example[] {
  const seen = new Map<number, number>();
  const turns = all.map((example) => {
    const turn = seen.get(example.source) ?? 0;
    seen.set(example.source, turn + 1);
    return { example, turn };
  });
  return turns
    .sort((a, b) => a.turn - b.turn)
    .slice(0, count)
    .map(({ example }) => example);
}
