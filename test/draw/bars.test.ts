import { describe, expect, it } from 'vitest';
import { bars } from '../../src/draw/bars.js';

/** The plot inside is 100 × 50 pixels from (4, 18). */
const box = { x: 0, y: 0, width: 108, height: 84 };
const paths = (values: ArrayLike<number>) =>
  bars(values, box)
    .filter((part) => part.includes('fill="rgb('))
    .map((part) => /d="([^"]*)"/.exec(part)![1]);

describe('bars', () => {
  it('stand on the bottom, the largest as high as the plot', () => {
    expect(paths([1, 2])).toEqual(['M5.5 68h47v-25h-47zM55.5 68h47v-50h-47z']);
  });

  it('hang from the zero line when they are negative', () => {
    expect(paths([1, -1])).toEqual(['M5.5 43h47v-25h-47zM55.5 43h47v25h-47z']);
  });

  it('are left out where the value is zero or not a number', () => {
    expect(paths([0, 0])).toEqual([]);
    expect(paths([Number.NaN, Number.POSITIVE_INFINITY])).toEqual([]);
    expect(paths([])).toEqual([]);
  });

  it('show the value furthest from zero where there are more values than pixels', () => {
    const values = new Float32Array(1000);
    values[995] = -3;
    expect(paths(values)).toEqual(['M103 18h1v50h-1z']);
  });

  it('are one path a colour, whatever their number', () => {
    const values = Array.from({ length: 100 }, (_, i) => i + 1);
    const drawn = bars(values, box, { colour: (i) => (i % 2 === 0 ? [255, 0, 0] : [0, 0, 255]) });
    expect(drawn.filter((part) => part.includes('fill="rgb('))).toHaveLength(2);
  });

  it('escape their titles', () => {
    expect(bars([1], box, { title: '<script> & "x"\u0000' }).join('')).toContain(
      '>&lt;script&gt; &amp; &quot;x&quot;</text>',
    );
  });
});
