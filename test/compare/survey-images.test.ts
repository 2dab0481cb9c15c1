import { describe, expect, it } from 'vitest';
import { runJob, type SurveyJob } from '../../src/compare/jobs.js';
import type { Done, Labour } from '../../src/compare/labour.js';
import { MemoryStore } from '../../src/compare/store.js';
import { surveyImages } from '../../src/compare/survey-images.js';
import { FoveaError } from '../../src/core/errors.js';
import { modelRegistry } from '../../src/models/index.js';
import { patternDataset } from './helpers/pattern-dataset.js';

const dataset = patternDataset(4);
const indices = Array.from(dataset.labels.keys());
const what = { parts: [{ name: 'colour', options: {} }], size: { width: 32, height: 32 }, signatures: false };

/** Threads that die of certain images, and the jobs that they had. */
function mortals(deadly: readonly number[]): { labour: Labour; jobs: number[][] } {
  const place = { dataset, registry: modelRegistry, store: new MemoryStore() };
  const jobs: number[][] = [];
  return {
    jobs,
    labour: {
      inParallel: true,
      imagesAJob: () => 5,
      async run(all, { onDone }) {
        for (const [i, job] of all.entries()) {
          const { indices: own } = job as SurveyJob;
          jobs.push([...own]);
          const died = new FoveaError('CRASHED', 'it died');
          onDone(
            own.some((index) => deadly.includes(index))
              ? { died }
              : ({ result: await runJob(job, place) } as Done<typeof job>),
            i,
          );
        }
      },
    },
  };
}

describe('a survey of images', () => {
  it('comes in portions, and counts them', async () => {
    const { labour, jobs } = mortals([]);
    const counted: number[] = [];
    const { contents, extracted } = await surveyImages(dataset, indices, {
      ...{ labour, ...what },
      onImages: (done) => counted.push(done),
    });
    expect(jobs.map((job) => job.length)).toEqual([5, 5, 2]);
    expect(counted).toEqual([5, 10, 12]);
    expect(new Set(contents).size).toBe(12);
    expect(extracted).toBe(12);
  });

  it('loses only the image that kills its thread', async () => {
    const { labour, jobs } = mortals([7]);
    const counted: number[] = [];
    const { contents, skipped } = await surveyImages(dataset, indices, {
      ...{ labour, ...what },
      onImages: (done) => counted.push(done),
    });
    expect(skipped).toEqual([
      { index: 7, path: dataset.pathOf(7), code: 'CRASHED', message: expect.stringContaining('died') },
    ]);
    expect(contents.map((content) => content === '')).toEqual(indices.map((index) => index === 7));
    expect(jobs.slice(3)).toEqual([[5], [6], [7], [8], [9]]);
    expect(counted.at(-1)).toBe(12);
  });
});
