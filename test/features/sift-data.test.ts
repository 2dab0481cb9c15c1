import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type NdArray, stack } from '../../src/core/ndarray.js';
import { describeKeypoints } from '../../src/features/describe-keypoints.js';
import { matchDescriptors } from '../../src/features/match.js';
import { rootSift } from '../../src/features/rootsift.js';
import { sift } from '../../src/features/sift.js';
import { type Image, imageFrom } from '../../src/image/image.js';
import { loadImage } from '../../src/image/load.js';
import { describeWithData } from '../helpers/shared-data.js';
import { compareDescriptors } from './sift-goldens.js';

/** The share of `points` that have one of `found` within `radius` pixels. */
function recall(points: readonly Place[], found: readonly Place[], radius: number): number {
  const near = points.filter((p) => found.some((q) => Math.hypot(p.x - q.x, p.y - q.y) < radius));
  return near.length / points.length;
}
type Place = { readonly x: number; readonly y: number };

describeWithData('sift on OpenCV’s own regression data', 'opencv-features2d', (folder) => {
  /** OpenCV packs octave and layer into one integer. */
  function storedKeypoints(file: string) {
    const text = gunzipSync(readFileSync(`${folder}/${file}`)).toString();
    const numbers = /<keypoints>([^<]*)</.exec(text)![1]!.trim().split(/\s+/).map(Number);
    return Array.from({ length: numbers.length / 7 }, (_, i) => {
      const [x, y, size, angle, response, packed] = numbers.slice(7 * i, 7 * i + 6) as number[];
      const octave = (packed! << 24) >> 24;
      return {
        x: x!,
        y: y!,
        size: size!,
        angle: angle!,
        response: response!,
        octave,
        layer: (packed! >> 8) & 255,
      };
    });
  }

  it('finds at least 99% of the stored SIFT keypoints of tsukuba.png within half a pixel', async () => {
    const stored = storedKeypoints('feature_detectors/detector-sift.xml.gz');
    const { keypoints } = sift(await loadImage(`${folder}/tsukuba.png`));
    expect(stored).toHaveLength(704);
    expect(recall(stored, keypoints, 0.5)).toBeGreaterThanOrEqual(0.99);
    expect(recall(keypoints, stored, 0.5)).toBeGreaterThanOrEqual(0.99);
  });

  it('describes the stored keypoints within 1% of the stored descriptors, most of them identically', async () => {
    const file = readFileSync(`${folder}/descriptor_extractors/descriptor-sift`);
    const count = file.readInt32LE(0);
    const values = new Float32Array(file.buffer.slice(file.byteOffset + 16, file.byteOffset + file.length));
    const stored: NdArray = { data: values, shape: [count, 128] };
    const keypoints = storedKeypoints('keypoints.xml.gz');
    const ours = describeKeypoints(await loadImage(`${folder}/tsukuba.png`), keypoints);
    expect(ours.shape).toEqual([676, 128]);
    const { identical, worst } = compareDescriptors(ours, stored);
    expect(worst).toBeLessThan(0.01);
    // OpenCV 4.6 itself repeats 80.8% of them to the last bit.
    expect(identical).toBeGreaterThan(0.8);
  });
});

describeWithData('sift on VLFeat’s data', 'vlfeat', (folder) => {
  function lowe() {
    const [count, , ...numbers] = readFileSync(`${folder}/box.sift`, 'utf8').trim().split(/\s+/).map(Number);
    return Array.from({ length: count! }, (_, i) => {
      const [y, x, sigma, theta, ...descriptor] = numbers.slice(132 * i, 132 * (i + 1)) as [
        number,
        number,
        number,
        number,
      ];
      return { x, y, sigma, theta, descriptor: descriptor as number[] };
    });
  }

  function box(): Image {
    const file = readFileSync(`${folder}/box.pgm`);
    const [header, width, height] = /^P5\s(?:#.*\s)*(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1'))!;
    const data = Uint8Array.from(file.subarray(header.length));
    return imageFrom(data, { width: Number(width), height: Number(height), channels: 1 });
  }

  it('finds 74.8% of the keypoints that Lowe’s program found in box.pgm within a pixel, as OpenCV does', () => {
    expect(recall(lowe(), sift(box()).keypoints, 1)).toBeCloseTo(0.748, 3);
  });

  it('describes what both found as Lowe’s program does: the nearest descriptor is at the same place', () => {
    const theirs = lowe();
    const { keypoints, descriptors } = sift(box());
    const matches = matchDescriptors(stack(theirs.map(({ descriptor }) => descriptor)), descriptors);
    const right = matches.filter(({ query, train }) => {
      const [p, q] = [theirs[query]!, keypoints[train]!];
      return Math.hypot(p.x - q.x, p.y - q.y) < 1.5;
    });
    expect(matches.length).toBeGreaterThan(300);
    expect(right.length / matches.length).toBeGreaterThan(0.95);
  });
});

describeWithData('sift on the Oxford affine sequences', 'oxford-affine', (folder) => {
  /** The 3 × 3 matrix that takes points of image 1 to image 2. */
  function homography(file: string): (point: Place) => Place {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    const [a, b, c, d, e, f, g, h, i] = /<data>([^<]*)</
      .exec(text)![1]!
      .trim()
      .split(/\s+/)
      .map(Number) as NineNumbers;
    return ({ x, y }) => {
      const w = g * x + h * y + i;
      return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
    };
  }
  const atFullSize = ({ x, y }: Place): Place => ({ x: 2 * x + 0.5, y: 2 * y + 0.5 });
  type NineNumbers = [number, number, number, number, number, number, number, number, number];

  it('matches a boat with the same boat turned and zoomed, by the true homography, with RootSIFT', async () => {
    // At half their size, 425 × 340, to save time.
    const views = await Promise.all(
      [1, 2].map((i) => loadImage(`${folder}/boat/img${i}.png`, { width: 425 })),
    );
    const [one, two] = views.map((view) => sift(view, { maxKeypoints: 500 }));
    const project = homography('boat/H1to2p.xml');
    const matches = matchDescriptors(rootSift(one!.descriptors), rootSift(two!.descriptors));
    const right = matches.filter(({ query, train }) => {
      const [p, q] = [project(atFullSize(one!.keypoints[query]!)), atFullSize(two!.keypoints[train]!)];
      return Math.hypot(p.x - q.x, p.y - q.y) < 4;
    });
    expect(matches.length).toBeGreaterThan(150);
    expect(right.length / matches.length).toBeGreaterThan(0.95);
  });
});
