import { Random } from '../core/random.js';
import { quantile } from './bootstrap.js';
import type { Bounds } from './comparison.js';
import { wilsonInterval } from './wilson-interval.js';

/** How often an image was tested, and how often it was right. */
export interface ImageRecord {
  readonly right: number;
  readonly tested: number;
}

const RESAMPLES = 1000;

/**
 * The 95% interval of an accuracy over several rounds, by the percentile bootstrap over test images:
 *
 * 1. As many images as were tested are drawn with replacement, 1000 times, each with all its predictions: the rounds
 *    of a repeated hold-out test the same image several times, which must not count as several images.
 * 2. The accuracy of each draw is right predictions by all predictions; the interval runs between the quantiles 0.025
 *    and 0.975.
 *
 * Where all draws agree, as when everything was right, it is Wilson's of so many images instead of a point. It covers
 * the chance of drawing these images. B. Efron, Bootstrap methods: another look at the jackknife, 1979.
 * doi:10.1214/aos/1176344552; of clusters: C. A. Field, A. H. Welsh, Bootstrapping clustered data, 2007.
 * doi:10.1111/j.1467-9868.2007.00593.x.
 */
export function imageBootstrap(images: readonly ImageRecord[], { seed }: { seed: number }): Bounds {
  const random = new Random(seed).fork('images');
  const accuracies = Float64Array.from({ length: RESAMPLES }, () => {
    let [right, tested] = [0, 0];
    for (let i = 0; i < images.length; i++) {
      const image = images[random.integer(0, images.length - 1)]!;
      right += image.right;
      tested += image.tested;
    }
    return right / tested;
  }).sort();
  const [lower, upper] = [quantile(accuracies, 0.025), quantile(accuracies, 0.975)];
  if (lower < upper) return [lower, upper];
  const rightOnes = images.filter(({ right, tested }) => right === tested).length;
  return wilsonInterval(rightOnes, images.length);
}
