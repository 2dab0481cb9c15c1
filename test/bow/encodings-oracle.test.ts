import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { PrincipalComponents, responsibilities, trainGaussianMixture } from '../../src/bow/index.js';
import { takeRows } from '../../src/core/ndarray.js';
import { type SiftOptions, sift } from '../../src/features/index.js';
import { rootSift } from '../../src/features/rootsift.js';
import { writeNpz } from '../../src/formats/npz.js';
import { itWithOracle, python } from '../helpers/oracle.js';
import { pattern } from '../models/helpers/patterns.js';
import { expectAllClose } from './helpers/encodings-golden.js';

const dense: SiftOptions = { detector: 'dense', step: 4 };
const descriptors = rootSift(sift(pattern(2, 5, 128), dense).descriptors);
const few = takeRows(
  descriptors,
  Int32Array.from({ length: 60 }, (_, i) => 7 * i),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('real RootSIFT', () => {
  itWithOracle("has scikit-learn's principal components and responsibilities", 'sklearn', async () => {
    const components = PrincipalComponents.fit(descriptors, { dimensions: 24, whiten: true });
    const projected = components.project(descriptors);
    const { mixture } = trainGaussianMixture(projected, { gaussians: 12, seed: 1 });
    const file = join(folder, 'real.npz');
    const { weights, means, variances } = mixture;
    await writeFile(
      file,
      writeNpz({ descriptors, few, means, variances, weights: { data: weights, shape: [12] } }),
    );
    const theirs = JSON.parse(python(PROGRAM, [file])) as Record<string, number[]>;
    expectAllClose(components.variances, theirs.variances!, 1e-6 * theirs.variances![0]!);
    // An axis and its opposite are as good.
    expectAllClose(components.project(few).data.map(Math.abs), theirs.projected!, 2e-5);
    const ours = responsibilities(mixture, components.project(few));
    expectAllClose(ours.shares, theirs.shares!, 2e-5);
  });
});

const PROGRAM = `
import json, sys
import numpy as np
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture
given = {name: values.astype(np.float64) for name, values in np.load(sys.argv[1]).items()}
pca = PCA(24, whiten=True, svd_solver='full').fit(given['descriptors'])
projected = pca.transform(given['few'])
own = (given['few'] - pca.mean_) @ pca.components_.T / np.sqrt(pca.explained_variance_)
turned = pca.components_[np.arange(24), np.abs(pca.components_).argmax(1)] < 0
mixture = GaussianMixture(12, covariance_type='diag')
mixture.weights_, mixture.means_, mixture.covariances_ = given['weights'], given['means'], given['variances']
mixture.precisions_cholesky_ = 1 / np.sqrt(given['variances'])
shares = mixture.predict_proba(np.where(turned, -own, own))
print(json.dumps(dict(
    variances=pca.explained_variance_.tolist(),
    projected=np.abs(projected).ravel().tolist(),
    shares=shares.ravel().tolist())))
`;
