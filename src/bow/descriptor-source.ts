import type { Json } from '../core/state.js';

/** What made descriptors: an extractor's name and every option it ran with. */
export interface DescriptorSource {
  readonly name: string;
  readonly options: { readonly [key: string]: Json };
}

/** A source in words; equal sources, whatever the order of their options, give equal words. */
export function describeSource({ name, options }: DescriptorSource): string {
  const settings = Object.keys(options)
    .sort()
    .map((key) => `${key} ${JSON.stringify(options[key])}`);
  return settings.length === 0 ? name : `${name} (${settings.join(', ')})`;
}
