import type { OptionSpec, OptionsOf } from '../../core/options.js';
import type { Update } from '../engines/engine.js';
import type { Tensor, Variable } from '../graph/tensor.js';
import { filledWith } from '../initializers.js';

/** One variable and where it is to go. */
export interface Descent {
  readonly variable: Variable;
  /** The loss's gradient by the variable. */
  readonly gradient: Tensor;
  /** The learning rate, one number that may differ from step to step. */
  readonly rate: Tensor;
}

/** A way of going downhill. What it remembers are variables of the graph, so a checkpoint has them as well. */
export interface Optimizer<S extends OptionSpec = OptionSpec> {
  readonly name: string;
  readonly options: S;
  /** The learning rate that suits most networks. */
  readonly defaultRate: number;
  /** What becomes of a variable, and of what is kept beside it. Called in a scope of the variable's own. */
  updates(descent: Descent, options: OptionsOf<S>): readonly Update[];
}

/** A variable of the same shape as another, beside it: `dense1/weights/velocity`. */
export function beside({ variable }: Descent, name: string): Variable {
  const { graph, shape } = variable;
  return graph.variable(name, { shape, initializer: filledWith(0), trainable: false });
}
