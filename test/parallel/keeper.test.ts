import { describe, expect, it } from 'vitest';
import { Keeper } from '../../src/parallel/keeper.js';

/** A thread that keeps a sum, as the module that calls `answerKeeper` would. */
const summing = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, workerData } from 'node:worker_threads';
    let sum = workerData;
    parentPort.on('message', (question) => {
      if (question === 'die') process.exit(7);
      if (question === 'refuse')
        parentPort.postMessage({ refused: { code: 'BAD_DATA', message: 'not that', file: undefined } });
      else parentPort.postMessage({ result: (sum += question) });
    });
  `)}`,
);

describe('Keeper', () => {
  it('answers in the order of the questions, and remembers', async () => {
    const keeper = new Keeper<unknown>(summing, { data: 10 });
    expect(await Promise.all([1, 2, 3].map((question) => keeper.ask(question)))).toEqual([11, 13, 16]);
    await keeper.close();
  });

  it('hands on what the thread refuses, and goes on', async () => {
    const keeper = new Keeper<unknown>(summing, { data: 0 });
    await expect(keeper.ask('refuse')).rejects.toMatchObject({ code: 'BAD_DATA', message: 'not that' });
    expect(await keeper.ask(5)).toBe(5);
    await keeper.close();
  });

  it('says that the thread died, to whoever waits and whoever asks later', async () => {
    const keeper = new Keeper<unknown>(summing, { data: 0 });
    const waiting = [keeper.ask('die'), keeper.ask(1)];
    for (const answer of waiting)
      await expect(answer).rejects.toMatchObject({
        code: 'CRASHED',
        message: expect.stringContaining('status 7'),
      });
    await expect(keeper.ask(1)).rejects.toMatchObject({ code: 'CRASHED' });
  });
});
