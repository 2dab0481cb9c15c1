import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { hasArc } from '../../src/features/fast/has-arc.js';
import { type FastOptions, fast, fastExtractor } from '../../src/features/fast.js';
import { readNpy } from '../../src/formats/npy.js';
import { type Image, imageFrom } from '../../src/image/image.js';
import { loadImage } from '../../src/image/load.js';
import { itWithOracle, python } from '../helpers/oracle.js';
import { describeWithData } from '../helpers/shared-data.js';

const kernels = vi.hoisted(() => ({ used: true }));
vi.mock('../../src/kernels/kernels.js', async (load) => ({
  ...(await load<object>()),
  hasKernels: () => kernels.used,
}));

/** The same tests of the plain TypeScript and of the kernel. */
function describeBoth(title: string, body: () => void): void {
  describe.each([
    ['reference', false],
    ['kernel', true],
  ])(`${title} (%s)`, (_, used) => {
    beforeAll(() => void (kernels.used = used));
    body();
  });
}

const goldens = (name: string) => fileURLToPath(new URL(`../goldens/${name}`, import.meta.url));

const grey = (rows: number[][]): Image =>
  imageFrom(Uint8Array.from(rows.flat()), { width: rows[0].length, height: rows.length, channels: 1 });

/** x, y and score of every keypoint, in order. */
const points = (image: Image, options: FastOptions) =>
  fast(image, options).map(({ x, y, response }) => [x, y, response]);

/** The circle as the papers draw it: its 16 pixels on a 7×7 patch in the order 0–f, the centre between. */
const CIRCLE = ['··f01··', '·e···2·', 'd·····3', 'c·····4', 'b·····5', '·a···6·', '··987··'];

/** A 7×7 image of `ground` in which pixel k of the circle has the value `at(k)`. */
function patch(ground: number, at: (k: number) => number): Image {
  return grey(CIRCLE.map((line) => [...line].map((c) => (c === '·' ? ground : at(Number.parseInt(c, 16))))));
}

/** The definition, word for word. */
function isCorner(
  image: Image,
  at: readonly [number, number],
  rule: { threshold: number; arc: number },
): boolean {
  const [cx, cy] = at;
  const value = (x: number, y: number) => image.data[y * image.width + x];
  const around: number[] = [];
  for (let k = 0; k < 16; k++)
    CIRCLE.forEach((line, y) => {
      const x = line.indexOf(k.toString(16));
      if (x >= 0) around.push(value(cx + x - 3, cy + y - 3) - value(cx, cy));
    });
  return around.some((_, start) => {
    const arc = Array.from({ length: rule.arc }, (_, i) => around[(start + i) % 16]);
    return arc.every((d) => d > rule.threshold) || arc.every((d) => d < -rule.threshold);
  });
}

/** Images of few grey levels, in which long arcs are not rare. */
const images = fc
  .tuple(
    fc.integer({ min: 7, max: 14 }),
    fc.integer({ min: 7, max: 14 }),
    fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
  )
  .map(([width, height, stream]) => {
    const levels = [0, 0, 0, 0, 10, 30, 30, 200, 255, 255];
    const data = Uint8Array.from({ length: width * height }, () => levels[stream.next().value]);
    return imageFrom(data, { width, height, channels: 1 });
  });
const arcs = fc.integer({ min: 9, max: 12 });

describeBoth('fast beside its oracles', () => {
  type Case = { oracle: string; image: string; options: FastOptions; count: number };
  const cases: Case[] = JSON.parse(readFileSync(goldens('fast/cases.json'), 'utf8'));
  const rows = readNpy(readFileSync(goldens('fast/points.npy'))).data;
  let start = 0;

  for (const { oracle, image, options, count } of cases) {
    const expected = Array.from(rows.subarray(start, (start += 3 * count)));
    it(`finds the points of ${oracle} on ${image} with ${JSON.stringify(options)}`, async () => {
      const found = points(await loadImage(goldens(`images/${image}.png`)), options);
      // −1: the oracle gives no score.
      expect(found.flatMap(([x, y, score], i) => [x, y, expected[3 * i + 2] === -1 ? -1 : score])).toEqual(
        expected,
      );
    });
  }

  it('reads every golden point', () => expect(start).toBe(rows.length));
});

