import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../../src/core/options.js';
import { describeArchitecture } from '../../src/nn/networks/describe-architecture.js';
import { findNetwork, networkNames } from '../../src/nn/networks/index.js';
import type { Task } from '../../src/nn/networks/network.js';

const digits: Task = { inputShape: [1, 28, 28], outputs: 10 };

function described(name: string, task: Task, options: Record<string, unknown> = {}) {
  const { architecture, options: spec } = findNetwork(name);
  return describeArchitecture(architecture(task, resolveOptions(name, spec, options)));
}

const parametersOf = (name: string, { layers }: ReturnType<typeof described>) =>
  layers.find((layer) => layer.name === name)!.parameters;

describe('AlexNet', () => {
  const alexnet = described('alexnet', { inputShape: [3, 227, 227], outputs: 1000 });

  it("has the paper's sizes and parameters", () => {
    const shapes = Object.fromEntries(alexnet.layers.map(({ name, outputShape }) => [name, outputShape]));
    expect(shapes).toMatchObject({
      conv1: [96, 55, 55],
      conv2: [256, 27, 27],
      conv3: [384, 13, 13],
      conv4: [384, 13, 13],
      conv5: [256, 13, 13],
      flatten: [9216],
    });
    const counts = [34_944, 307_456, 885_120, 663_936, 442_624, 37_752_832, 16_781_312, 4_097_000];
    const layers = ['conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'dense6', 'dense7', 'dense8'];
    expect(layers.map((name) => parametersOf(name, alexnet))).toEqual(counts);
    expect(alexnet.parameters).toBe(60_965_224);
  });

  it('has more parameters without groups', () => {
    const whole = described('alexnet', { inputShape: [3, 227, 227], outputs: 1000 }, { grouped: false });
    expect(whole.parameters).toBe(62_378_344);
  });

  it('takes images as small as digits', () => {
    const small = described('alexnet', digits, { width: 0.25 });
    expect(small.layers.at(-1)!.outputShape).toEqual([10]);
  });
});

describe('LeNet', () => {
  it('has the sizes of LeNet-5 on digits padded to 32×32', () => {
    const { layers, parameters } = described('lenet', digits);
    const shapes = layers.filter(({ parameters }) => parameters > 0).map(({ outputShape }) => outputShape);
    expect(shapes).toEqual([[6, 28, 28], [16, 10, 10], [120], [84], [10]]);
    expect(parameters).toBe(61_706);
  });
});

describe('the perceptrons', () => {
  it('are 784-256-128-10 and 784-200-10', () => {
    expect(described('mlp', digits).parameters).toBe(784 * 256 + 256 + 256 * 128 + 128 + 128 * 10 + 10);
    const evening = described('mlp', digits, { activation: 'sigmoid' });
    expect(evening.parameters).toBe(784 * 200 + 200 + 200 * 10 + 10);
    expect(evening.multiplyAdds).toBe(784 * 200 + 2000);
  });
});

describe('the names of networks', () => {
  it('each mean one network', () => {
    expect(new Set(networkNames).size).toBe(networkNames.length);
    expect(findNetwork('logistic')).toBe(findNetwork('softmax-regression'));
    expect(() => findNetwork('lennet')).toThrow(
      /Expected a network \(mlp, .*logistic, lenet.*received 'lennet'/,
    );
  });
});
