import { FoveaError } from '../../core/errors.js';
import { croppedLikeness } from './align.js';
import { Crowd } from './crowd.js';
import { FrequencyIndex } from './frequency-index.js';
import { comparedSide, croppableSide, type ImageSignature } from './image-signature.js';
import { type Detail, detailOf, likeness } from './likeness.js';
import { lowFrequencies, mirroredFrequencies } from './low-frequencies.js';
import { type Box, mirroredView, viewOf } from './view.js';

/** Two images that are nearly the same. */
export interface NearDuplicate {
  /** Places in the list, ascending. */
  readonly images: readonly [first: number, second: number];
  /** `near`: one is the other saved anew, resized, brightened; `mirrored` and `cropped`: perhaps that too. */
  readonly kind: 'same pixels' | 'near' | 'mirrored' | 'cropped';
  /** 1 less the correlation of their fine detail; 0 of the same pixels. */
  readonly distance: number;
}

/** An image as the search sees it. */
interface Picture {
  readonly thumbnail: Uint8Array;
  /** Undefined where there is none to compare: then only the same pixels count. */
  readonly detail: Detail | undefined;
  readonly frequencies: Float32Array;
}

interface Pictures {
  readonly pictures: readonly Picture[];
  readonly index: FrequencyIndex;
}

/** Up to here two images are taken for the same, however many others are like them. */
const surelySame = 0.02;
/** Up to here they may be, if nothing else comes near. */
const perhapsSame = 0.055;
/** Correlation of coarse builds below which no two images are compared in detail; less of a crop, which may be a little off. */
const leastAlike = { whole: 0.93, crop: 0.8 };

/**
 * All pairs of nearly the same images in a list, the nearest first:
 *
 * 1. Images of the same size and pixels.
 * 2. Candidates are images of similar coarse build, as they are, in a mirror, or with up to 13% of their sides cut
 *    off (`FrequencyIndex`).
 * 3. Each candidate is compared in its fine detail (`detailOf`); crops are first aligned. A distance of at most 0.02
 *    is a find. So is one of at most 0.055 between whole images if it is less than a quarter of the distance to the
 *    fifth nearest image of either: the same photograph stands alone, handwritten ones do not.
 *
 * Not found: turned images, small parts of large ones, crops of images with a side under 64 pixels, and changes that
 * destroy fine detail, such as halving an image of 32 × 32 pixels. Takes 2 s for 1000 photographs and, n² growing,
 * about 20 s for 70,000 digits, beside the signatures. The thresholds are those that tell the two apart on real data:
 * changed copies of Corel-1k's photographs lie below (of crops 985 in 1000), as does what CIFAR-100 holds twice; other
 * scales of a texture of KTH-TIPS begin at 0.056, and of 2.4 billion pairs of MNIST's digits 7 are found
 * (`node bench/leak-rates.mjs`).
 *
 * @throws BAD_SHAPE for a thumbnail of another size; LIMIT for more than 1000 images of the same pixels, which would make
 * half a million pairs.
 */
export function nearDuplicates(signatures: readonly ImageSignature[]): NearDuplicate[] {
  const pictures = signatures.map(pictureOf);
  const index = new FrequencyIndex(pictures.map(({ frequencies }) => frequencies));
  const crowd = new Crowd(pictures.length);
  const nearest = new Map<number, NearDuplicate>();
  const keep = (pair: NearDuplicate) => {
    const key = pair.images[0] * signatures.length + pair.images[1];
    const known = nearest.get(key);
    if (!known || pair.distance < known.distance) nearest.set(key, pair);
  };
  for (const pair of samePixels(signatures)) keep(pair);
  for (let i = 0; i < pictures.length; i++) {
    for (const pair of wholeMatches(i, { pictures, index })) {
      crowd.add(pair.images, pair.distance);
      if (pair.distance <= perhapsSame) keep(pair);
    }
    for (const pair of croppedMatches(i, { pictures, index })) if (pair.distance <= surelySame) keep(pair);
  }
  return [...nearest.values()]
    .filter(({ images, distance }) => distance <= surelySame || crowd.standsOut(images, distance))
    .sort((a, b) => a.distance - b.distance || a.images[0] - b.images[0] || a.images[1] - b.images[1]);
}

