import { buildNetwork, builtinEngine, losses, minimise, oneHot, onnxRuntimeEngine, Session } from 'fovea/nn';
import { incomparable } from '../harness/agreement.mjs';
import { architectureOf, hasOnnxRuntime, networks, seed } from '../harness/networks.mjs';

const threads = 2;
const rate = 0.01;

/** Expects that numbers differ by at most a millionth of the largest. */
function withinAMillionth(ours, theirs) {
  const largest = theirs.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const greatest = theirs.data.reduce((most, value, i) => Math.max(most, Math.abs(value - ours.data[i])), 0);
  const relative = greatest / largest;
  return { exact: `max relative difference ${relative.toPrecision(2)}`, exactMet: relative <= 1e-6 };
}

/** The same networks in PyTorch. */
const models = {
  'mlp-sigmoid': 'nn.Flatten(), nn.Linear(784, 200), nn.Sigmoid(), nn.Linear(200, 10), nn.Sigmoid()',
  'mlp-relu':
    'nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10)',
  lenet: `
    nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
    nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)`,
  // PyTorch divides alpha by the window's size, the paper does not.
  alexnet: `
    nn.Conv2d(3, 96, 11, stride=4), nn.ReLU(), nn.LocalResponseNorm(5, alpha=5e-4, k=2), nn.MaxPool2d(3, 2),
    nn.Conv2d(96, 256, 5, padding=2), nn.ReLU(), nn.LocalResponseNorm(5, alpha=5e-4, k=2), nn.MaxPool2d(3, 2),
    nn.Conv2d(256, 384, 3, padding=1), nn.ReLU(), nn.Conv2d(384, 384, 3, padding=1), nn.ReLU(),
    nn.Conv2d(384, 256, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2), nn.Flatten(),
    nn.Linear(9216, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, 1000)`,
};

const setupOf = (id) => `
import torch
from torch import nn
torch.set_num_threads(${threads})
model = nn.Sequential(${models[id]})
if "weights" in globals():
    at = 0
    with torch.no_grad():
        for p in model.parameters():
            own = torch.from_numpy(weights[at:at + p.numel()])
            p.copy_(own.reshape(p.shape[::-1]).T if p.dim() == 2 else own.reshape(p.shape))
            at += p.numel()
x = torch.from_numpy(images)
labels = torch.arange(len(x)) % ${networks[id].outputs}
`;

const trainInPython = (id) => `${setupOf(id)}
optimizer = torch.optim.SGD(model.parameters(), lr=${rate}, momentum=0.9)
wanted = nn.functional.one_hot(labels, ${networks[id].outputs}).float()
first = []

def run():
    optimizer.zero_grad()
    output = model(x)
    loss = ${networks[id].loss ? 'nn.functional.mse_loss(output, wanted)' : 'nn.functional.cross_entropy(output, labels)'}
    loss.backward()
    optimizer.step()
    if len(first) < 2:
        first.append(loss.item())
    return first
`;

const forwardInPython = (id) => `${setupOf(id)}
def run():
    with torch.no_grad():
        return model(x).numpy()
`;

/** Training steps one after another, on one batch; what is compared are the losses of the first two. */
function trainer(network, engine) {
  const { batch, outputs, loss: lossName = 'softmax-cross-entropy' } = network;
  const { graph, input, output } = buildNetwork(architectureOf(network), { batch, training: true });
  const labels = graph.placeholder('labels', [batch], 'int32');
  const rates = graph.placeholder('rate', []);
  const loss = losses[lossName].value(output, oneHot(labels, outputs));
  const { updates } = minimise(loss, rates, { optimizer: 'momentum' });
  const session = new Session({ engine, seed });
  const first = [];
  return async ({ images }) => {
    const feeds = new Map([
      [input, images.data],
      [labels, Int32Array.from({ length: batch }, (_, i) => i % outputs)],
      [rates, Float32Array.of(rate)],
    ]);
    const [found] = await session.run([loss], { feeds, updates });
    if (first.length < 2) first.push(found[0]);
    return { data: first, shape: [2] };
  };
}

/** Answers to one batch. */
function asker(network, engine) {
  const { batch, outputs } = network;
  const { input, output } = buildNetwork(architectureOf(network), { batch });
  const session = new Session({ engine, seed });
  return async ({ images }) => {
    const [data] = await session.run([output], { feeds: new Map([[input, images.data]]) });
    return { data, shape: [batch, outputs] };
  };
}

/** What is done with a network: how we do it, and how Python does. */
const tasks = {
  train: { what: 'a training step with momentum', prepare: trainer, setup: trainInPython },
  forward: { what: 'answers', prepare: asker, setup: forwardInPython },
};

/** The engines: what follows in an id, and how one is had. */
const engines = {
  ...(hasOnnxRuntime && {
    '': async () => onnxRuntimeEngine(await import('onnxruntime-node'), { threads }),
  }),
  '-builtin': async () => builtinEngine(),
};

/** The greatest ratios: ONNX Runtime training and forward, and the built-in engine training. */
const targets = {
  'mlp-sigmoid': { train: 0.7, forward: 0.6, 'train-builtin': 1.2 },
  'mlp-relu': { train: 0.7, forward: 0.6, 'train-builtin': 1.2 },
  lenet: { train: 0.8, forward: 0.6, 'train-builtin': 2 },
  alexnet: { train: 1, forward: 0.6 },
};

/** AlexNet's weights would be a file of 244 MB. */
const hasOwnWeights = (id) => id === 'alexnet';

function networkCase(id, task, ending) {
  const network = networks[id];
  const { what, prepare, setup } = tasks[task];
  let run;
  return {
    id: `nn-${id}-${task}${ending}`,
    what: `${what}, ${network.batch} images of ${network.shape.join('×')}, ${threads} threads`,
    inputs: {
      images: `uniform-${[network.batch, ...network.shape].join('x')}`,
      ...(!hasOwnWeights(id) && { weights: `weights-${id}` }),
    },
    threads,
    lowerIsBetter: true,
    ours: async (inputs) => {
      run ??= prepare(network, await engines[ending]());
      return run(inputs);
    },
    values: (result) => result,
    peers: [
      {
        name: 'pytorch',
        target: targets[id][`${task}${ending}`] ?? null,
        agreement: hasOwnWeights(id) ? incomparable('weights of their own') : withinAMillionth,
        setup: setup(id),
        call: 'run()',
        values: 'np.asarray(result)',
      },
    ],
  };
}

/** Networks beside PyTorch: each engine's training steps and answers. */
export default Object.keys(networks).flatMap((id) =>
  Object.keys(tasks).flatMap((task) => Object.keys(engines).map((ending) => networkCase(id, task, ending))),
);
