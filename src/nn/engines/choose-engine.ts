import { FoveaError } from '../../core/errors.js';
import { builtinEngine } from './builtin/engine.js';
import type { Engine } from './engine.js';
import { type OnnxRuntime, onnxRuntimeEngine } from './onnxruntime/engine.js';

/** Engines by name; `auto` is the fastest there is. */
export type EngineName = 'auto' | 'builtin' | 'onnxruntime';

/** How to get the faster engine. */
export const fasterEngineHint = 'npm install onnxruntime-node, beside Fovea, trains several times faster.';

/**
 * The engine to compute with.
 * @throws NOT_FOUND for `onnxruntime` where the package onnxruntime-node is not installed or does not run.
 */
export async function chooseEngine(name: EngineName = 'auto'): Promise<Engine> {
  if (name === 'builtin') return builtinEngine();
  try {
    return onnxRuntimeEngine((await import('onnxruntime-node')) as unknown as OnnxRuntime);
  } catch (cause) {
    if (name === 'auto') return builtinEngine();
    throw new FoveaError(
      'NOT_FOUND',
      'Expected the package onnxruntime-node for the engine onnxruntime but it cannot be loaded. ' +
        'Install it beside Fovea (npm install onnxruntime-node), or take the engine builtin.',
      { cause },
    );
  }
}
