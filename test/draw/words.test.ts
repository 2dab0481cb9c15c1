import { describe, expect, it } from 'vitest';
import { drawWords } from '../../src/draw/words.js';
import { paint, pixel } from './images.js';

const point = { x: 2, y: 2, size: 0.5, angle: -1, response: 1, octave: 0 };
const red = paint(5, 5, () => [255, 0, 0]);
const green = paint(5, 5, () => [0, 255, 0]);
const source = (image: typeof red, words: number[]) => ({
  image,
  features: { keypoints: words.map(() => point) },
  words,
});
/** The colour of example `column` of row `row`. */
const example = ({ image }: ReturnType<typeof drawWords>, row: number, column: number) =>
  pixel(image, 64 + column * 52 + 24, 4 + row * 52 + 24);

describe('drawWords', () => {
  it('has a row a word, the most frequent first, examples of the images in turn', () => {
    const picture = drawWords([source(red, [7, 7, 7, 3]), source(green, [7, 5, 5])]);
    expect(picture.overlay!.match(/word \d+|\d+×/g)).toEqual([
      'word 7',
      '4×',
      'word 5',
      '2×',
      'word 3',
      '1×',
    ]);
    expect([0, 1, 2, 3].map((column) => example(picture, 0, column))).toEqual([
      [255, 0, 0],
      [0, 255, 0],
      [255, 0, 0],
      [255, 0, 0],
    ]);
    expect(example(picture, 1, 1)).toEqual([0, 255, 0]);
    expect(example(picture, 2, 1)).toEqual([32, 34, 38]);
  });

  it('draws no more rows and examples than asked', () => {
    const picture = drawWords([source(red, [1, 1, 2])], { most: 1, examples: 1, side: 20 });
    expect([picture.image.width, picture.image.height]).toEqual([64 + 24 + 4, 28]);
    expect(picture.overlay).not.toContain('word 2');
  });

  it('draws an empty sheet without keypoints, and refuses words that do not fit them', () => {
    expect(drawWords([source(red, [])]).caption).toContain('0 most frequent');
    expect(() => drawWords([{ ...source(red, [1]), words: [1, 2] }])).toThrow(
      expect.objectContaining({ code: 'BAD_SHAPE' }),
    );
  });
});
