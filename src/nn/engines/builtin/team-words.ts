// The words of memory in which a team's threads find each other.

/** Counts what has been announced. */
export const ROUND = 0;
/** What the round is of. */
export const PROGRAM = 1;
export const STAGE = 2;
/** How many calls of the round are done. */
export const DONE = 3;
/** 1 once a thread has failed. */
export const FAILED = 4;
/**
 * From here on a word for each call: twice the number of the round in which it may be done, and one more once a thread
 * has claimed it. So one that is late claims nothing of another round.
 */
export const CLAIMS = 5;
