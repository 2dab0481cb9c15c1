import type { Descent } from '../kernels/coordinate-descent.js';

/**
 * Brings rows that take part in the same machines together, so that blocks of four are busy or idle as a whole, and
 * tells the descent. `slots`: the sample of each row, which moves with it.
 *
 * Late passes touch the few samples near the boundaries, of which hardly two are in one block by chance: on MNIST they
 * read a quarter as much memory afterwards.
 */
export function regroupRows(descent: Descent, slots: Int32Array): void {
  const machines = descent.settings.length / 8;
  const keys = Float64Array.from(slots, (_, slot) => activityKey(descent.active, slot, machines));
  // Sorting is stable, so equal rows keep their order.
  const order = Int32Array.from(slots.keys()).sort((a, b) => keys[a]! - keys[b]!);
  const swap = swapper(descent, machines);
  // Row order[i] belongs at i. A swap brings it there, and what was at i to where it came from, along the cycle.
  for (let start = 0; start < order.length; start++) {
    let at = start;
    while (order[at] !== start) {
      const from = order[at]!;
      swap(at, from);
      [slots[at], slots[from]] = [slots[from]!, slots[at]!];
      order[at] = at;
      at = from;
    }
    order[at] = at;
  }
  descent.prepare();
}

/** The first two machines that a row takes part in; rows without any come last. */
function activityKey(active: Uint8Array, slot: number, machines: number): number {
  const from = (slot >> 2) * machines;
  let [first, second] = [machines, machines];
  for (let k = machines - 1; k >= 0; k--)
    if ((active[from + k]! >> (slot & 3)) & 1) [first, second] = [k, first];
  return first * (machines + 1) + second;
}

/** What exchanges two rows with all that belongs to them. */
function swapper({ x, weights, alphas, signs, active }: Descent, machines: number) {
  const width = weights.length / machines;
  const spare = new Float32Array(width);
  return (a: number, b: number): void => {
    const [rowA, rowB] = [x.subarray(a * width, (a + 1) * width), x.subarray(b * width, (b + 1) * width)];
    spare.set(rowA);
    rowA.set(rowB);
    rowB.set(spare);
    for (let k = 0; k < machines; k++) {
      const [pairA, pairB] = [(a >> 2) * machines + k, (b >> 2) * machines + k];
      const [atA, atB] = [4 * pairA + (a & 3), 4 * pairB + (b & 3)];
      [alphas[atA], alphas[atB]] = [alphas[atB]!, alphas[atA]!];
      swapBits(signs, { at: pairA, bit: a & 3 }, { at: pairB, bit: b & 3 });
      swapBits(active, { at: pairA, bit: a & 3 }, { at: pairB, bit: b & 3 });
    }
  };
}

interface Bit {
  readonly at: number;
  readonly bit: number;
}

function swapBits(bytes: Uint8Array, a: Bit, b: Bit): void {
  const differ = ((bytes[a.at]! >> a.bit) ^ (bytes[b.at]! >> b.bit)) & 1;
  bytes[a.at]! ^= differ << a.bit;
  bytes[b.at]! ^= differ << b.bit;
}
