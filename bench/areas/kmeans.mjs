import { kMeans, kMeansInBands } from 'fovea/bow';
import { bandsInWorkers } from 'fovea/extract';

const threads = 2;

/** The objective of the same clustering problem, the lower the better: ours may be higher by a thousandth. */
function sameObjective(ours, theirs) {
  const ratio = ours.data[0] / theirs.data[0];
  return { exact: `objective ${ratio.toFixed(5)} of theirs`, exactMet: ratio <= 1.001 };
}

/** Clusters the same points from the same centroids, as often; `objective` measures what came of it. */
const faiss = ({ words, iterations, target }) => ({
  name: 'faiss',
  target,
  agreement: sameObjective,
  setup: `
floats = points.astype(np.float32)
faiss.omp_set_num_threads(${threads})

def run():
    kmeans = faiss.Kmeans(128, ${words}, niter=${iterations}, max_points_per_centroid=10**9)
    kmeans.train(floats, init_centroids=start)
    return kmeans.centroids

def objective(centroids):
    index = faiss.IndexFlatL2(128)
    index.add(centroids)
    return index.search(floats, 1)[0].sum(dtype=np.float64)
`,
  call: 'run()',
  values: 'np.array([objective(result)])',
});

const scikitLearn = ({ words, iterations }) => ({
  name: 'scikit-learn',
  target: null,
  agreement: sameObjective,
  setup: `
floats = points.astype(np.float32)

def run():
    kmeans = sklearn.cluster.KMeans(${words}, init=start, n_init=1, max_iter=${iterations}, tol=0, algorithm="lloyd")
    return kmeans.fit(floats)
`,
  call: 'run()',
  values: 'np.array([result.inertia_])',
});

const mlKMeans = ({ words, iterations, target }) => ({
  name: 'ml-kmeans',
  target,
  agreement: sameObjective,
  prepare({ kmeans }, { points, start }) {
    const data = rowsOf(points);
    const initialization = rowsOf(start);
    return {
      call: () => kmeans(data, words, { initialization, maxIterations: iterations, tolerance: 0 }),
      values: ({ centroids }) => ({ data: [objective(points, { centroids, words })], shape: [1] }),
    };
  },
});

const rowsOf = ({ data, shape: [count, length] }) =>
  Array.from({ length: count }, (_, i) => Array.from(data.subarray(i * length, (i + 1) * length)));

/** Of centroids as they are: one more assignment, and no further step. */
function objective(points, { centroids, words }) {
  const start = { data: Float32Array.from(centroids.flat()), shape: [words, points.shape[1]] };
  return kMeans(points, { words, start, maxIterations: 0 }).inertia;
}

const clustering = ({ id, points, words, iterations, peers, one = false }) => ({
  id: `kmeans-${id}`,
  what: `${points.startsWith('rootsift') ? 'RootSIFT, float32' : 'SIFT, uint8'}, ${points.split('-')[1]} × 128, ${words} words, ${iterations} iterations from the same centroids, ${one ? 'one thread' : `${threads} threads, started within the time`}`,
  inputs: { points, start: `start-${words}-${points}` },
  threads: one ? 1 : threads,
  ours({ points, start }) {
    const options = { words, start, maxIterations: iterations, tolerance: 0 };
    return one
      ? kMeans(points, options)
      : kMeansInBands(points, { ...options, openBands: bandsInWorkers(threads) });
  },
  values: ({ inertia }) => ({ data: [inertia], shape: [1] }),
  peers,
});

const [few, more, many] = [
  { words: 256, iterations: 20 },
  { words: 1024, iterations: 12 },
  { words: 4096, iterations: 8 },
];
const small = { words: 256, iterations: 5 };

/** k-means of SIFT descriptors of drawn scenes. */
export default [
  clustering({
    id: '256',
    points: 'sift-200k',
    ...few,
    peers: [faiss({ ...few, target: 2 }), scikitLearn(few)],
  }),
  clustering({ id: '1024', points: 'sift-200k', ...more, peers: [faiss({ ...more, target: 2 })] }),
  clustering({ id: '4096', points: 'sift-200k', ...many, peers: [faiss({ ...many, target: 2 })] }),
  clustering({
    id: 'f32-256',
    points: 'rootsift-200k',
    ...few,
    peers: [faiss({ ...few, target: 0.9 }), scikitLearn(few)],
  }),
  clustering({
    id: 'small',
    points: 'sift-20k',
    ...small,
    one: true,
    peers: [mlKMeans({ ...small, target: 40 })],
  }),
];
