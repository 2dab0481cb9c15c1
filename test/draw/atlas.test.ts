import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Vocabulary } from '../../src/bow/index.js';
import { stack } from '../../src/core/ndarray.js';
import { atlasPage, chooseWords, PatchStrip, WordUsage } from '../../src/draw/index.js';
import { itInChromium, openInChromium } from '../helpers/chromium.js';
import { paint, pixel } from './images.js';

const vocabulary = new Vocabulary({
  centroids: stack([[0], [10], [20], [30]]),
  source: { name: '<b>sift</b>', options: {} },
  documentFrequencies: Int32Array.of(2, 1, 1, 0),
  documents: 4,
});
const at = (x: number) => ({ x, y: 1, size: 1, angle: -1, response: 1, octave: 0 });

/** Keypoints at their descriptors' numbers. */
const features = (...descriptors: number[]) => ({
  keypoints: descriptors.map(at),
  descriptors: stack(descriptors.map((value) => [value])),
});

function usage(): WordUsage {
  const counted = new WordUsage(vocabulary, { examples: 2 });
  counted.add(0, features(2, 1, -1, 9));
  counted.add(1, features(0, 22, 21));
  counted.add(2, features(3));
  return counted;
}

describe('WordUsage', () => {
  it('counts occurrences, images, and how bursty words are', () => {
    expect(
      usage().words.map(({ occurrences, images, burstiness }) => [occurrences, images, burstiness]),
    ).toEqual([
      [5, 3, 5 / 3],
      [1, 1, 1],
      [2, 1, 2],
      [0, 0, 0],
    ]);
  });

  it('keeps the nearest keypoint of each image, the nearest of all first, and no more than asked', () => {
    const [first, , third] = usage().words;
    expect(first!.examples).toEqual([
      { image: 1, keypoint: at(0), distance: 0 },
      { image: 0, keypoint: at(1), distance: 1 },
    ]);
    expect(third!.examples).toEqual([{ image: 1, keypoint: at(21), distance: 1 }]);
  });

  it('refuses keypoints without descriptors', () => {
    expect(() => usage().add(3, { keypoints: [at(0)] })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA' }),
    );
  });
});

describe('chooseWords', () => {
  it('has the most frequent, the burstiest and the rarest that several images have', () => {
    const words = [
      [9, 9],
      [40, 4],
      [2, 2],
      [1, 1],
      [0, 0],
      [9, 9],
    ].map(([occurrences, images], word) => ({
      ...{ word, occurrences: occurrences!, images: images!, examples: [] },
      burstiness: images === 0 ? 0 : occurrences! / images!,
    }));
    const numbers = chooseWords(words, { most: 2 }).map((section) => section.words.map(({ word }) => word));
    expect(numbers).toEqual([[0, 5], [1], [2, 1]]);
    expect(chooseWords([], { most: 2 })).toEqual([]);
  });
});

it('a strip holds patches side by side, wherever their images come in', () => {
  const strip = new PatchStrip({ patches: 2, side: 6 });
  const red = paint(5, 5, () => [255, 0, 0]);
  strip.fill(1, red, at(2));
  expect([strip.image.width, strip.image.height]).toEqual([16, 6]);
  expect(pixel(strip.image, 13, 3)).toEqual([255, 0, 0]);
  expect(pixel(strip.image, 3, 3)).toEqual([127, 127, 127]);
});

describe('atlasPage', () => {
  const page = (address: string) => {
    const { words } = usage();
    const sections = chooseWords(words, { most: 3 });
    return atlasPage({
      title: 'a & b',
      vocabulary,
      words,
      sections,
      images: 3,
      strip: () => address,
      side: 40,
    });
  };
  const dot = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';

  it('shows each word with its patches, idf, frequency and burstiness, and escapes what it is given', () => {
    const html = page(dot);
    expect(html).toContain('<b>word 0</b>\n<span>in 3 of 3 images</span>\n<span>5 times</span>');
    expect(html).toContain('burstiness 1.67');
    expect(html).toContain(`idf ${Math.log(2).toFixed(2)}`);
    expect(html).toContain('a &amp; b');
    expect(html).toContain('&lt;b&gt;sift&lt;/b&gt;');
    expect(html.match(/<img /g)!.length).toBe(3 + 2 + 1);
    expect(page(dot)).toBe(html);
  });

  it('holds nothing that would be loaded from elsewhere', () => {
    const html = page('https://example.com/patch.png');
    expect(html).not.toContain('example.com');
    expect(html).not.toMatch(/(?:src|href)="(?!data:image)/);
  });

  itInChromium('opens from disk in a real browser, without network and without a complaint', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fovea-'));
    try {
      await writeFile(join(folder, 'atlas.html'), page(dot));
      const { html, complaints } = await openInChromium(join(folder, 'atlas.html'));
      expect(html).toContain('word 2');
      expect(complaints).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
