import type { Update } from '../engines/engine.js';
import { gradients } from '../gradients.js';
import type { Placeholder, Variable } from '../graph/tensor.js';
import { filledWith } from '../initializers.js';
import { type Architecture, buildNetwork } from '../networks/architecture.js';
import { add } from '../ops/add.js';
import { broadcastTo } from '../ops/broadcast-to.js';
import { multiply } from '../ops/multiply.js';
import { descend } from '../optimizers/index.js';
import type { Session } from '../session.js';
import type { Batch } from './batch-source.js';
import { type BatchKind, type LossGraph, lossGraph, type Objective } from './loss-graph.js';

/** What a network is trained with, in parts. */
export interface MicroBatchOptions {
  readonly architecture: Architecture;
  readonly objective: Objective;
  /** Samples that are computed at once. */
  readonly microBatch: number;
}

/** Adds its share of the gradients to what is kept beside the weights. */
interface PartGraph extends LossGraph {
  /** The part's samples by the step's, one number. */
  readonly share: Placeholder;
}

/** One step of the optimizer on what has been added up. */
interface DescentGraph {
  readonly rate: Placeholder;
  readonly updates: readonly Update[];
}

/** Ends the name of a variable's added up gradient: nothing that a checkpoint needs, it is 0 between steps. */
export const ACCUMULATED = '/accumulated';

/**
 * Training steps whose batch is too large to be computed at once, or is faster in parts that stay in the cache: the
 * gradients of the parts are added up, each by its share of the samples, and the optimizer goes one step. Up to
 * rounding, and where layers do not look at a whole batch (batch normalisation normalises over a part), this is the
 * step of the whole batch; what is drawn differs.
 */
export class MicroBatches {
  readonly #session: Session;
  readonly #options: MicroBatchOptions;
  readonly #parts = new Map<string, PartGraph>();
  readonly #descent: DescentGraph;

  constructor(session: Session, options: MicroBatchOptions) {
    this.#session = session;
    this.#options = options;
    this.#descent = descentGraph(options);
  }

  /** One step. @returns the loss and the outputs before it. */
  async step(
    { inputs, targets, count }: Batch,
    { rate, step }: { readonly rate: number; readonly step: number },
  ): Promise<readonly [loss: number, output: Float32Array]> {
    const { microBatch } = this.#options;
    const [length, width] = [inputs.length / count, targets.length / count];
    let output = new Float32Array();
    let loss = 0;
    for (let start = 0; start < count; start += microBatch) {
      const end = Math.min(start + microBatch, count);
      const targetsAre = targets instanceof Int32Array ? 'labels' : 'numbers';
      const part = this.#partFor({ batch: end - start, targetsAre });
      const share = (end - start) / count;
      const feeds = new Map([
        [part.input, inputs.subarray(start * length, end * length)],
        [part.targets, targets.subarray(start * width, end * width)],
        [part.share, Float32Array.of(share)],
      ]);
      const { updates } = part;
      const draw = `${step}, from ${start}`;
      const found = await this.#session.run([part.loss, part.output], { feeds, updates, step: draw });
      loss += share * found[0]![0]!;
      // Its length is known with the first part.
      if (start === 0) output = new Float32Array(count * part.output.shape[1]!);
      output.set(found[1]!, start * part.output.shape[1]!);
    }
    const { updates } = this.#descent;
    await this.#session.run([], { feeds: new Map([[this.#descent.rate, Float32Array.of(rate)]]), updates });
    return [loss, output];
  }

  #partFor(kind: BatchKind): PartGraph {
    const key = `${kind.batch} ${kind.targetsAre}`;
    const known = this.#parts.get(key) ?? partGraph(this.#options, kind);
    this.#parts.set(key, known);
    return known;
  }
}

function partGraph({ architecture, objective }: MicroBatchOptions, kind: BatchKind): PartGraph {
  const laidOut = lossGraph(architecture, objective, kind);
  const { graph } = laidOut.input;
  const share = graph.placeholder('share', []);
  const variables = graph.variables.filter(({ trainable }) => trainable);
  const slopes = gradients(laidOut.loss, variables);
  const sums = variables.map((variable, i) => {
    const accumulated = accumulatedOf(variable);
    return { variable: accumulated, value: add(accumulated, multiply(slopes[i]!, share)) };
  });
  return { ...laidOut, share, updates: [...laidOut.updates, ...sums] };
}

function descentGraph({ architecture, objective }: MicroBatchOptions): DescentGraph {
  const { graph } = buildNetwork(architecture, { batch: 1, training: true });
  const rate = graph.placeholder('rate', []);
  const variables = graph.variables.filter(({ trainable }) => trainable);
  const sums = variables.map(accumulatedOf);
  const { optimizer, optimizerOptions: options } = objective;
  const updates = descend(variables, sums, { rate, optimizer, options });
  const emptied = sums.map((sum) => ({ variable: sum, value: broadcastTo(graph.constant(0), sum.shape) }));
  return { rate, updates: [...updates, ...emptied] };
}

function accumulatedOf({ graph, name, shape }: Variable): Variable {
  return graph.variable(name + ACCUMULATED, { shape, initializer: filledWith(0), trainable: false });
}
