import colour from './areas/colour.mjs';
import encodings from './areas/encodings.mjs';
import fast from './areas/fast.mjs';
import filter from './areas/filter.mjs';
import fmp from './areas/fmp.mjs';
import hog from './areas/hog.mjs';
import kmeans from './areas/kmeans.mjs';
import lbp from './areas/lbp.mjs';
import linearSvm from './areas/linear-svm.mjs';
import nn from './areas/nn.mjs';
import pipeline from './areas/pipeline.mjs';
import sift from './areas/sift.mjs';

/**
 * What is measured on both sides. One more area is one file in areas/ and one line here.
 *
 * @typedef {object} BenchCase
 * @property {string} id the rows' id; `--only` takes its beginning
 * @property {string} what one line for the table
 * @property {Record<string, string>} inputs by what name both sides know each input (see harness/inputs.mjs)
 * @property {number} [threads] of the Python peers; 1
 * @property {boolean} [lowerIsBetter] the ratio is our time ÷ theirs, and targets are the greatest; else theirs ÷ ours
 * @property {(inputs: object) => unknown} ours public functions of Fovea, and nothing else; may return a promise
 * @property {(result: any) => { data: ArrayLike<number>, shape: readonly number[] }} values what is compared
 * @property {readonly (PythonCase | JavaScriptCase)[]} peers the one that matters most first
 *
 * @typedef {object} PeerCase
 * @property {string} name
 * @property {number | null} target the least ratio, their time ÷ ours; where lower is better the greatest, ours ÷ theirs
 * @property {(ours: object, theirs: object) => import('./harness/agreement.mjs').Agreement} agreement
 *
 * @typedef {PeerCase & { setup?: string, call: string, values?: string }} PythonCase Python that runs once; the
 * expression that is measured; the array of what it gave, `result`. Inputs, `np`, `cv2`, `skimage`, `faiss` and `sklearn` are there.
 *
 * @typedef {PeerCase & { prepare: (library: any, inputs: object) => { call: () => unknown, values?: Function } }} JavaScriptCase
 *
 * @type {readonly BenchCase[]}
 */
export const cases = [
  fast,
  sift,
  hog,
  lbp,
  filter,
  colour,
  encodings,
  linearSvm,
  pipeline,
  kmeans,
  nn,
  fmp,
].flat();
