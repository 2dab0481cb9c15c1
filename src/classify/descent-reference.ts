import type { Descent, DescentSize } from '../kernels/coordinate-descent.js';

/** A multiplier's change below this is none. */
const NEGLIGIBLE = 1e-12;

/** As `withDescent`, without the kernel. */
export function withDescentReference<T>(size: DescentSize, work: (descent: Descent) => T): T {
  const { blocks, width, machines } = size;
  const descent: Descent = {
    x: new Float32Array(4 * blocks * width),
    weights: new Float32Array(machines * width),
    alphas: new Float64Array(4 * blocks * machines),
    signs: new Uint8Array(blocks * machines),
    active: new Uint8Array(blocks * machines),
    settings: new Float64Array(8 * machines),
    prepare() {},
    pass(order) {
      for (const block of order)
        for (let machine = 0; machine < machines; machine++)
          for (let j = 0; j < 4; j++) updateRow(descent, size, { block, machine, j });
    },
  };
  return work(descent);
}

/** Brings one multiplier to where the dual is least, and the weights with it. */
function updateRow(
  { x, weights, alphas, signs, active, settings }: Descent,
  { width, machines }: DescentSize,
  { block, machine, j }: { block: number; machine: number; j: number },
): void {
  const pair = block * machines + machine;
  if (((active[pair]! >> j) & 1) === 0) return;
  const row = x.subarray((4 * block + j) * width, (4 * block + j + 1) * width);
  const own = weights.subarray(machine * width, (machine + 1) * width);
  const set = settings.subarray(8 * machine, 8 * machine + 8);
  const side = (signs[pair]! >> j) & 1;
  const sign = 2 * side - 1;
  const [bound, ridge, alpha] = [set[side]!, set[2 + side]!, alphas[4 * pair + j]!];
  const gradient = sign * dot(row, own) - 1 + alpha * ridge;
  let projected = gradient;
  if (alpha === 0) projected = Math.min(gradient, 0);
  else if (alpha === bound) projected = Math.max(gradient, 0);
  if ((alpha === 0 && gradient > set[4]!) || (alpha === bound && gradient < set[5]!)) {
    active[pair]! &= ~(1 << j);
    return;
  }
  set[6] = Math.max(set[6]!, projected);
  set[7] = Math.min(set[7]!, projected);
  if (Math.abs(projected) <= NEGLIGIBLE) return;
  const diagonal = dot(row, row) + ridge;
  const next = diagonal > 0 ? Math.min(Math.max(alpha - gradient / diagonal, 0), bound) : bound;
  alphas[4 * pair + j] = next;
  for (let k = 0; k < width; k++) own[k]! += (next - alpha) * sign * row[k]!;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
