import { sift } from 'fovea/features';
import { keypointRows, keypointRowsInPython, sameKeypoints } from '../harness/keypoint-agreement.mjs';

const detectionAndDescription = (size, target) => ({
  id: `sift-${size}`,
  what: 'keypoints and descriptors, default options',
  inputs: { grey: `grey-${size}` },
  ours: ({ grey }) => sift(grey),
  values: (found) => keypointRows([found]),
  peers: [
    {
      name: 'opencv',
      target,
      agreement: sameKeypoints(0.999),
      setup: `${keypointRowsInPython}\ndetector = cv2.SIFT_create()`,
      call: 'detector.detectAndCompute(grey, None)',
      values: 'rows([result])',
    },
  ],
});

/** SIFT of a grey image. */
export default [detectionAndDescription('vga', 1.5), detectionAndDescription('12mp', 3)];
