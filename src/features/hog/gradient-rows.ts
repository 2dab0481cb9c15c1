import type { Image } from '../../image/image.js';

/**
 * Gradients of an image, one row at a time: the difference between the two neighbours of a pixel along x and
 * along y (not halved), 0 where one of them lies outside. Of several channels each pixel takes the one with
 * the longest gradient, the first among equals.
 */
export class GradientRows {
  /** The x components of the row asked for last, one a pixel. */
  readonly alongX: Float64Array;
  /** Its y components; y runs down. */
  readonly alongY: Float64Array;
  private readonly image: Image;

  constructor(image: Image) {
    this.image = image;
    this.alongX = new Float64Array(image.width);
    this.alongY = new Float64Array(image.width);
  }

  /** Computes row `y` into `alongX` and `alongY`. */
  compute(y: number): void {
    this.alongX.fill(0);
    this.alongY.fill(0);
    if (this.image.channels === 1) this.single(y);
    else for (let channel = 0; channel < this.image.channels; channel++) this.longest(y, channel);
  }

  private single(y: number): void {
    const { alongX, alongY } = this;
    const { data, width, height } = this.image;
    const start = y * width;
    for (let x = 1; x < width - 1; x++) alongX[x] = data[start + x + 1] - data[start + x - 1];
    if (y === 0 || y === height - 1) return;
    for (let x = 0; x < width; x++) alongY[x] = data[start + width + x] - data[start - width + x];
  }

  private longest(y: number, channel: number): void {
    const { alongX, alongY } = this;
    const { data, width, height, channels } = this.image;
    const down = y === 0 || y === height - 1 ? 0 : width * channels;
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels + channel;
      const right = x === 0 || x === width - 1 ? 0 : channels;
      const dx = data[at + right] - data[at - right];
      const dy = data[at + down] - data[at - down];
      if (dx * dx + dy * dy <= alongX[x] * alongX[x] + alongY[x] * alongY[x]) continue;
      alongX[x] = dx;
      alongY[x] = dy;
    }
  }
}
