import type { Image } from '../image/image.js';

/** A result that explains itself: pixels, vector marks on top of them, and a line saying what is seen. */
export interface Picture {
  /** RGB, three channels, 8 bits. */
  readonly image: Image<Uint8Array>;
  /** A complete `<svg>` element of the image's size, to be drawn on top. Text in it is never essential. */
  readonly overlay?: string;
  /** What is seen, at which enlargement: `64×64 cells of 8×8 pixels, enlarged 2 times`. */
  readonly caption: string;
}
