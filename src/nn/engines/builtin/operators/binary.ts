import { broadcastStrides } from '../../../graph/broadcast.js';
import type { Call, Prepare } from '../preparation.js';
import { commonAxes } from './common-axes.js';

/** The kernel's operators, by their numbers. */
const operators = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'maximum',
  'greaterEqual',
  'gate',
  'broadcastTo',
] as const;

/** The axes that the kernel goes along. */
const AXES = 3;

/** Element by element, with repeated axes. Not covered: patterns of repetition that need more than three axes. */
export const binary: Prepare = (operation, { pointerTo, list, parts }) => {
  const { operator, inputs, attributes, shape } = operation;
  const [a, b = a] = inputs;
  const axes = commonAxes(shape, [broadcastStrides(a!.shape, shape), broadcastStrides(b!.shape, shape)]);
  if (axes.length > AXES) return undefined;
  while (axes.length < AXES) axes.unshift({ length: 1, strides: [0, 0] });
  const number = operators.indexOf(operator.name as (typeof operators)[number]);
  const { slope = 0 } = attributes as { slope?: number };
  const [pa, pb, py] = [pointerTo(a!), pointerTo(b!), pointerTo(operation)];
  // Threads share out the outermost axis along which there is more than one step.
  const outer = axes.findIndex(({ length }) => length > 1);
  const shared = axes[outer] ?? axes[AXES - 1]!;
  const inside = axes.reduce((size, { length }, axis) => (axis > outer ? size * length : size), 1);
  const calls = parts(shared.length, { unit: inside === 1 ? 16 : 1, least: 8192 / inside }).map(
    ([first, last]): Call => {
      const lengths = axes.map((axis) => (axis === shared ? last - first : axis.length));
      const strides = [0, 1].flatMap((side) => axes.map((axis) => axis.strides[side]!));
      return [
        'binary',
        number,
        ...[
          pa + 4 * first * shared.strides[0]!,
          pb + 4 * first * shared.strides[1]!,
          py + 4 * first * inside,
        ],
        ...[list([...lengths, ...strides]), slope],
      ];
    },
  );
  return [calls];
};