function pictureOf({ thumbnail }: ImageSignature): Picture {
  if (thumbnail.length !== comparedSide ** 2 && thumbnail.length !== croppableSide ** 2)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected thumbnails of ${comparedSide ** 2} or ${croppableSide ** 2} pixels, as imageSignature makes them, but received ${thumbnail.length}.`,
    );
  const view = viewOf(thumbnail);
  return { thumbnail, detail: detailOf(view), frequencies: lowFrequencies(view) };
}

function samePixels(signatures: readonly ImageSignature[]): NearDuplicate[] {
  const groups = new Map<string, number[]>();
  signatures.forEach(({ pixels }, i) => {
    const group = groups.get(pixels);
    if (group) group.push(i);
    else groups.set(pixels, [i]);
  });
  const pairs: NearDuplicate[] = [];
  for (const group of groups.values()) {
    checkGroup(group);
    for (const [k, i] of group.entries())
      for (const j of group.slice(k + 1)) pairs.push({ images: [i, j], kind: 'same pixels', distance: 0 });
  }
  return pairs;
}

const mostOfTheSame = 1000;

function checkGroup(group: readonly number[]): void {
  if (group.length > mostOfTheSame)
    throw new FoveaError(
      'LIMIT',
      `Expected at most ${mostOfTheSame} images of the same pixels but found ${group.length}, the first of them number ${group[0]} and ${group[1]}. Remove them, or do not look for doubles (leaks: ignore).`,
    );
}

/** Images after `i` that look like it, or like it in a mirror. */
function wholeMatches(i: number, { pictures, index }: Pictures): NearDuplicate[] {
  const { detail, frequencies } = pictures[i]!;
  if (!detail) return [];
  const looks = [
    { kind: 'near', detail, frequencies },
    {
      kind: 'mirrored',
      detail: mirroredView(detail),
      frequencies: mirroredFrequencies(frequencies),
    },
  ] as const;
  const matches: NearDuplicate[] = [];
  for (const look of looks)
    for (const j of index.search(look.frequencies, { from: i + 1 })) {
      const other = pictures[j]!;
      if (!other.detail || likeness(look.frequencies, other.frequencies) < leastAlike.whole) continue;
      const distance = Math.max(0, 1 - likeness(look.detail, other.detail));
      matches.push({ images: [i, j], kind: look.kind, distance });
    }
  return matches;
}

/** Crops that are tried to begin with: 95% and 90% of each side, in the middle and at the edges. */
const crops: readonly Box[] = [0.95, 0.9].flatMap((kept) => {
  const offsets = [0, (1 - kept) / 2, 1 - kept];
  return offsets.flatMap((top) =>
    offsets.map((left) => ({ left, top, right: left + kept, bottom: top + kept })),
  );
});

/** Images, before and after `i`, that look like a crop of it. */
function croppedMatches(i: number, { pictures, index }: Pictures): NearDuplicate[] {
  const { thumbnail, detail } = pictures[i]!;
  if (!detail || thumbnail.length < croppableSide ** 2) return [];
  const best = new Map<number, { alike: number; box: Box }>();
  for (const box of crops) {
    const frequencies = lowFrequencies(viewOf(thumbnail, box));
    for (const j of index.search(frequencies, { from: 0 })) {
      const alike = likeness(frequencies, pictures[j]!.frequencies);
      if (j !== i && alike >= Math.max(leastAlike.crop, best.get(j)?.alike ?? 0)) best.set(j, { alike, box });
    }
  }
  const matches: NearDuplicate[] = [];
  for (const [j, { box }] of best) {
    const target = pictures[j]!.detail;
    if (!target) continue;
    const distance = Math.max(0, 1 - croppedLikeness(thumbnail, target, box));
    matches.push({ images: i < j ? [i, j] : [j, i], kind: 'cropped', distance });
  }
  return matches;
}
