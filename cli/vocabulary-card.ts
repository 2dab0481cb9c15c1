import { describeSource } from '../src/bow/descriptor-source.js';
import type { VisualWords } from '../src/bow/visual-words.js';

/** What a vocabulary says of itself, a line each. */
export function vocabularyCard({
  source,
  training,
  documents,
  fingerprint,
  length,
  idf,
}: VisualWords): string[] {
  const facts: (readonly [string, string] | undefined)[] = [
    ['descriptor', `${source ? describeSource(source) : 'unknown'}, ${length} numbers`],
    training && ['learnt from', `${training.descriptors} descriptors ${training.fingerprint.slice(0, 16)}…`],
    training && [
      'algorithm',
      `${training.algorithm}, ${training.iterations} iterations${training.converged ? '' : ', stopped'}, seed ${training.seed}`,
    ],
    training && [
      'distortion',
      `${Number(training.distortion.toPrecision(6))}, mean squared distance to the word`,
    ],
    ['idf', idf ? `of ${documents} images` : 'none'],
    ['fingerprint', `${fingerprint.slice(0, 16)}…`],
  ];
  return facts.flatMap((fact) => (fact ? [`  ${fact[0].padEnd(12)}${fact[1]}`] : []));
}
