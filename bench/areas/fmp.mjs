import { ndarray } from 'fovea/core';
import { findNetwork, Network } from 'fovea/nn';
import { incomparable } from '../harness/agreement.mjs';
import { hasOnnxRuntime, seed } from '../harness/networks.mjs';

const threads = 2;
const batch = 100;
const rate = 0.01;
const shape = [1, 28, 28];

/**
 * The network for MNIST in PyTorch, with random regions for every image. Its own FractionalMaxPool2d has pseudorandom
 * windows of two pixels alone, and its step took 121 ms where those below took 100 (disjoint) and 112 (overlapping): what
 * is here is the fastest of six forms of gathering pixels, in channels-last memory. Rectifiers come behind the poolings,
 * which halves their work and changes nothing. Micro-batches gain nothing there.
 *
 * Memory is the C library's, as it comes, which gives pages back after every step; with MALLOC_TRIM_THRESHOLD_ and
 * MALLOC_MMAP_THRESHOLD_ at 2000000000 in the environment the disjoint step takes 102 ms instead of 139.
 */
const inPython = (overlapping) => `
import torch
from torch import nn
from torch.nn import functional as F
torch.set_num_threads(${threads})
torch.manual_seed(${seed})
overlapping = ${overlapping ? 'True' : 'False'}

def pixels(batch, regions, length):
    "All pixels of all regions along one axis, [batch, regions · 2 or 3]: of narrow ones some twice."
    total = length - 1 if overlapping else length
    steps = 1 + (torch.rand(batch, regions).argsort(1) < total - regions).long()
    ends = steps.cumsum(1)
    first = ends - steps
    last = ends if overlapping else ends - 1
    parts = [first, torch.minimum(first + 1, last), last] if overlapping else [first, last]
    return torch.stack(parts, 2).reshape(batch, -1)

class Pooling(nn.Module):
    def __init__(self, side):
        super().__init__()
        self.side = side

    def forward(self, x):
        b, c, h, w = x.shape
        n = self.side
        rows, columns = pixels(b, n, h), pixels(b, n, w)
        flat = x.permute(0, 2, 3, 1)
        places = torch.arange(b)[:, None] * h + rows
        if not overlapping:
            at = (places[:, :, None] * w + columns[:, None, :]).reshape(-1)
            found = F.embedding(at, flat.reshape(-1, c)).reshape(b, 2 * n, 2 * n, c)
            return F.max_pool2d(found.permute(0, 3, 1, 2), 2)
        found = flat.reshape(b * h, w * c).index_select(0, places.reshape(-1)).reshape(b, 3 * n, w, c)
        high = F.max_pool2d(found.permute(0, 3, 1, 2), (3, 1)).permute(0, 2, 3, 1)
        at = (torch.arange(b * n) * w).reshape(b, n, 1) + columns[:, None, :]
        found = high.reshape(-1, c).index_select(0, at.reshape(-1)).reshape(b, n, 3 * n, c)
        return F.max_pool2d(found.permute(0, 3, 1, 2), (1, 3))

layers, channels = [], 1
for i, side in enumerate((25, 17, 11, 7, 4, 2), 1):
    layers += [nn.Conv2d(channels, 32 * i, 2, padding=4 if i == 1 else 0), Pooling(side)]
    layers += [nn.LeakyReLU(0.333, inplace=True), nn.Dropout(0.5 * i / 8)]
    channels = 32 * i
layers += [nn.Conv2d(192, 224, 2), nn.LeakyReLU(0.333), nn.Dropout(0.5 * 7 / 8), nn.Flatten()]
layers += [nn.Linear(224, 256), nn.LeakyReLU(0.333), nn.Dropout(0.5), nn.Linear(256, 10)]
model = nn.Sequential(*layers).to(memory_format=torch.channels_last)
x = torch.from_numpy(images).to(memory_format=torch.channels_last)
labels = torch.arange(len(x)) % 10
`;

const trainInPython = (overlapping) => `${inPython(overlapping)}
optimizer = torch.optim.SGD(model.parameters(), lr=${rate}, momentum=0.9)

def run():
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
`;

const forwardInPython = (overlapping) => `${inPython(overlapping)}
model.eval()

def run():
    with torch.no_grad():
        return model(x).numpy()
`;

const create = (engine, overlapping) =>
  Network.create({
    definition: findNetwork('fmp'),
    task: { inputShape: shape, outputs: 10 },
    options: { overlapping, dropout: 0.5, ...training, microBatch: parts[engine], seed },
    engine,
  });

/** Batches of 100, as the paper has them. */
const training = { batch, optimizer: 'momentum', momentum: 0.9, rate, schedule: 'constant' };

/** Images that are computed at once: on ONNX Runtime parts are faster and take less memory. 0: all of them. */
const parts = { onnxruntime: 25, builtin: 0 };

/** A training whose one epoch has no end: each call gives it a batch and waits for the step. */
async function trainer(network) {
  const waiting = [];
  let wake = () => {};
  let stepDone = () => {};
  async function* batches() {
    for (;;) {
      if (waiting.length === 0) await new Promise((resolve) => (wake = resolve));
      yield waiting.shift();
    }
  }
  const source = { size: Number.MAX_SAFE_INTEGER, batches };
  const training = network.fit(source, { onStep: () => stepDone() });
  const targets = Int32Array.from({ length: batch }, (_, i) => i % 10);
  return ({ images }) => {
    const step = new Promise((resolve) => (stepDone = resolve));
    waiting.push({ inputs: images.data, targets, count: batch });
    wake();
    return Promise.race([step, training]);
  };
}

/** Answers to one batch. */
async function asker(network) {
  return ({ images }) => network.predictProba(ndarray(images.data, images.shape));
}

/** What is done: how we do it, and how Python does. */
const tasks = {
  train: {
    what: 'a training step with momentum, dropout and fresh regions',
    prepare: trainer,
    setup: trainInPython,
  },
  forward: { what: 'answers with fresh regions', prepare: asker, setup: forwardInPython },
};

/** What follows in an id, and the engine: first the one that is taken by default, and is the faster one here. */
const engines = { '': 'builtin', ...(hasOnnxRuntime && { '-onnxruntime': 'onnxruntime' }) };

/** The greatest ratios. */
const targets = { 'disjoint-train': 0.65, 'overlapping-train': 0.8 };

function fmpCase(regions, task, ending) {
  const { what, prepare, setup } = tasks[task];
  const overlapping = regions === 'overlapping';
  let run;
  return {
    id: `fmp-${regions}-${task}${ending}`,
    what: `${what}, network for MNIST, ${regions}, ${batch} images, ${threads} threads`,
    inputs: { images: `uniform-${[batch, ...shape].join('x')}` },
    threads,
    lowerIsBetter: true,
    ours: async (inputs) => {
      run ??= await prepare(await create(engines[ending], overlapping));
      return run(inputs);
    },
    values: () => undefined,
    peers: [
      {
        name: 'pytorch',
        target: targets[`${regions}-${task}${ending}`] ?? null,
        agreement: incomparable('regions and dropout of their own'),
        setup: setup(overlapping),
        call: 'run()',
      },
    ],
  };
}

/** Graham's network for MNIST beside PyTorch: each engine's training steps and answers. */
export default ['disjoint', 'overlapping'].flatMap((regions) =>
  Object.keys(tasks).flatMap((task) => Object.keys(engines).map((ending) => fmpCase(regions, task, ending))),
);
