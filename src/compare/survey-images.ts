import type { Dataset } from '../data/dataset.js';
import type { SkippedImage } from './comparison.js';
import type { SurveyJob } from './jobs.js';
import type { Labour } from './labour.js';
import type { Survey } from './survey.js';

/** What is known of the images of a comparison once everything is extracted. */
export interface Images {
  /** By index in the data set; empty of images that are not used or cannot be. */
  readonly contents: readonly string[];
  readonly skipped: readonly SkippedImage[];
  /** Images from which something had to be extracted, the rest came from the store. */
  readonly extracted: number;
  readonly loadSeconds: number;
  /** Of each of the parts, over all usable images. */
  readonly seconds: readonly number[];
}

/** Surveys the images of a data set; one that kills its thread is left out as one that cannot be decoded is. */
export async function surveyImages(
  dataset: Dataset,
  indices: readonly number[],
  {
    labour,
    onImages,
    ...what
  }: Omit<SurveyJob, 'kind' | 'indices'> & { labour: Labour; onImages: (done: number) => void },
): Promise<Images> {
  const found = new Findings(dataset);
  let done = 0;
  const count = (images: number) => onImages((done += images));
  const jobsOf = (images: readonly number[], imagesAJob: number) =>
    portions(images, imagesAJob).map((own): SurveyJob => ({ kind: 'survey', indices: own, ...what }));
  let jobs = jobsOf(indices, labour.imagesAJob(indices.length));
  while (jobs.length > 0) {
    const again: SurveyJob[] = [];
    await labour.run(jobs, {
      onImage: () => count(1),
      onDone({ result, died }, place) {
        const { indices: own } = jobs[place]!;
        if (labour.inParallel && (result || own.length === 1)) count(own.length);
        if (result) found.add(result);
        else if (own.length > 1) again.push(...jobsOf(own, 1));
        else found.skip(own[0]!, { code: died.code, message: died.message });
      },
    });
    jobs = again;
  }
  return found.images();
}

function portions<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

class Findings {
  readonly #dataset: Dataset;
  readonly #contents: string[];
  readonly #skipped: SkippedImage[] = [];
  readonly #surveys: Survey[] = [];

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
    this.#contents = new Array<string>(dataset.labels.length).fill('');
  }

  add(survey: Survey): void {
    this.#surveys.push(survey);
    for (const { index, content, skipped } of survey.images) {
      if (skipped) this.#skipped.push(skipped);
      else this.#contents[index] = content!;
    }
  }

  skip(index: number, why: Pick<SkippedImage, 'code' | 'message'>): void {
    this.#skipped.push({ index, path: this.#dataset.pathOf(index), ...why });
  }

  images(): Images {
    const sum = (of: (survey: Survey) => number) =>
      this.#surveys.reduce((total, survey) => total + of(survey), 0);
    return {
      contents: this.#contents,
      skipped: this.#skipped.toSorted((a, b) => a.index - b.index),
      extracted: sum(({ extracted }) => extracted),
      loadSeconds: sum(({ loadSeconds }) => loadSeconds),
      seconds: (this.#surveys[0]?.seconds ?? []).map((_, part) => sum(({ seconds }) => seconds[part]!)),
    };
  }
}
