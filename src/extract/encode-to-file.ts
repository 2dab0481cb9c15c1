import type { Encoder } from '../bow/encoder.js';
import { seen } from '../bow/local-extract.js';
import type { Json } from '../core/state.js';
import { VERSION } from '../core/version.js';
import type { LocalExtractor } from '../features/extractor.js';
import { writeAtomic } from '../files/atomic.js';
import { encoderArtefact } from './encoder-file.js';
import type { Skipped } from './extract-batch.js';
import { cardOf } from './feature-card.js';
import type { DescriptorSet } from './read-descriptors.js';
import { openSink } from './sinks.js';

/** What lies beside a file of vectors, as `<file>.card.json`. */
export interface VectorCard {
  readonly fovea: string;
  readonly encoding: string;
  readonly options: { readonly [name: string]: Json };
  /** What made the descriptors. */
  readonly source?: Json;
  /** Fingerprint of the fitted encoding. */
  readonly encoder: string;
  /** Numbers in a vector. */
  readonly length: number;
  readonly images: number;
  readonly paths: readonly string[];
  readonly skipped: readonly Skipped[];
}

/**
 * Encodes images into a file of vectors, one a row (`openSink` says in which formats), with its card beside it.
 * @param extractor what described them; left out for descriptors brought along.
 * @throws MISMATCH, naming both, where the encoder was fitted on descriptors of another kind; BAD_OPTION for another
 * extension.
 */
export async function encodeToFile(
  { images, source }: DescriptorSet,
  out: string,
  {
    encoder,
    extractor,
    skipped = [],
  }: { encoder: Encoder; extractor?: LocalExtractor | undefined; skipped?: readonly Skipped[] },
): Promise<VectorCard> {
  if (source) encoder.expectSource(source);
  const sink = await openSink(out);
  try {
    for (const { path, extract } of images) {
      await sink.write(path, encoder.encode(seen(extract, extractor)));
    }
    await sink.commit();
  } catch (error) {
    await sink.abort();
    throw error;
  }
  const { encoding, options, length } = encoder;
  const of = encoder.source ?? source;
  const card: VectorCard = {
    fovea: VERSION,
    encoding: encoding.name,
    options,
    ...(of && { source: { name: of.name, options: of.options } }),
    encoder: encoderArtefact(encoder).fingerprint,
    length,
    images: images.length,
    paths: images.map(({ path }) => path),
    skipped,
  };
  await writeAtomic(cardOf(out), `${JSON.stringify(card, null, 2)}\n`);
  return card;
}
