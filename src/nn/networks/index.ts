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

/** The network of a name or alias. @throws NOT_FOUND, listing what there is. */
export function findNetwork(name: string): NetworkDefinition {
  const found = networks.find((each) => each.name === name || each.aliases?.includes(name));
  if (found) return found;
  throw new FoveaError(
    'NOT_FOUND',
    `Expected a network (${networks.map((each) => each.name).join(', ')}) but received '${name}'.`,
  );
}
