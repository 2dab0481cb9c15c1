import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHeader, csvRow } from '../../src/formats/csv.js';
import { jsonLine } from '../../src/formats/jsonl.js';
import { shortestDouble } from '../../src/formats/shortest-double.js';

const anyFloat = fc.float({ noNaN: true });
const finiteFloat = fc.float({ noNaN: true, noDefaultInfinity: true });

describe('shortestDouble', () => {
  it('prints a float32 as a person would', () => {
    const printed = [0.1, 0.2, 1 / 3, 1e-10, 123456.789, 3.4028234663852886e38, 1e-45].map((value) =>
      String(shortestDouble(Math.fround(value))),
    );
    expect(printed).toEqual([
      '0.1',
      '0.2',
      '0.33333334',
      '1e-10',
      '123456.79',
      '3.4028235e+38',
      '1.4013e-45',
    ]);
  });

  it('names the same float32 for every float32', () => {
    fc.assert(
      fc.property(anyFloat, (value) =>
        Object.is(Math.fround(Number(`${shortestDouble(value)}`)), value || 0),
      ),
      { numRuns: 2000 },
    );
  });

  it('needs at most nine digits', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true, min: 0 }), (value) => {
        const digits = String(shortestDouble(value))
          .replace(/e.*$/, '')
          .replace('.', '')
          .replace(/^0+|0+$/g, '');
        expect(digits.length).toBeLessThanOrEqual(9);
      }),
    );
  });
});

/** Splits RFC 4180 text into rows of cells. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('CSV', () => {
  it('has a header and one line an image', () => {
    expect(csvHeader(3)).toBe('path,f0,f1,f2\n');
    expect(csvRow('a.png', Float32Array.of(0.1, -2, 1e-9))).toBe('a.png,0.1,-2,1e-9\n');
    expect(csvRow('a.png', Float64Array.of(0.1, 1 / 3))).toBe('a.png,0.1,0.3333333333333333\n');
    expect(csvRow('blank.png', [])).toBe('blank.png\n');
  });

  it('quotes paths that need it', () => {
    expect(csvRow('my "best", shot.png', [1])).toBe('"my ""best"", shot.png",1\n');
    expect(csvRow('two\nlines.png', [1])).toBe('"two\nlines.png",1\n');
  });

  it('gives back every path and every float32', () => {
    const rows = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.array(anyFloat)), { minLength: 1 });
    fc.assert(
      fc.property(rows, (table) => {
        const text = table.map(([path, values]) => csvRow(path, Float32Array.from(values))).join('');
        const back = parseCsv(text).map(([path, ...cells]) => [
          path,
          cells.map((cell) => Math.fround(Number(cell))),
        ]);
        expect(back).toEqual(table.map(([path, values]) => [path, values.map((value) => value || 0)]));
      }),
    );
  });
});

describe('JSON Lines', () => {
  it('writes one object a line, typed arrays as lists', () => {
    expect(jsonLine({ path: 'a\nb.png', vector: Float32Array.of(0.1, 2) })).toBe(
      '{"path":"a\\nb.png","vector":[0.1,2]}\n',
    );
  });

  it('refuses numbers that JSON would turn into null', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
      for (const record of [
        { size: value },
        { vector: Float32Array.of(1, value) },
        { points: [{ x: value }] },
      ])
        expect(() => jsonLine(record)).toThrow(expect.objectContaining({ code: 'BAD_DATA' }));
  });

  it('gives back every record', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.array(finiteFloat)), (record) => {
        const floats = Object.fromEntries(
          Object.entries(record).map(([key, values]) => [key, Float32Array.from(values)]),
        );
        const line = jsonLine(floats);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        const back = JSON.parse(line) as Record<string, number[]>;
        expect(Object.keys(back).sort()).toEqual(Object.keys(floats).sort());
        for (const [key, values] of Object.entries(floats))
          expect(Float32Array.from(back[key]!)).toEqual(values.map((value) => value || 0));
      }),
    );
  });
});
