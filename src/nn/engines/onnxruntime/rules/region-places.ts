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
  const { length, candidates } = axis;
  const size = into.length / candidates;
  forEachLine(axis, (line, image) => {
    for (let i = 0; i < axis.count; i++) {
      const [first, last] = boundsOf(regions, axis, image * axis.count + i);
      const place = line * axis.count + i;
      const start = line * length;
      into[place] = start + first;
      if (candidates === 3) into[size + place] = start + (last > first + 1 ? first + 1 : first);
      into[(candidates - 1) * size + place] = start + last;
    }
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
  into.fill(candidates * size);
  const note = (pixel: number, candidate: number) => {
    for (let k = 0; k < most; k++) {
      if (into[k * pixels + pixel] !== candidates * size) continue;
      into[k * pixels + pixel] = candidate;
      return;
    }
    throw new FoveaError(
      'BAD_DATA',
      `Expected pooling regions of which at most ${most} share a pixel but pixel ${pixel % length} is in more. Feed regions as the layer draws them.`,
    );
  };
  forEachLine(axis, (line, image) => {
    for (let i = 0; i < count; i++) {
      const [first, last] = boundsOf(regions, axis, image * count + i);
      const place = line * count + i;
      const start = line * length;
      note(start + first, place);
      if (last > first) note(start + last, (candidates - 1) * size + place);
      if (last > first + 1) note(start + first + 1, size + place);
    }
  });
}

function forEachLine(
  { images, lines, isShared }: PooledAxis,
  visit: (line: number, image: number) => void,
): void {
  for (let image = 0; image < images; image++)
    for (let i = 0; i < lines; i++) visit(image * lines + i, isShared ? 0 : image);
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
