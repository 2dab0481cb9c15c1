import type { Keypoint } from '../../features/extractor.js';
import type { Image } from '../../image/image.js';
import { blank, paste } from '../canvas.js';
import { cutPatch } from '../patch.js';
import { toRgb8 } from '../rgb.js';

/** Patches side by side, 4 pixels between them: room for them, to be filled in any order. */
export class PatchStrip {
  readonly image: Image<Uint8Array>;
  readonly #side: number;

  constructor({ patches, side }: { patches: number; side: number }) {
    this.#side = side;
    this.image = blank({ width: patches * (side + GAP) - GAP, height: side }, GROUND);
  }

  /** Cuts the surroundings of a keypoint, as its descriptor sees them, into place `at`. */
  fill(at: number, image: Image, keypoint: Keypoint): void {
    const side = this.#side;
    paste(this.image, cutPatch(toRgb8(image), keypoint, { side }), { x: at * (side + GAP), y: 0 });
  }
}

const GAP = 4;
const GROUND = [127, 127, 127] as const;
