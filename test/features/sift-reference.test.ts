import { describe, expect, it, vi } from 'vitest';
import { withScaleSpace } from '../../src/features/sift/scale-space.js';
import { siftVariants } from '../../src/features/sift/variants.js';
import { imageFrom } from '../../src/image/image.js';
import { ArenaPlane } from '../../src/kernels/sift/plane-memory.js';

// All of SIFT's tests once more, on a machine without kernels.
vi.mock('../../src/kernels/kernels.js', async (original) => ({
  ...(await original<typeof import('../../src/kernels/kernels.js')>()),
  hasKernels: () => false,
}));

describe('without kernels', () => {
  it('a scale space has plain planes, which the reference computes', () => {
    const image = imageFrom(new Uint8Array(64), { width: 8, height: 8, channels: 1 });
    const options = { layers: 3, sigma: 1.6, firstOctave: 0, variant: siftVariants.opencv };
    withScaleSpace(image, options, (space) => expect(space.level(0, 0)).not.toBeInstanceOf(ArenaPlane));
  });
});

await import('./sift.test.js');
await import('./describe-keypoints.test.js');
await import('./rootsift.test.js');
