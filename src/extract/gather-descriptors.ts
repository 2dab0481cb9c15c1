import { compacted, extractedBy } from '../bow/local-extract.js';
import { resolveOptions } from '../core/options.js';
import type { LocalExtractor, LocalFeatures } from '../features/extractor.js';
import { type BatchOptions, extractBatch, type Skipped } from './extract-batch.js';
import type { DescriptorSet, NamedExtract } from './read-descriptors.js';

/**
 * Describes image files for an encoding and keeps their descriptors in memory: 128 bytes a SIFT or RootSIFT keypoint, and
 * where it lies. An image that cannot be used is left out, and reported.
 * @throws BAD_DATA when not one image could be used; BAD_OPTION.
 */
export async function gatherDescriptors(
  paths: readonly string[],
  { extractor, ...batch }: BatchOptions & { readonly extractor: LocalExtractor },
): Promise<DescriptorSet & { readonly skipped: readonly Skipped[] }> {
  const images: NamedExtract[] = [];
  const { skipped } = await extractBatch(
    paths,
    {
      write: async (path, features) => {
        const { imageSize } = features as LocalFeatures;
        images.push({ path, extract: compacted(features as LocalFeatures, { extractor, imageSize }) });
      },
      commit: async () => undefined,
      abort: async () => undefined,
    },
    { ...batch, extractor: extractedBy(extractor) },
  );
  const options = resolveOptions(extractor.name, extractor.options, batch.options);
  return { images, source: { name: extractor.name, options }, skipped };
}
