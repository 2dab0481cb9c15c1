import { describe, expect, it } from 'vitest';
import { duration } from '../../src/compare/figures.js';

describe('a duration for people', () => {
  it.each([
    [0, '0.0 ms'],
    [0.0000022, '2.2 µs'],
    [0.000022, '22 µs'],
    [0.0003, '300 µs'],
    [0.0036, '3.6 ms'],
    [0.33, '330 ms'],
    [1.53, '1.53 s'],
    [1520, '25.3 min'],
  ])('of %d seconds reads %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
