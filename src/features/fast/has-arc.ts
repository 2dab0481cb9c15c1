/**
 * Whether at least `arc` (8 to 16) neighbouring bits are set in a ring of 16 (bit 15 is beside bit 0).
 * Every `and` below keeps the bits at which a run twice as long as before starts.
 */
export function hasArc(ring: number, arc: number): boolean {
  let starts = ring | (ring << 16);
  starts &= starts >>> 1;
  starts &= starts >>> 2;
  starts &= starts >>> 4;
  starts &= starts >>> (arc - 8);
  return (starts & 0xffff) !== 0;
}
