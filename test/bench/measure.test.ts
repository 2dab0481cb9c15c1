import { describe, expect, it } from 'vitest';

const { measureInterleaved, timed } = await import(
  new URL('../../bench/harness/measure.mjs', import.meta.url).href
);

/** Claims to take as long as it is told, sample after sample, and writes down when it was asked. */
function contestant(name: string, milliseconds: (sample: number) => number, log: string[]) {
  let sample = 0;
  return async () => {
    log.push(name);
    return milliseconds(sample++);
  };
}

describe('how the bench measures', () => {
  it('warms up everyone, then takes turns, and gives medians of the turns alone', async () => {
    const log: string[] = [];
    const ours = contestant('A', (i) => [600, 10, 30, 20][i]!, log);
    const peers = [
      contestant('B', (i) => [700, 50, 40, 60][i]!, log),
      contestant('C', (i) => [800, 1, 2, 90][i]!, log),
    ];
    const measured = await measureInterleaved(ours, peers, 3);
    expect(log.join('')).toBe('ABC' + 'ABC'.repeat(3));
    expect(measured).toEqual([
      { rounds: 3, ours: 20, theirs: 50 },
      { rounds: 3, ours: 20, theirs: 2 },
    ]);
  });

  it('gives a quick peer many rounds beside a slow one that gets three', async () => {
    const log: string[] = [];
    const peers = [contestant('B', () => 20, log), contestant('C', () => 2000, log)];
    const measured = await measureInterleaved(
      contestant('A', () => 20, log),
      peers,
    );
    expect(measured.map(({ rounds }: { rounds: number }) => rounds)).toEqual([31, 3]);
  });

  it('does not repeat what takes longer than eight seconds', async () => {
    const log: string[] = [];
    const measured = await measureInterleaved(
      contestant('A', () => 9000, log),
      [contestant('B', () => 4000, log)],
    );
    expect(log).toEqual(['A', 'B']);
    expect(measured).toEqual([{ rounds: 1, ours: 9000, theirs: 4000 }]);
  });

  it('waits for promises and keeps what the last call gave', async () => {
    let calls = 0;
    const { time, last } = timed(async () => {
      await new Promise((done) => setTimeout(done, 5));
      return ++calls;
    });
    expect(await time(3)).toBeGreaterThan(3);
    expect(last()).toBe(3);
  });
});