describeBoth('fast on tsukuba', () => {
  describeWithData('fast beside the keypoints OpenCV stores', 'opencv-features2d', (folder) => {
    const stored = () => {
      const xml = gunzipSync(readFileSync(`${folder}/feature_detectors/detector-fast.xml.gz`)).toString();
      expect(xml).toContain('<threshold>10</threshold>');
      const numbers = /<keypoints>([^<]*)</.exec(xml)![1].trim().split(/\s+/).map(Number);
      return Array.from({ length: numbers.length / 7 }, (_, i) => {
        const [x, y, size, angle, response, octave] = numbers.slice(7 * i);
        return { x, y, size, angle, response, octave };
      });
    };

    it('finds those of detector-fast on tsukuba, all 1872 in order and with their scores', async () => {
      const { data, width, height } = await loadImage(`${folder}/tsukuba.png`);
      // The OpenCV that stored them had 14-bit luma weights; 89 pixels differ by 1 from those of today.
      const old = Uint8Array.from({ length: width * height }, (_, i) => {
        const [r, g, b] = data.subarray(3 * i);
        return (4899 * r + 9617 * g + 1868 * b + 8192) >> 14;
      });
      const found = fast(imageFrom(old, { width, height, channels: 1 }), { threshold: 10 });
      expect(found.length).toBe(1872);
      expect(found).toEqual(stored());
    });

    it('finds from RGB, as OpenCV 4.6 does, all but one of them, two with another score', async () => {
      const found = fast(await loadImage(`${folder}/tsukuba.png`), { threshold: 10 });
      const key = ({ x, y }: { x: number; y: number }) => `${x},${y}`;
      const scores = new Map(stored().map((point) => [key(point), point.response]));
      expect(found.length).toBe(1871);
      expect(found.every((point) => scores.has(key(point)))).toBe(true);
      expect(found.filter((point) => scores.get(key(point)) !== point.response)).toHaveLength(2);
    });
  });
});

describeBoth('fast on photographs', () => {
  describeWithData('fast beside OpenCV on photographs', 'skimage', (folder) => {
    const program = `
import cv2, json, sys
image = cv2.imread(sys.argv[1])
for threshold in (5, 20, 60):
    found = cv2.FastFeatureDetector_create(threshold, True).detect(image)
    print(json.dumps([[int(k.pt[0]), int(k.pt[1]), int(k.response)] for k in found]))`;
    for (const name of ['coffee', 'grass'])
      itWithOracle(`finds the same points, order and scores on ${name}`, 'cv2', async () => {
        const image = await loadImage(`${folder}/${name}.png`);
        const lists = python(program, [`${folder}/${name}.png`])
          .trim()
          .split('\n');
        const expected = lists.map((line) => JSON.parse(line));
        expect([5, 20, 60].map((threshold) => points(image, { threshold }))).toEqual(expected);
      });
  });
});

describe('hasArc', () => {
  it('finds a run of neighbours anywhere in the ring, and over its end', () => {
    expect(hasArc(0b0000_0001_1111_1111, 9)).toBe(true);
    expect(hasArc(0b0000_0001_1111_1111, 10)).toBe(false);
    expect(hasArc(0b1111_1000_0000_1111, 9)).toBe(true);
    expect(hasArc(0b1111_0111_1101_0111, 9)).toBe(false);
    expect(hasArc(0b1111_1111_1111_1111, 12)).toBe(true);
    expect(hasArc(0, 9)).toBe(false);
  });

  it('agrees with counting, for every ring', () => {
    for (let ring = 0; ring < 65536; ring++) {
      let longest = 0;
      for (let k = 0, run = 0; k < 32; k++)
        longest = Math.max(longest, (run = (ring >> (k % 16)) & 1 ? run + 1 : 0));
      for (let arc = 9; arc <= 12; arc++)
        if (hasArc(ring, arc) !== longest >= arc) expect.fail(`${ring} ${arc}`);
    }
  });
});

