import { fast } from 'fovea/features';
import { identical, incomparable, measured } from '../harness/agreement.mjs';
import { matOf } from '../harness/opencv-js.mjs';

const threshold = 20;

const opencv = (target) => ({
  name: 'opencv',
  target,
  agreement: identical,
  setup: `detector = cv2.FastFeatureDetector_create(${threshold})`,
  call: 'detector.detect(grey)',
  values: 'np.array([(*point.pt, point.response) for point in result], np.float32).reshape(-1, 3)',
});

const opencvJs = {
  name: 'opencv.js',
  target: 5,
  agreement: identical,
  prepare(cv, { grey }) {
    const [detector, mat] = [new cv.FastFeatureDetector(threshold, true), matOf(cv, grey)];
    const points = new cv.KeyPointVector();
    const values = () =>
      rows(
        Array.from({ length: points.size() }, (_, i) => points.get(i)).map((p) => [
          p.pt.x,
          p.pt.y,
          p.response,
        ]),
      );
    return { call: () => detector.detect(mat, points), values };
  },
};

const jsfeat = {
  name: 'jsfeat',
  target: 5,
  agreement: measured,
  prepare({ matrix_t, keypoint_t, fast_corners, U8_t, C1_t }, { grey }) {
    const mat = new matrix_t(grey.width, grey.height, U8_t | C1_t, {
      u8: grey.data,
      buffer: grey.data.buffer,
    });
    mat.data = grey.data;
    const points = Array.from({ length: 100_000 }, () => new keypoint_t());
    fast_corners.set_threshold(threshold);
    let count = 0;
    return {
      call: () => (count = fast_corners.detect(mat, points, 3)),
      values: () => rows(points.slice(0, count).map(({ x, y, score }) => [x, y, score])),
    };
  },
};

const imageJs = {
  name: 'image-js',
  target: 5,
  agreement: incomparable('other scores, hence other maxima'),
  prepare({ Image, getFastKeypoints }, { grey }) {
    const image = new Image(grey.width, grey.height, { data: grey.data, colorModel: 'GREY' });
    const options = { threshold, nbContiguousPixels: 9, maxNbFeatures: Infinity };
    return { call: () => getFastKeypoints(image, options) };
  },
};

const rows = (points) => ({ data: Float32Array.from(points.flat()), shape: [points.length, 3] });

const detection = (size, peers) => ({
  id: `fast-${size}`,
  what: `corners of arc 9, threshold ${threshold}, with non-maximum suppression`,
  inputs: { grey: `grey-${size}` },
  ours: ({ grey }) => fast(grey, { threshold }),
  values: (keypoints) => rows(keypoints.map(({ x, y, response }) => [x, y, response])),
  peers,
});

/** FAST corners of a grey image. */
export default [detection('vga', [opencv(3), opencvJs, jsfeat, imageJs]), detection('12mp', [opencv(1.5)])];
