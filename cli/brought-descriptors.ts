import { FoveaError } from '../src/core/errors.js';
import { type DescriptorSet, holdsDescriptors, readDescriptors } from '../src/extract/index.js';
import type { Arguments } from './command.js';
import { chosenFeature, DEFAULT_DESCRIBING } from './feature-flags.js';
import { kebab } from './option-flags.js';

/**
 * The descriptors in the one file among `images` that holds some; nothing where they are images.
 * @throws BAD_OPTION for flags that say how images are described, which these have been already.
 */
export async function broughtDescriptors(args: Arguments): Promise<DescriptorSet | undefined> {
  const [file, ...others] = args.images as string[];
  if (file === undefined || others.length > 0 || !holdsDescriptors(file)) return undefined;
  const { options } = chosenFeature(args, DEFAULT_DESCRIBING);
  const given = ['feature', 'profile', 'resize'].filter((name) => args[name] !== undefined);
  const [flag] = [...given, ...Object.keys(options)];
  if (flag !== undefined)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected no --${kebab(flag)} with ${file}, whose descriptors are there already. Leave it out, or name images.`,
    );
  return readDescriptors(file);
}
