/** How a pattern becomes a code (the table at `lbp`). */
export const lbpMethods = ['default', 'ror', 'uniform', 'nri-uniform', 'var'] as const;

/** How a pattern becomes a code. */
export type LbpMethod = (typeof lbpMethods)[number];

/** Patterns of `points` bits to the codes of a method, in place. */
export function encodePatterns(
  patterns: Uint32Array,
  { method, points }: { method: Exclude<LbpMethod, 'var'>; points: number },
): Uint32Array {
  if (method === 'default') return patterns;
  const code = lbpCoder(method, points);
  // A table pays only where it has fewer entries than there are patterns.
  if (2 ** points < patterns.length) {
    const table = Uint32Array.from({ length: 2 ** points }, (_, pattern) => code(pattern));
    for (let i = 0; i < patterns.length; i++) patterns[i] = table[patterns[i]!]!;
  } else for (let i = 0; i < patterns.length; i++) patterns[i] = code(patterns[i]!);
  return patterns;
}

/** What turns a pattern of `points` bits into the code of a method. */
function lbpCoder(
  method: Exclude<LbpMethod, 'var' | 'default'>,
  points: number,
): (pattern: number) => number {
  if (method === 'ror') return (pattern) => smallestRotation(pattern, points);
  if (method === 'uniform') return (pattern) => uniformCode(pattern, points);
  return (pattern) => nriUniformCode(pattern, points);
}

function smallestRotation(pattern: number, points: number): number {
  let smallest = pattern;
  let rotated = pattern;
  for (let i = 1; i < points; i++) {
    rotated = (rotated >>> 1) | ((rotated & 1) << (points - 1));
    if (rotated < smallest) smallest = rotated;
  }
  return smallest;
}

function uniformCode(pattern: number, points: number): number {
  return isUniform(pattern, points) ? ones(pattern) : points + 1;
}

/**
 * 0 for no ones, P(P − 1) + 1 for all ones, P(P − 1) + 2 for what is not uniform; else 1 + (ones − 1)·P + the
 * number of rotations to the right that lead here from the pattern whose ones are the highest bits.
 */
function nriUniformCode(pattern: number, points: number): number {
  if (!isUniform(pattern, points)) return points * (points - 1) + 2;
  const count = ones(pattern);
  if (count === 0) return 0;
  if (count === points) return points * (points - 1) + 1;
  const rotation = pattern & 1 ? count - trailingZeros(~pattern) : points - trailingZeros(pattern);
  return 1 + (count - 1) * points + rotation;
}

/**
 * At most two changes between neighbouring bits. The last and the first bit are not compared: changes around a
 * circle come in pairs, so that the answer is the same.
 */
function isUniform(pattern: number, points: number): boolean {
  return ones((pattern ^ (pattern >>> 1)) & ((1 << (points - 1)) - 1)) <= 2;
}

/** The number of one bits of a 32-bit integer. */
function ones(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function trailingZeros(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
