import { lbp } from 'fovea/features';
import { identical } from '../harness/agreement.mjs';

const codes = (points, radius, target) => ({
  id: `lbp-${points}-${radius}-vga`,
  what: `uniform codes of ${points} points at radius ${radius}`,
  inputs: { grey: 'grey-vga' },
  ours: ({ grey }) => lbp(grey, { points, radius, method: 'uniform' }),
  values: (codes) => codes,
  peers: [
    {
      name: 'scikit-image',
      target,
      agreement: identical,
      call: `skimage.feature.local_binary_pattern(grey, ${points}, ${radius}, 'uniform')`,
      values: 'result',
    },
  ],
});

/** Local binary patterns of a grey image. */
export default [codes(8, 1, 2.5), codes(16, 2, 4), codes(24, 3, 4)];
