import { sizeOf } from '../../../../core/ndarray.js';
import type { Prepare } from '../preparation.js';

/** The kernel's operators, by their numbers. */
const operators = [
  'absolute',
  'exp',
  'leakyRelu',
  'log',
  'power',
  'sigmoid',
  'sign',
  'softplus',
  'tanh',
] as const;

/** Exponents are multiples of a quarter, and small. */
const MOST_EXPONENT = 8;

/** Element by element. Not covered: powers other than by quarters up to 8. */
export const unary: Prepare = (operation, { pointerTo, parts }) => {
  const { operator, inputs, attributes, shape } = operation;
  const { slope, exponent } = attributes as { slope?: number; exponent?: number };
  if (exponent !== undefined && !(Number.isInteger(4 * exponent) && Math.abs(exponent) <= MOST_EXPONENT))
    return undefined;
  const number = operators.indexOf(operator.name as (typeof operators)[number]);
  const [from, to] = [pointerTo(inputs[0]!), pointerTo(operation)];
  return [
    parts(sizeOf(shape), { unit: 16, least: 8192 }).map(([first, last]) => [
      'unary',
      ...[number, from + 4 * first, to + 4 * first, last - first, slope ?? exponent ?? 0],
    ]),
  ];
};
