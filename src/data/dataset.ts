import type { Image } from '../image/image.js';

/** Labelled images, decoded one at a time on demand. */
export interface Dataset {
  readonly name: string;
  /** In label order. */
  readonly classNames: readonly string[];
  /** One label an image: an index into `classNames`. */
  readonly labels: Int32Array;
  /** Shared size of all images, where the format fixes one (MNIST 28×28, CIFAR 32×32). */
  readonly imageSize?: { readonly width: number; readonly height: number };
  /** Of all images, where the format fixes it. */
  readonly channels?: 1 | 3;
  /** The split that the data set's authors fixed (`train/` and `test/` folders, MNIST's two files). */
  readonly split?: Split;
  /** The folder that `openDataset` opens it from once more, in another thread; absent where it cannot be. */
  readonly source?: string;
  /** Identifies image `i` to a person: a path, or `train-images-idx3-ubyte.gz#17`. */
  pathOf(i: number): string;
  /** Decodes image `i`. @throws BAD_IMAGE and others of image/load, naming the file. */
  load(i: number): Promise<Image>;
  /** The encoded file that image `i` is decoded from. Absent where pixels lie in memory anyway. @throws NOT_FOUND */
  encoded?(i: number): Promise<Uint8Array>;
}

/** Indices into a data set; the two sides share none. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}
