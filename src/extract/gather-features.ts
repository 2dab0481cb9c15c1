import type { LocalFeatures } from '../features/extractor.js';
import { type BatchOptions, type BatchReport, extractBatch } from './extract-batch.js';

/** An image's local features, and where it came from. */
export interface DescribedImage {
  readonly path: string;
  readonly features: LocalFeatures;
}

/**
 * Describes image files and keeps everything in memory: 512 bytes a SIFT keypoint. Vectors of global features are
 * not kept; ask for a local one.
 */
export async function gatherFeatures(
  paths: readonly string[],
  batch: BatchOptions,
): Promise<{ readonly images: readonly DescribedImage[]; readonly report: BatchReport }> {
  const images: DescribedImage[] = [];
  const report = await extractBatch(
    paths,
    {
      write: async (path, features) => {
        if (!(features instanceof Float32Array)) images.push({ path, features });
      },
      commit: async () => undefined,
      abort: async () => undefined,
    },
    batch,
  );
  return { images, report };
}
