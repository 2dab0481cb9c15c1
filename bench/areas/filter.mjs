import { correlate, gaussianBlur, namedKernel } from 'fovea/image';
import { identical, measured, within } from '../harness/agreement.mjs';
import { asArray } from '../harness/inputs.mjs';
import { opencvJsFilter } from '../harness/opencv-js.mjs';
import { withReused } from '../harness/reused.mjs';

const sigma = 1.6;
const gaussian = namedKernel('gaussian', { sigma });
const emboss = namedKernel('emboss');
/** No outer products, so that they cannot be filtered as rows and columns. */
const uneven = (size) =>
  Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => Math.cos(3 * i * i + 5 * j + i * j)),
  );

const rowsOf = ({ data, shape: [height, width] }) =>
  Array.from({ length: height }, (_, i) => Array.from(data.subarray(i * width, (i + 1) * width)));

const filter = ({ id, what, input, kernel, output, peers }) => ({
  id,
  what,
  inputs: { image: input },
  ours: ({ image }, options) => correlate(image, kernel, { output, ...options }),
  values: asArray,
  peers,
});

const blurInOpencv = (target, agreement) => ({
  name: 'opencv',
  target,
  agreement,
  call: `cv2.GaussianBlur(image, (11, 11), ${sigma})`,
  values: 'result',
});

const blurInJavaScript = [
  opencvJsFilter('image', (cv, from, to) => cv.GaussianBlur(from, to, new cv.Size(11, 11), sigma), within(1)),
  {
    name: 'jsfeat',
    target: 5,
    agreement: measured,
    prepare({ imgproc, matrix_t, U8_t, C1_t }, { image }) {
      const [from, to] = [0, 1].map(() => new matrix_t(image.width, image.height, U8_t | C1_t));
      from.data.set(image.data);
      return {
        call: () => imgproc.gaussian_blur(from, to, 11, sigma),
        values: () => ({ data: to.data.subarray(0, image.data.length), shape: [] }),
      };
    },
  },
  {
    name: 'image-js',
    target: 5,
    agreement: measured,
    prepare({ Image, gaussianBlur }, { image }) {
      const from = new Image(image.width, image.height, { data: image.data, colorModel: 'GREY' });
      return {
        call: () => gaussianBlur(from, { sigma, size: 11, borderType: 'reflect101' }),
        values: (result) => ({ data: result.getRawImage().data, shape: [] }),
      };
    },
  },
];

const blur = (size, peers) => ({
  id: `gaussian-u8-${size}`,
  what: `Gaussian of σ ${sigma}, 11×11, 8-bit to 8-bit`,
  inputs: { image: `grey-${size}` },
  ours: ({ image }, options) => gaussianBlur(image, { sigma, size: 11, ...options }),
  values: asArray,
  peers: [blurInOpencv(0.9, identical), ...peers],
});

const filter2d = ({ kernel, target, agreement }) => {
  const weights = JSON.stringify(kernel);
  return [
    {
      name: 'opencv',
      target,
      agreement,
      setup: `kernel = np.array(${weights}, np.float32)`,
      call: 'cv2.filter2D(image, -1, kernel)',
      values: 'result',
    },
    {
      ...opencvJsFilter('image', () => {}, agreement),
      prepare(cv, inputs) {
        const matrix = cv.matFromArray(kernel.length, kernel.length, cv.CV_32F, kernel.flat());
        const fill = (_cv, from, to) => cv.filter2D(from, to, -1, matrix);
        return opencvJsFilter('image', fill, agreement).prepare(cv, inputs);
      },
    },
  ];
};

const embossed = (size) =>
  filter({
    id: `convolve-3x3-u8-${size}`,
    what: 'a 3×3 kernel of integers (emboss), 8-bit to 8-bit',
    input: `grey-${size}`,
    kernel: emboss,
    output: 'uint8',
    peers: filter2d({ kernel: rowsOf(emboss), target: 1, agreement: identical }),
  });

const floats = (size) =>
  filter({
    id: `convolve-${size}x${size}-f32-vga`,
    what: `a ${size}×${size} kernel that is no outer product, float32 (0–255) to float32`,
    input: 'float-vga',
    kernel: uneven(size),
    output: 'float32',
    peers: filter2d({ kernel: uneven(size), target: 0.7, agreement: within(1e-3) }),
  });

/** Gaussian blur and convolution of a grey image, borders reflected (reflect-101). */
export default [
  blur('vga', blurInJavaScript),
  blur('12mp', []),
  filter({
    id: 'gaussian-f32-vga',
    what: `Gaussian of σ ${sigma}, 11×11, float32 (0–255) to float32`,
    input: 'float-vga',
    kernel: gaussian,
    output: 'float32',
    peers: [blurInOpencv(0.7, within(1e-3))],
  }),
  embossed('vga'),
  embossed('12mp'),
  floats(3),
  floats(5),
].flatMap(withReused);
