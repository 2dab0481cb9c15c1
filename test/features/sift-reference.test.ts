import { describe, expect, it, vi } from 'vitest';
import { hasKernels } from '../../src/kernels/kernels.js';

// All of SIFT's tests once more, on a machine without kernels.
vi.mock('../../src/kernels/kernels.js', async (original) => ({
  ...(await original<typeof import('../../src/kernels/kernels.js')>()),
  hasKernels: () => false,
}));

describe('without kernels', () => {
  it('nothing of SIFT asks for them', () => {
    expect(hasKernels()).toBe(false);
  });
});

await import('./sift.test.js');
await import('./describe-keypoints.test.js');
await import('./rootsift.test.js');
