import { describe, expect, it } from 'vitest';
import { enlarge, fitInto, readableScale } from '../../src/draw/enlarge.js';
import { toRgb8 } from '../../src/draw/rgb.js';
import { paint } from './images.js';

describe('enlarge', () => {
  it('turns every pixel into a square', () => {
    const { data, width, height } = enlarge(
      paint(2, 1, (x) => [x, 10 + x, 20 + x]),
      2,
    );
    expect([width, height]).toEqual([4, 2]);
    const line = [0, 10, 20, 0, 10, 20, 1, 11, 21, 1, 11, 21];
    expect([...data]).toEqual([...line, ...line]);
  });
});

describe('readableScale', () => {
  it('brings the longer side close to the wanted one, and never shrinks', () => {
    expect(readableScale({ width: 100, height: 30 })).toBe(8);
    expect(readableScale({ width: 512, height: 512 })).toBe(2);
    expect(readableScale({ width: 5000, height: 10 })).toBe(1);
  });
});

describe('fitInto', () => {
  it('keeps proportions and at least one pixel', () => {
    expect(fitInto({ width: 200, height: 100 }, 50)).toEqual({ width: 50, height: 25 });
    expect(fitInto({ width: 1000, height: 1 }, 50)).toEqual({ width: 50, height: 1 });
  });
});

describe('toRgb8', () => {
  it('spreads grey over three channels and scales floats', () => {
    expect([...toRgb8(paint(1, 1, () => 9)).data]).toEqual([9, 9, 9]);
    const float = { data: new Float32Array([0, 0.5, 1]), width: 1, height: 1, channels: 3 };
    expect([...toRgb8(float).data]).toEqual([0, 128, 255]);
  });

  it('refuses other numbers of channels', () => {
    const four = { data: new Uint8Array(4), width: 1, height: 1, channels: 4 };
    expect(() => toRgb8(four)).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
  });
});
