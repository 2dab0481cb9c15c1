import { workerData } from 'node:worker_threads';
import { BandService } from '../bow/k-means/band-service.js';
import type { Grids } from '../bow/k-means/grids.js';
import { openBand } from '../bow/k-means/open-band.js';
import type { Points } from '../bow/k-means/points.js';
import { answer, type Question } from '../bow/k-means/steps.js';
import { answerKeeper } from '../parallel/keeper.js';

/** What a thread holds of the points of a k-means. */
export interface BandWorkerData {
  readonly points: Points;
  readonly grids: Grids;
}

const { points, grids } = workerData as BandWorkerData;
const service = new BandService(openBand(points, grids));
answerKeeper<Question>((question) => answer(service, question));
