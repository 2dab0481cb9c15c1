import { extractBatch } from 'fovea/extract';
import { findExtractor } from 'fovea/features';
import { incomparable, within } from '../harness/agreement.mjs';
import { keypointRows, sameKeypoints } from '../harness/keypoint-agreement.mjs';

const workers = 2;

/** Ours: the batch that `fovea extract` runs, its results gathered in order in memory. */
async function extractAll(paths, { feature, options }) {
  const gathered = [];
  const sink = {
    write: async (_path, features) => void gathered.push(features),
    commit: async () => {},
    abort: async () => {},
  };
  await extractBatch(paths, sink, { extractor: findExtractor(feature), options, workers });
  return gathered;
}

/**
 * Theirs: two processes, forked from one that has everything loaded, and kept from batch to batch, as our threads are.
 * Results are gathered in order in the parent; keypoints, which cannot be sent, as arrays.
 */
const pool = `
import multiprocessing

processes = None

def read(path):
    return cv2.cvtColor(cv2.imread(path), cv2.COLOR_BGR2GRAY)

def run():
    global processes
    # Not before everything is defined that they fork with.
    processes = processes or multiprocessing.get_context("fork").Pool(${workers})
    return processes.map(describe, paths, chunksize=5)
`;

const describingKeypoints = `
${pool}
sift = cv2.SIFT_create()

def rooted(keypoints, descriptors):
    descriptors /= np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-12)
    places = np.array([(*k.pt, k.size, k.angle) for k in keypoints], np.float32)
    return places, np.sqrt(descriptors, out=descriptors)

def rows(images):
    return np.concatenate([
        np.hstack([np.full((len(places), 1), i, np.float32), places, descriptors])
        for i, (places, descriptors) in enumerate(images)])
`;

const rootSiftOfCorners = `
${describingKeypoints}
from operator import attrgetter
detector = cv2.FastFeatureDetector_create(20)

def describe(path):
    grey = read(path)
    corners = sorted(detector.detect(grey), key=attrgetter("response"), reverse=True)[:500]
    for corner in corners:
        corner.size, corner.angle = 16 / 6, 0
    return rooted(*sift.compute(grey, corners))
`;

const rootSiftOfExtrema = `
${describingKeypoints}
def describe(path):
    return rooted(*sift.detectAndCompute(read(path), None))
`;

const opencvHog = (grey) => `
${pool}
hog = cv2.HOGDescriptor((640, 480), (16, 16), (8, 8), (8, 8), 9)
def describe(path):
    return hog.compute(${grey})
`;

const scikitImageHog = `
${pool}
def describe(path):
    return skimage.feature.hog(read(path), orientations=9, pixels_per_cell=(8, 8), cells_per_block=(2, 2))
`;

const python = (name, setup, { target, agreement, values }) => ({
  name,
  target,
  agreement,
  setup,
  call: 'run()',
  values,
});

const pipeline = ({ id, what, batch, values, peers }) => ({
  id: `pipeline-${id}`,
  what: `100 JPEGs of 640×480, ${workers} workers: decode, grey, ${what}`,
  inputs: { paths: 'jpegs-vga' },
  ours: ({ paths }) => extractAll(paths, batch),
  values,
  peers,
});

function joined(vectors) {
  const data = new Float32Array(vectors.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const vector of vectors) {
    data.set(vector, at);
    at += vector.length;
  }
  return { data, shape: [data.length] };
}

const others = incomparable('other features, equally many');
const hogs = 'np.stack([values.ravel() for values in result])';
const keypoints = { agreement: sameKeypoints(0.999), values: 'rows(result)' };

/** Whole pipelines, from files to features, on two cores. */
export default [
  pipeline({
    id: 'hog',
    what: 'HOG of 8×8 pixels, 2×2 cells (167,796 values)',
    batch: { feature: 'hog', options: { pixelsPerCell: 8, cellsPerBlock: 2 } },
    values: joined,
    peers: [
      python('opencv', opencvHog('read(path)'), { target: 2, agreement: others }),
      python('opencv (decodes grey only)', opencvHog('cv2.imread(path, cv2.IMREAD_GRAYSCALE)'), {
        target: null,
        agreement: others,
      }),
      python('scikit-image', scikitImageHog, { target: null, agreement: within(1e-6), values: hogs }),
    ],
  }),
  pipeline({
    id: 'fast-rootsift',
    what: 'the 500 strongest FAST corners, upright SIFT of 16×16 pixels, square roots',
    batch: {
      feature: 'rootsift',
      options: { detector: 'fast', fastThreshold: 20, maxKeypoints: 500, upright: true },
    },
    values: keypointRows,
    peers: [python('opencv', rootSiftOfCorners, { target: 1.4, ...keypoints })],
  }),
  pipeline({
    id: 'sift-rootsift',
    what: 'SIFT, square roots',
    batch: { feature: 'rootsift', options: {} },
    values: keypointRows,
    peers: [python('opencv', rootSiftOfExtrema, { target: 1.3, ...keypoints })],
  }),
];