describeBoth('fast', () => {
  it('needs as many neighbours on the circle as the arc says', () => {
    for (let arc = 9; arc <= 12; arc++) {
      const options = { arc, threshold: 20 };
      expect(
        points(
          patch(100, (k) => (k < arc ? 150 : 100)),
          options,
        ),
      ).toEqual([[3, 3, 49]]);
      expect(
        points(
          patch(100, (k) => (k < arc - 1 ? 150 : 100)),
          options,
        ),
      ).toEqual([]);
      expect(
        points(
          patch(100, (k) => ((k + 11) % 16 < arc ? 40 : 100)),
          options,
        ),
      ).toEqual([[3, 3, 59]]);
      expect(
        points(
          patch(100, (k) => (k < arc ? (k % 2 ? 40 : 160) : 100)),
          options,
        ),
      ).toEqual([]);
    }
  });

  it('asks for more than the threshold', () => {
    const image = patch(100, (k) => (k < 9 ? 121 : 100));
    expect(points(image, { threshold: 20 })).toEqual([[3, 3, 20]]);
    expect(points(image, { threshold: 21 })).toEqual([]);
  });

  it('scores the weakest pixel of the best arc', () => {
    // Arc 0–8 has 12 as its smallest difference, arc 1–9 has 15, later ones lack pixels.
    const image = patch(100, (k) => 100 + ([12, 90, 40, 30, 15, 50, 60, 70, 80, 33][k] ?? 0));
    expect(points(image, { threshold: 5 })).toEqual([[3, 3, 14]]);
  });

  it('fills in every field of a keypoint', () => {
    const image = patch(10, () => 200);
    expect(fastExtractor.extract(image)).toEqual({
      keypoints: [{ x: 3, y: 3, size: 7, angle: -1, response: 189, octave: 0 }],
    });
  });

  it('finds nothing in a blank image, and in one too small for the circle', () => {
    expect(fast(grey(Array.from({ length: 9 }, () => Array(9).fill(7))), { threshold: 0 })).toEqual([]);
    for (const [width, height] of [
      [6, 40],
      [40, 6],
      [1, 1],
    ])
      expect(fast(imageFrom(new Uint8Array(width * height), { width, height, channels: 1 }))).toEqual([]);
  });

  it('sees floats in [0, 1] and 16-bit pixels as 8-bit ones', () => {
    const image = patch(100, (k) => (k < 10 ? 180 : 90));
    const expected = fast(image);
    expect(expected).toHaveLength(1);
    expect(fast({ ...image, data: Float64Array.from(image.data, (value) => value / 255) })).toEqual(expected);
    expect(fast({ ...image, data: Uint16Array.from(image.data, (value) => value * 257) })).toEqual(expected);
  });

  it('agrees with the definition, for every arc and threshold', () => {
    fc.assert(
      fc.property(images, arcs, fc.constantFrom(0, 9, 10, 54, 200), (image, arc, threshold) => {
        const expected: number[][] = [];
        for (let y = 3; y < image.height - 3; y++)
          for (let x = 3; x < image.width - 3; x++)
            if (isCorner(image, [x, y], { threshold, arc })) expected.push([x, y]);
        const found = fast(image, { arc, threshold, nonmaxSuppression: false });
        expect(found.map(({ x, y }) => [x, y])).toEqual(expected);
        for (const { x, y, response } of found) {
          expect(isCorner(image, [x, y], { threshold: response, arc })).toBe(true);
          expect(isCorner(image, [x, y], { threshold: response + 1, arc })).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('suppresses all but those above their eight neighbours', () => {
    fc.assert(
      fc.property(images, arcs, (image, arc) => {
        const all = points(image, { arc, threshold: 5, nonmaxSuppression: false });
        const beaten = ([x, y, score]: number[]) =>
          all.some(([u, v, other]) => Math.max(Math.abs(u - x), Math.abs(v - y)) === 1 && other >= score);
        expect(points(image, { arc, threshold: 5 })).toEqual(all.filter((point) => !beaten(point)));
      }),
      { numRuns: 100 },
    );
  });

  it('finds the same corners, mirrored, in the mirrored negative', () => {
    fc.assert(
      fc.property(images, arcs, (image, arc) => {
        const { width } = image;
        const data = image.data.map((_, i) => 255 - image.data[i - (i % width) + width - 1 - (i % width)]);
        const mirrored = points({ ...image, data } as Image, { arc }).map(([x, y, s]) => [
          width - 1 - x,
          y,
          s,
        ]);
        expect(mirrored.sort(([a, b], [c, d]) => b - d || a - c)).toEqual(points(image, { arc }));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the strongest, of equal ones the first, in their order', () => {
    fc.assert(
      fc.property(images, fc.integer({ min: 1, max: 12 }), (image, maxKeypoints) => {
        const all = fast(image, { nonmaxSuppression: false });
        const kept = all
          .map((point, i) => ({ point, i }))
          .sort((a, b) => b.point.response - a.point.response || a.i - b.i)
          .slice(0, maxKeypoints)
          .sort((a, b) => a.i - b.i)
          .map(({ point }) => point);
        expect(fast(image, { nonmaxSuppression: false, maxKeypoints })).toEqual(kept);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses options and channels that make no sense', () => {
    const blank = imageFrom(new Uint8Array(128), { width: 8, height: 8, channels: 2 });
    expect(() => fast(blank)).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
    for (const options of [
      { arc: 8 },
      { arc: 13 },
      { threshold: -1 },
      { threshold: 256 },
      { maxKeypoints: 0.5 },
    ])
      expect(() => fast(grey([[0]]), options)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });
});
