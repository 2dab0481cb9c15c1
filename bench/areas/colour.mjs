import { colourHistogram } from 'fovea/features';
import { rgbToHsv, rgbToLab, toGrey } from 'fovea/image';
import { identical, measured } from '../harness/agreement.mjs';
import { asArray } from '../harness/inputs.mjs';
import { matOf, opencvJsFilter } from '../harness/opencv-js.mjs';
import { withReused } from '../harness/reused.mjs';

const conversion = ({ name, size, code, ours, target, peers = [] }) => ({
  id: `${name}-${size}`,
  what: `8-bit RGB by COLOR_${code}`,
  inputs: { rgb: `rgb-${size}` },
  ours: ({ rgb }, options) => ours(rgb, options),
  values: asArray,
  peers: [
    {
      name: 'opencv',
      target,
      agreement: identical,
      call: `cv2.cvtColor(rgb, cv2.COLOR_${code})`,
      values: 'result',
    },
    ...peers,
  ],
});

const opencvJs = (code) =>
  opencvJsFilter('rgb', (cv, from, to) => cv.cvtColor(from, to, cv[`COLOR_${code}`]), identical);

const greyPeers = [
  opencvJs('RGB2GRAY'),
  {
    name: 'jsfeat',
    target: 5,
    agreement: measured,
    prepare({ imgproc, matrix_t, U8_t, C1_t, COLOR_RGB2GRAY }, { rgb }) {
      const grey = new matrix_t(rgb.width, rgb.height, U8_t | C1_t);
      return {
        call: () => imgproc.grayscale(rgb.data, rgb.width, rgb.height, grey, COLOR_RGB2GRAY),
        values: () => ({ data: grey.data.subarray(0, rgb.width * rgb.height), shape: [] }),
      };
    },
  },
  {
    name: 'image-js',
    target: 5,
    agreement: measured,
    prepare({ Image, grey }, { rgb }) {
      const image = new Image(rgb.width, rgb.height, { data: rgb.data, colorModel: 'RGB' });
      return {
        call: () => grey(image, { algorithm: 'luma601' }),
        values: (result) => ({ data: result.getRawImage().data, shape: [] }),
      };
    },
  },
];

const histogram = (id, { space, toSpace, ranges }, peers = []) => ({
  id,
  what: `joint counts of 8×8×8 colours in ${space.toUpperCase()}`,
  inputs: { rgb: 'rgb-vga' },
  ours: ({ rgb }) => colourHistogram(rgb, { space, norm: 'none' }),
  values: (counts) => ({ data: counts, shape: [counts.length] }),
  peers: [
    {
      name: 'opencv',
      target: 1,
      agreement: identical,
      call: `cv2.calcHist([${toSpace}], [0, 1, 2], None, [8, 8, 8], ${ranges})`,
      values: 'result.ravel()',
    },
    ...peers,
  ],
});

const grey = (rgb, options) => toGrey(rgb, 'bt601', options);

const conversions = [
  conversion({ name: 'grey', size: 'vga', code: 'RGB2GRAY', ours: grey, target: 1, peers: greyPeers }),
  conversion({ name: 'grey', size: '12mp', code: 'RGB2GRAY', ours: grey, target: 1 }),
  conversion({
    name: 'hsv',
    size: 'vga',
    code: 'RGB2HSV',
    ours: rgbToHsv,
    target: 0.9,
    peers: [opencvJs('RGB2HSV')],
  }),
  conversion({
    name: 'lab',
    size: 'vga',
    code: 'RGB2Lab',
    ours: rgbToLab,
    target: null,
    peers: [opencvJs('RGB2Lab')],
  }),
].flatMap(withReused);

const histograms = [
  histogram('histogram-8x8x8-vga', { space: 'rgb', toSpace: 'rgb', ranges: '[0, 256] * 3' }, [
    {
      name: 'opencv.js',
      target: 5,
      agreement: identical,
      prepare(cv, { rgb }) {
        const images = new cv.MatVector();
        images.push_back(matOf(cv, rgb));
        const [none, counts] = [new cv.Mat(), new cv.Mat()];
        const ranges = [0, 256, 0, 256, 0, 256];
        return {
          call: () => cv.calcHist(images, [0, 1, 2], none, counts, [8, 8, 8], ranges),
          values: () => ({ data: counts.data32F, shape: [] }),
        };
      },
    },
  ]),
  histogram('histogram-8x8x8-hsv-vga', {
    space: 'hsv',
    toSpace: 'cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)',
    ranges: '[0, 180, 0, 256, 0, 256]',
  }),
];

/** Colour conversions and colour histograms. */
export default [...conversions, ...histograms];
