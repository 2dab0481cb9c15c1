import { hog } from 'fovea/features';
import { incomparable, within } from '../harness/agreement.mjs';

const scikitImage = ({ pixelsPerCell, cellsPerBlock }) => ({
  name: 'scikit-image',
  target: 100,
  agreement: within(1e-6),
  setup: `cells = dict(pixels_per_cell=(${pixelsPerCell},) * 2, cells_per_block=(${cellsPerBlock},) * 2)`,
  call: 'skimage.feature.hog(grey, orientations=9, **cells)',
  values: 'result',
});

/** The same number of values from the same cells, but interpolated and weighted, so that they are others. */
const opencv = {
  name: 'opencv',
  target: null,
  agreement: incomparable('other features: interpolated votes'),
  setup: 'descriptor = cv2.HOGDescriptor(grey.shape[::-1], (16, 16), (8, 8), (8, 8), 9)',
  call: 'descriptor.compute(grey)',
};

const description = (size, options, peers) => ({
  id: `hog-${size}`,
  what: `9 orientations, cells of ${options.pixelsPerCell}×${options.pixelsPerCell} pixels, blocks of ${options.cellsPerBlock}×${options.cellsPerBlock} cells, L2-Hys`,
  inputs: { grey: `grey-${size}` },
  ours: ({ grey }) => hog(grey, options),
  values: (blocks) => blocks,
  peers: [scikitImage(options), ...peers],
});

const usual = { pixelsPerCell: 8, cellsPerBlock: 2 };

/** HOG of a grey image. The patch gives 2916 values. */
export default [
  description('vga', usual, [opencv]),
  description('12mp', usual, []),
  description('32x32', { pixelsPerCell: 3, cellsPerBlock: 2 }, []),
];
