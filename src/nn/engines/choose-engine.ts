import type { Engine } from './engine.js';
import { referenceEngine } from './reference.js';

/** The engine to compute with. */
export async function chooseEngine(): Promise<Engine> {
  return referenceEngine();
}
