import type { Options } from 'yargs';
import { encodings, findEncoding } from '../src/bow/index.js';
import type { Arguments } from './command.js';
import { flagsOf, givenOf, peek } from './option-flags.js';

/** The encoding where none is named. */
const DEFAULT_ENCODING = 'bovw';

/** `--encoding`, and the options of the one that was asked for: `fovea encode --encoding vlad --help` lists VLAD's. */
export function encodingFlags(argv: readonly string[]): Record<string, Options> {
  const { name, options } = findEncoding(
    peek(argv, 'encoding') ?? process.env.FOVEA_ENCODING ?? DEFAULT_ENCODING,
  );
  return {
    encoding: {
      type: 'string',
      describe: `${encodings.map((each) => `${each.name}: ${each.summary}`).join('; ')}; name one to see its own options here [default: ${DEFAULT_ENCODING}]`,
    },
    ...flagsOf(options, name),
  };
}

/** The encoding and those of its options that the flags of `encodingFlags` gave. */
export function chosenEncoding(args: Arguments) {
  const encoding = findEncoding((args.encoding as string | undefined) ?? DEFAULT_ENCODING);
  return { encoding, options: givenOf(encoding.options, args) };
}
