import { describe, expect, it } from 'vitest';
import { drawHits } from '../../src/draw/hits.js';
import { paint, pixel } from './images.js';

const red = paint(20, 10, () => [255, 0, 0]);
const blue = paint(10, 20, () => [0, 0, 255]);

describe('drawHits', () => {
  it('shows the query first, then the hits in order, each fitted into its square', () => {
    const { image } = drawHits(red, [{ image: blue, score: 0.5, path: 'a.jpg' }], { side: 100 });
    expect([image.width, image.height]).toEqual([12 + 2 * 112, 12 + 146]);
    expect(pixel(image, 62, 62)).toEqual([255, 0, 0]);
    expect(pixel(image, 174, 62)).toEqual([0, 0, 255]);
    // A wide image leaves room above, a tall one at its sides.
    expect(pixel(image, 62, 30)).toEqual([247, 247, 248]);
    expect(pixel(image, 140, 62)).toEqual([247, 247, 248]);
  });

  it('draws a bar as long as the score, and rank, score and name beside it', () => {
    const { overlay } = drawHits(red, [{ image: blue, score: 0.25, path: 'x/y.jpg' }], { side: 100 });
    expect(overlay).toContain('width="25" height="3"');
    expect(overlay).toContain('>1. ');
    expect(overlay).toContain('>0.250<');
  });

  it('shortens long paths from the left and escapes them', () => {
    const hits = [{ image: blue, score: 1, path: '/very/long/folder/name-of-a-picture<&>.jpg' }];
    const { overlay } = drawHits(red, hits);
    expect(overlay).toContain('>1. …a-picture&lt;&amp;&gt;.jpg<');
  });

  it('breaks into rows', () => {
    const hits = Array.from({ length: 5 }, () => ({ image: blue, score: 1 }));
    const { image } = drawHits(red, hits, { columns: 3, side: 50 });
    expect([image.width, image.height]).toEqual([12 + 3 * 62, 12 + 2 * 96]);
  });

  it('shows the query alone when nothing was found', () => {
    expect(drawHits(red, []).caption).toContain('nothing was found');
  });
});
