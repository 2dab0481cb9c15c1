import type { Engine } from '../engine.js';
import { RuntimeExecutable } from './executable.js';

/** An array of ONNX Runtime. */
export interface RuntimeTensor {
  readonly data: unknown;
}

/** A model that is ready to run. */
export interface RuntimeSession {
  run(
    feeds: Readonly<Record<string, RuntimeTensor>>,
    fetches: Readonly<Record<string, RuntimeTensor>>,
  ): Promise<unknown>;
  release(): Promise<void>;
}

/**
 * What is asked of ONNX Runtime; the module `onnxruntime-node` is one. Said here, so that Fovea's types do not need
 * the package.
 */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(
      model: Uint8Array,
      options?: { intraOpNumThreads?: number; interOpNumThreads?: number },
    ): Promise<RuntimeSession>;
  };
  readonly Tensor: new (
    type: 'float32' | 'int32',
    data: Float32Array | Int32Array,
    dimensions: readonly number[],
  ) => RuntimeTensor;
}

/** How sessions are made. */
export type SessionOptions = { readonly intraOpNumThreads?: number; readonly interOpNumThreads: number };

/**
 * The engine of ONNX Runtime (`onnxruntime-node`, installed beside Fovea by who wants it): a program becomes one ONNX
 * model, a training step one call.
 * @param options.threads default: as many as ONNX Runtime finds right.
 */
export function onnxRuntimeEngine(
  runtime: OnnxRuntime,
  { threads }: { readonly threads?: number } = {},
): Engine {
  const settings = { ...(threads && { intraOpNumThreads: threads }), interOpNumThreads: 1 };
  return {
    name: 'onnxruntime',
    compile: async (program) => new RuntimeExecutable(runtime, program, settings),
  };
}
