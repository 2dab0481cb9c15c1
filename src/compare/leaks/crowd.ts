/** Whose distance to an image says how crowded it is around it: up to four copies of one do not hide each other. */
const neighbours = 5;
const leastLead = 4;

/** How close each image's neighbours are, so that a distance can be judged by what is usual there. */
export class Crowd {
  /** The distances of the nearest, ascending; 1 where none was seen. */
  readonly #nearest: Float32Array;

  constructor(images: number) {
    this.#nearest = new Float32Array(images * neighbours).fill(1);
  }

  /** Counts two images as neighbours of each other. */
  add(images: readonly number[], distance: number): void {
    for (const image of images) {
      const first = image * neighbours;
      let place = first + neighbours - 1;
      if (distance >= this.#nearest[place]!) continue;
      for (; place > first && this.#nearest[place - 1]! > distance; place--)
        this.#nearest[place] = this.#nearest[place - 1]!;
      this.#nearest[place] = distance;
    }
  }

  /** Whether two images are at least four times as close to each other as either is to its fifth neighbour. */
  standsOut(images: readonly number[], distance: number): boolean {
    return images.every(
      (image) => leastLead * distance <= this.#nearest[image * neighbours + neighbours - 1]!,
    );
  }
}
