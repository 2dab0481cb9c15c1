import { builtinEngine } from '../../../src/nn/engines/builtin/engine.js';
import type { Engine } from '../../../src/nn/engines/engine.js';
import { type OnnxRuntime, onnxRuntimeEngine } from '../../../src/nn/engines/onnxruntime/engine.js';

/** ONNX Runtime, where it is installed. */
export const runtime = await import('onnxruntime-node').catch(() => undefined);

/** Every engine of this machine that is held to the reference. */
export const engines: readonly Engine[] = [
  builtinEngine(),
  ...(runtime ? [onnxRuntimeEngine(runtime as unknown as OnnxRuntime, { threads: 1 })] : []),
];
