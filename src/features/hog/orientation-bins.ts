const DEGREES = 180 / Math.PI;

/** Relative distance from a bin's edge within which `atan2` decides; a thousand times its rounding error. */
const NEAR_EDGE = 1e-12;

/**
 * Sorts gradient directions into `count` equal bins over 0–180° (opposite directions alike) or, `signed`,
 * over 0–360°, clockwise on screen from straight right. A bin holds its lower edge.
 *
 * The bin is that of scikit-image, `degrees(atan2(dy, dx)) mod 180` in float64, to the last bit of its
 * rounding; but `atan2` is dear, so a direction is first compared with edges by the sign of a cross product,
 * and only one that lies as good as on an edge goes the long way.
 */
export class OrientationBins {
  private readonly range: number;
  private readonly width: number;
  private readonly cosines: Float64Array;
  private readonly sines: Float64Array;
  /** The bin of the direction straight left. */
  private readonly straightLeft: number;

  constructor(
    readonly count: number,
    private readonly signed: boolean,
  ) {
    this.range = signed ? 360 : 180;
    this.width = this.range / count;
    this.cosines = Float64Array.from({ length: count }, (_, i) => Math.cos((this.width * i) / DEGREES));
    this.sines = Float64Array.from({ length: count }, (_, i) => Math.sin((this.width * i) / DEGREES));
    this.straightLeft = this.byAngle(-1, 0);
  }

  /**
   * The bin of a direction; −1 for one that is less than 180° (360°) but rounds to it, which lies in none:
   * scikit-image drops such votes too.
   */
  bin(dx: number, dy: number): number {
    if (dy === 0) return dx < 0 ? this.straightLeft : 0;
    const near = NEAR_EDGE * (Math.abs(dx) + Math.abs(dy));
    if (Math.abs(dy) < near) return this.byAngle(dx, dy);
    const { count, signed, cosines, sines } = this;
    const flip = dy < 0 && !signed ? -1 : 1;
    // All edges from `low` to below `high` lie in the same half plane as the direction, where the sign of
    // the cross product tells which angle is the larger.
    let low = dy < 0 && signed ? count >> 1 : 0;
    let high = dy > 0 && signed ? (count + 1) >> 1 : count;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      const beyond = (cosines[middle] * dy - sines[middle] * dx) * flip;
      if (Math.abs(beyond) < near) return this.byAngle(dx, dy);
      if (beyond >= 0) low = middle;
      else high = middle;
    }
    return low;
  }

  private byAngle(dx: number, dy: number): number {
    let angle = (Math.atan2(dy, dx) * DEGREES) % this.range;
    if (angle < 0) angle += this.range;
    for (let i = 0; i < this.count; i++)
      if (angle >= this.width * i && angle < this.width * (i + 1)) return i;
    return -1;
  }
}
