import { encodeWords, fisherVector, GaussianMixture, Vocabulary, vlad } from 'fovea/bow';
import { identical, within } from '../harness/agreement.mjs';

const GAUSSIANS = 64;
const VARIANCE = 0.004;

/** Rows of an input that Python has as a matrix. */
const matrix = ({ data, width, height }) => ({ data, shape: [height, width] });

/** Made from the words of an input when first asked for. */
const made = new Map();
function once(words, make) {
  if (!made.has(words)) made.set(words, make(matrix(words)));
  return made.get(words);
}
const vocabularyOf = (words) => once(words, (centroids) => new Vocabulary({ centroids }));
const mixtureOf = (words) =>
  once(
    words,
    ({ data, shape }) =>
      new GaussianMixture({
        weights: new Float64Array(GAUSSIANS).fill(1 / GAUSSIANS),
        means: { data: Float64Array.from(data), shape },
        variances: { data: new Float64Array(data.length).fill(VARIANCE), shape },
      }),
  );

const asRow = (vector) => ({ data: vector, shape: [vector.length] });

/** Vectors of 1000 descriptors of one image, with words or Gaussians that are there already. */
export default [
  {
    id: 'bag-1000x200',
    what: '1000 descriptors of 128 numbers counted for the nearest of 200 words',
    inputs: { descriptors: 'descriptors-1000x128', words: 'descriptors-200x128' },
    ours: ({ descriptors, words }) => encodeWords(vocabularyOf(words), matrix(descriptors), { norm: 'none' }),
    values: asRow,
    peers: [
      {
        name: 'opencv',
        target: 1,
        agreement: identical,
        setup: 'matcher = cv2.BFMatcher(cv2.NORM_L2)',
        call: 'np.bincount([match.trainIdx for match in matcher.match(descriptors, words)], minlength=200)',
        values: 'result.astype(np.float32)',
      },
    ],
  },
  {
    id: 'vlad-1000x64',
    what: '1000 descriptors of 128 numbers, 64 words, signed square roots, length 1',
    inputs: { descriptors: 'descriptors-1000x128', words: 'descriptors-64x128' },
    ours: ({ descriptors, words }) =>
      vlad(vocabularyOf(words), matrix(descriptors), { intraNorm: false, power: 0.5 }),
    values: asRow,
    peers: [
      {
        name: 'numpy',
        target: 1,
        agreement: within(1e-5),
        setup: `
def vlad(x, c):
    nearest = ((c * c).sum(1) - 2 * x @ c.T).argmin(1)
    sums = np.stack([(x[nearest == k] - c[k]).sum(0) for k in range(len(c))])
    sums = np.sign(sums) * np.sqrt(np.abs(sums))
    return (sums / np.linalg.norm(sums)).ravel()
`,
        call: 'vlad(descriptors, words)',
        values: 'result',
      },
    ],
  },
  {
    id: 'fisher-1000x64',
    what: '1000 descriptors of 64 numbers, 64 Gaussians: gradients by means and deviations',
    inputs: { descriptors: 'descriptors-1000x64', words: 'descriptors-64x64' },
    ours: ({ descriptors, words }) =>
      fisherVector(mixtureOf(words), matrix(descriptors), { power: 1, encodingNorm: 'none' }),
    values: asRow,
    peers: [
      {
        name: 'scikit-image',
        target: 1,
        agreement: within(1e-5),
        setup: `
from sklearn.mixture import GaussianMixture
gaussians = GaussianMixture(${GAUSSIANS}, covariance_type='diag')
gaussians.weights_ = np.full(${GAUSSIANS}, 1 / ${GAUSSIANS})
gaussians.means_ = words.astype(np.float64)
gaussians.covariances_ = np.full(words.shape, ${VARIANCE})
gaussians.precisions_cholesky_ = 1 / np.sqrt(gaussians.covariances_)
skimage.feature.fisher_vector(descriptors, gaussians)
signs = np.repeat([1, -1], words.size)
`,
        call: 'skimage.feature.fisher_vector(descriptors, gaussians)',
        // It has the gradients by weights, too, in front, and those by deviations with the opposite sign.
        values: `signs * result[${GAUSSIANS}:]`,
      },
    ],
  },
];
