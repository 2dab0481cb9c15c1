import type { Tensor } from './tensor.js';

/** Everything that `targets` are computed from and they themselves, in an order of evaluation. */
export function neededFor(targets: readonly Tensor[]): Tensor[] {
  const needed = new Set<Tensor>();
  const open = [...targets];
  while (open.length > 0) {
    const tensor = open.pop()!;
    if (needed.has(tensor)) continue;
    needed.add(tensor);
    if (tensor.kind === 'operation') open.push(...tensor.inputs);
  }
  return [...needed].sort((a, b) => a.id - b.id);
}
