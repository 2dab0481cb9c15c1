import { linearSvmClassifier } from 'fovea/classify';

const epochs = 50;
const C = 0.01;

/** Both minimise ½‖w‖² + ½b² + C Σ max(0, 1 − sign · decision)², in as many passes over the same float32 samples. */
const scikitLearn = {
  name: 'scikit-learn',
  target: 3,
  agreement(ours, theirs) {
    const difference = Math.abs(ours.data[0] / theirs.data[0] - 1);
    return {
      exact: `objective within ${Number((100 * difference).toPrecision(2))}%`,
      exactMet: difference <= 1e-3,
    };
  },
  setup: `
from sklearn.svm import LinearSVC
import warnings
warnings.filterwarnings('ignore')
x = rows.astype(np.float64)
signs = 2 * labels - 1

def objective(machine):
    loss = np.maximum(0, 1 - signs * machine.decision_function(x)) ** 2
    return [(np.sum(machine.coef_ ** 2) + machine.intercept_[0] ** 2) / 2 + ${C} * np.sum(loss)]
`,
  call: `LinearSVC(C=${C}, dual=True, tol=1e-12, max_iter=${epochs}, random_state=0).fit(x, labels)`,
  values: 'objective(result)',
};

async function trained({ rows, labels }) {
  const classifier = linearSvmClassifier.create({
    C,
    scaling: 'none',
    tolerance: 1e-12,
    maxIterations: epochs,
  });
  await classifier.fit(rows, labels.data);
  return { classifier, rows, labels };
}

function objective({ classifier, rows, labels }) {
  const { tensors } = classifier.state();
  const weights = tensors['model/machines/weights'].data;
  const intercept = tensors['model/machines/intercepts'].data[0];
  let value = weights.reduce((sum, weight) => sum + weight ** 2, intercept ** 2) / 2;
  for (const [i, label] of labels.data.entries()) {
    const decision = weights.reduce(
      (sum, weight, j) => sum + weight * rows.data[i * weights.length + j],
      intercept,
    );
    value += C * Math.max(0, 1 - (2 * label - 1) * decision) ** 2;
  }
  return { data: [value], shape: [1] };
}

/** Linear support vector machine for two classes: checks, copies and all passes over the samples. */
export default [
  {
    id: 'linear-svm-2000x500',
    what: `squared hinge loss, C ${C}, ${epochs} passes over 2,000 samples of 500 numbers`,
    inputs: { rows: 'classes-2000x500', labels: 'classes-2000x500-labels' },
    ours: trained,
    values: objective,
    peers: [scikitLearn],
  },
];
