// The words of memory in which a team's threads find each other.

/** Counts what has been announced. */
export const ROUND = 0;
/** What the round is of. */
export const PROGRAM = 1;
export const STAGE = 2;
/** The round's number (its last 15 bits) times 2¹⁶, and the next call that nobody has claimed. */
export const CLAIM = 3;
/** How many calls of the round are done. */
export const DONE = 4;
/** 1 once a thread has failed. */
export const FAILED = 5;

/** How many words there are. */
export const WORDS = 6;

/** In CLAIM: nothing can be claimed. */
export const CLOSED = 0xffff;
