/** How two lists of numbers differ. */
export interface Differences {
  /** The length of the longer list. */
  readonly compared: number;
  /** Positions with equal numbers; NaN equals NaN. */
  readonly agreeing: number;
  /** Largest absolute difference; infinite where only one side has a number. */
  readonly worst: number;
}

/** Compares position by position. */
export function differences(ours: ArrayLike<number>, theirs: ArrayLike<number>): Differences {
  const shorter = Math.min(ours.length, theirs.length);
  const compared = Math.max(ours.length, theirs.length);
  let agreeing = 0;
  let worst = compared > shorter ? Infinity : 0;
  for (let i = 0; i < shorter; i++) {
    if (Object.is(ours[i], theirs[i]) || ours[i] === theirs[i]) {
      agreeing++;
      continue;
    }
    const difference = Math.abs(ours[i]! - theirs[i]!);
    worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
  }
  return { compared, agreeing, worst };
}

/** All of them as one. */
export function together(parts: readonly Differences[]): Differences {
  return {
    compared: parts.reduce((sum, { compared }) => sum + compared, 0),
    agreeing: parts.reduce((sum, { agreeing }) => sum + agreeing, 0),
    worst: parts.reduce((worst, part) => Math.max(worst, part.worst), 0),
  };
}
