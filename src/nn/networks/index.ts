import { FoveaError } from '../../core/errors.js';
import { alexnet } from './alexnet.js';
import { fmp, fmpCifar100 } from './fmp.js';
import { lenet } from './lenet.js';
import { mlp } from './mlp.js';
import type { NetworkDefinition } from './network.js';
import { softmaxRegression } from './softmax-regression.js';

/** Every network. One more costs a line here. */
export const networks: readonly NetworkDefinition[] = [
  mlp,
  softmaxRegression,
  lenet,
  alexnet,
  fmp,
  fmpCifar100,
];

/** What `findNetwork` knows: names, and aliases behind them. */
export const networkNames: readonly string[] = networks.flatMap(({ name, aliases = [] }) => [
  name,
  ...aliases,
]);

/** The network of a name or alias. @throws NOT_FOUND, listing what there is. */
export function findNetwork(name: string): NetworkDefinition {
  const found = networks.find((each) => each.name === name || each.aliases?.includes(name));
  if (found) return found;
  throw new FoveaError(
    'NOT_FOUND',
    `Expected a network (${networkNames.join(', ')}) but received '${name}'.`,
  );
}
