import { BandService } from '../bow/k-means/band-service.js';
import type { OpenBands } from '../bow/k-means/k-means.js';
import { openBand } from '../bow/k-means/open-band.js';
import type { Points } from '../bow/k-means/points.js';
import { answer, type Question } from '../bow/k-means/steps.js';
import { Keeper } from '../parallel/keeper.js';
import type { BandWorkerData } from './band-worker.js';

/**
 * Shares out the points of a k-means among threads, this one among them; each keeps its share in its own memory, and
 * only centroids and sums cross between them.
 * @param workers threads; 0 and 1 mean this one alone.
 */
export function bandsInWorkers(workers: number): OpenBands {
  return async (points, grids) => {
    const [own, ...others] = shares(points, workers);
    const keepers = others.map((share) => {
      const data: BandWorkerData = { points: share, grids };
      return new Keeper<Question>(new URL('./band-worker.js', import.meta.url), {
        data,
        transfer: [share.data.buffer as ArrayBuffer],
      });
    });
    const service = new BandService(openBand(own!, grids));
    const askHere = async (question: Question) => answer(service, question);
    return {
      counts: [own!, ...others].map(({ count }) => count),
      // The others are asked first: they are at work while this thread is.
      async ask(question) {
        if (question.band !== undefined)
          return [
            await (question.band === 0 ? askHere(question) : keepers[question.band - 1]!.ask(question)),
          ];
        const elsewhere = Promise.all(keepers.map((keeper) => keeper.ask(question)));
        const [here, answers] = await Promise.all([askHere(question), elsewhere]);
        return [here, ...answers];
      },
      async close() {
        await Promise.all(keepers.map((keeper) => keeper.close()));
      },
    };
  };
}

/** Equal shares, in order; copies, but for the first. */
function shares({ data, count, length }: Points, workers: number): Points[] {
  const threads = Math.max(1, Math.min(workers, count));
  return Array.from({ length: threads }, (_, i) => {
    const from = Math.floor((i * count) / threads);
    const to = Math.floor(((i + 1) * count) / threads);
    const [first, end] = [from * length, to * length];
    return { data: i === 0 ? data.subarray(first, end) : data.slice(first, end), count: to - from, length };
  });
}
