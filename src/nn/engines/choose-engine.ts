import { FoveaError } from '../../core/errors.js';
import { builtinEngine } from './builtin/engine.js';
import type { Engine } from './engine.js';
import { type OnnxRuntime, onnxRuntimeEngine } from './onnxruntime/engine.js';

/** Engines by name. */
export type EngineName = 'builtin' | 'onnxruntime';

/** How to get the other engine. */
export const otherEngineHint =
  'onnxruntime-node, installed beside Fovea, is another (--engine onnxruntime): faster with dense layers and large images';

/**
 * The engine to compute with: the built-in one unless another is asked for, so that results do not depend on what else
 * is installed.
 * @throws NOT_FOUND for `onnxruntime` where the package onnxruntime-node is not installed or does not run.
 */
export async function chooseEngine(name: EngineName = 'builtin'): Promise<Engine> {
  if (name === 'builtin') return builtinEngine();
  try {
    return onnxRuntimeEngine((await import('onnxruntime-node')) as unknown as OnnxRuntime);
  } catch (cause) {
    throw new FoveaError(
      'NOT_FOUND',
      'Expected the package onnxruntime-node for the engine onnxruntime but it cannot be loaded. ' +
        'Install it beside Fovea (npm install onnxruntime-node), or take the engine builtin.',
      { cause },
    );
  }
}
