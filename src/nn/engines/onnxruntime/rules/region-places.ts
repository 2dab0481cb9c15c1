import { FoveaError } from '../../../../core/errors.js';
import type { Values } from '../../../graph/tensor.js';

/** An axis that is pooled: `lines` of it in each of so many images, `length` pixels each, in `count` regions. */
export interface PooledAxis {
  /** How many sets of regions there are, and how many lines share each. */
  readonly images: number;
  readonly lines: number;
  readonly length: number;
  readonly count: number;
  /** Regions are shared by all images. */
  readonly isShared: boolean;
  /** Pixels that stand for a region: its first, its last, and where there are three, the one between. */
  readonly candidates: 2 | 3;
}

/**
 * For each candidate the pixels of all regions of all lines, one list behind the other: first pixels, (middle
 * pixels,) last pixels. Where a region has fewer, its first stands for the middle.
 */
export function regionPlaces(regions: Values, axis: PooledAxis, into: Int32Array): void {
  const { length, candidates, count } = axis;
  const size = into.length / candidates;
  const ofLine = new Int32Array(candidates * count);
  forEachImage(axis, (lines, image) => {
    for (let i = 0; i < count; i++) {
      const [first, last] = boundsOf(regions, axis, image * count + i);
      ofLine[i] = first;
      if (candidates === 3) ofLine[count + i] = last > first + 1 ? first + 1 : first;
      ofLine[(candidates - 1) * count + i] = last;
    }
    for (const line of lines)
      for (let k = 0; k < candidates; k++)
        for (let i = 0; i < count; i++)
          into[k * size + line * count + i] = line * length + ofLine[k * count + i]!;
  });
}

/**
 * The way back: for each pixel of all lines the candidates that it was, in lists as `regionPlaces` makes them; `most`
 * lists one behind the other, filled up with the number behind the last candidate.
 * @throws BAD_DATA for a pixel of more than `most` regions.
 */
export function pixelCandidates(
  regions: Values,
  axis: PooledAxis,
  { most, into }: { readonly most: number; readonly into: Int32Array },
): void {
  const { images, lines, length, count, candidates } = axis;
  const size = images * lines * count;
  const pixels = images * lines * length;
  const none = candidates * size;
  // Of the first line: the others are as far away as they are lines apart.
  const ofLine = new Int32Array(most * length);
  const note = (pixel: number, candidate: number) => {
    for (let k = 0; k < most; k++) {
      if (ofLine[k * length + pixel] !== none) continue;
      ofLine[k * length + pixel] = candidate;
      return;
    }
    throw new FoveaError(
      'BAD_DATA',
      `Expected pooling regions of which at most ${most} share a pixel but pixel ${pixel} is in more. Feed regions as the layer draws them.`,
    );
  };
  forEachImage(axis, (own, image) => {
    ofLine.fill(none);
    for (let i = 0; i < count; i++) {
      const [first, last] = boundsOf(regions, axis, image * count + i);
      note(first, i);
      if (last > first) note(last, (candidates - 1) * size + i);
      if (last > first + 1) note(first + 1, size + i);
    }
    for (const line of own)
      for (let k = 0; k < most; k++)
        for (let pixel = 0; pixel < length; pixel++) {
          const candidate = ofLine[k * length + pixel]!;
          into[k * pixels + line * length + pixel] = candidate === none ? none : candidate + line * count;
        }
  });
}

/** Calls `visit` with the lines of each image, and the image whose regions they have. */
function forEachImage(
  { images, lines, isShared }: PooledAxis,
  visit: (lines: Int32Array, image: number) => void,
): void {
  const own = new Int32Array(lines);
  for (let image = 0; image < images; image++) {
    for (let i = 0; i < lines; i++) own[i] = image * lines + i;
    visit(own, isShared ? 0 : image);
  }
}

/** @throws BAD_DATA for pixels outside the axis, and for regions wider than their candidates. */
function boundsOf(
  regions: Values,
  { length, candidates }: PooledAxis,
  region: number,
): readonly [number, number] {
  const [first, last] = [regions[2 * region]!, regions[2 * region + 1]!];
  if (first >= 0 && first <= last && last < length && last - first < candidates) return [first, last];
  throw new FoveaError(
    'BAD_DATA',
    `Expected pooling regions of at most ${candidates} pixels from 0 to ${length - 1} but received ${first} to ${last}.`,
  );
}
