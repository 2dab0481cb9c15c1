import { describe, expect, it } from 'vitest';
import { minimiseLbfgs } from '../../src/classify/lbfgs.js';
import { logisticClassifier, trainLogistic } from '../../src/classify/logistic.js';
import { logisticObjective } from '../../src/classify/logistic-objective.js';
import { rowSpace } from '../../src/classify/row-space.js';
import { resolveOptions } from '../../src/core/options.js';
import { Random } from '../../src/core/random.js';
import { farthest, golden, goldenSet, machines } from './golden.js';

const optionsOf = (given: Readonly<Record<string, unknown>>) =>
  resolveOptions('logistic', logisticClassifier.options, given) as Parameters<typeof trainLogistic>[1];

describe('logistic beside scikit-learn', () => {
  it.each(golden.logistic)('finds the same weights and probabilities on $set with C $C', (expected) => {
    const set = goldenSet(expected.set);
    const model = trainLogistic(set, optionsOf({ C: expected.C, tolerance: 1e-7 }));
    expect(model.diagnostics.converged).toBe(true);
    // Of two classes scikit-learn keeps one weight vector, which is the difference of ours.
    const difference = (values: Float64Array) => {
      const half = values.length / 2;
      return values.slice(half).map((value, i) => value - values[i]!);
    };
    const [weights, intercepts] =
      set.classes === 2
        ? [difference(model.weights), difference(model.intercepts)]
        : [model.weights, model.intercepts];
    expect(weights).toHaveLength(expected.weights.length);
    expect(farthest(weights, expected.weights)).toBeLessThan(5e-4);
    expect(farthest(intercepts, expected.intercepts)).toBeLessThan(5e-4);
    expect(farthest(model.predictProba(set.testX), expected.probabilities)).toBeLessThan(5e-4);
  });
});

describe('logistic with an L1 penalty beside scikit-learn', () => {
  it.each(machines.logisticL1)(
    'reaches the same minimum, with as many zeros, on $set with C $C',
    (expected) => {
      const { x, y, testX, classes } = goldenSet(expected.set);
      const model = trainLogistic(
        { x, y, classes },
        optionsOf({ penalty: 'l1', C: expected.C, tolerance: 1e-6, maxIterations: 20_000 }),
      );
      expect(model.diagnostics.converged).toBe(true);
      const loss = model
        .predictProba(x)
        .reduce((sum, p, at) => sum - (y[Math.floor(at / classes)] === at % classes ? Math.log(p) : 0), 0);
      const norm = model.weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
      expect(loss + norm / expected.C).toBeLessThan(expected.objective + 1e-4);
      expect(loss + norm / expected.C).toBeGreaterThan(expected.objective - 1e-3);
      expect(farthest(model.predictProba(testX), expected.probabilities)).toBeLessThan(2e-3);
      if (classes > 2) expect(model.weights.filter((weight) => weight === 0)).toHaveLength(expected.zeros);
    },
  );
});

describe('logistic', () => {
  it('keeps what it reached when iterations run out, and says so', async () => {
    const { x, y } = goldenSet('three');
    const classifier = logisticClassifier.create({ maxIterations: 2 });
    await classifier.fit(x, y);
    expect(classifier.diagnostics!()).toEqual({ converged: false, iterations: 2 });
  });

  it('converges at its defaults', async () => {
    const { x, y } = goldenSet('wide');
    const classifier = logisticClassifier.create();
    await classifier.fit(x, y);
    expect(classifier.diagnostics!().converged).toBe(true);
  });
});

describe('logisticObjective', () => {
  it('has the gradient that differences of its values show', () => {
    const random = new Random(4);
    const numbers = (length: number) => Float64Array.from({ length }, () => random.normal());
    const objective = logisticObjective({
      x: numbers(7 * 3),
      y: Int32Array.of(0, 1, 2, 3, 0, 1, 2),
      features: 3,
      classes: 4,
      penalty: 0.3,
    });
    const at = numbers(4 * 3 + 4);
    const gradient = new Float64Array(at.length);
    objective(at, gradient);
    at.forEach((_, i) => {
      const [above, below] = [1e-5, -1e-5].map((h) =>
        objective(at.with(i, at[i]! + h), new Float64Array(at.length)),
      );
      expect((above! - below!) / 2e-5).toBeCloseTo(gradient[i]!, 6);
    });
  });

  it('is log(classes) a sample where all parameters are zero', () => {
    const objective = logisticObjective({
      x: Float64Array.of(1, 2, 3),
      y: Int32Array.of(0, 1, 2),
      features: 1,
      classes: 3,
      penalty: 1,
    });
    expect(objective(new Float64Array(6), new Float64Array(6))).toBeCloseTo(3 * Math.log(3), 12);
  });
});

describe('minimiseLbfgs', () => {
  it('finds the bottom of a long narrow bowl', () => {
    const scales = [1, 10, 100, 1000];
    const { x, converged, value } = minimiseLbfgs(
      (at, gradient) =>
        at.reduce((sum, position, i) => {
          gradient[i] = scales[i]! * (position - i);
          return sum + (scales[i]! / 2) * (position - i) ** 2;
        }, 0),
      new Float64Array(4),
      { tolerance: 1e-8, maxIterations: 200 },
    );
    expect(converged).toBe(true);
    expect(value).toBeLessThan(1e-15);
    expect(farthest(x, [0, 1, 2, 3])).toBeLessThan(1e-8);
  });

  it('stops at once where it starts at the bottom', () => {
    const bowl = (at: Float64Array, gradient: Float64Array) => {
      gradient[0] = 2 * at[0]!;
      return at[0]! ** 2;
    };
    expect(minimiseLbfgs(bowl, new Float64Array(1), { tolerance: 1e-6, maxIterations: 5 })).toMatchObject({
      iterations: 0,
      converged: true,
    });
  });
});

describe('rowSpace', () => {
  const features = 9;
  const random = new Random(8);
  const three = Float64Array.from({ length: 3 * features }, () => random.normal());
  // The fourth sample is the sum of the others.
  const x = Float64Array.of(
    ...three,
    ...Array.from(
      { length: features },
      (_, j) => three[j]! + three[features + j]! + three[2 * features + j]!,
    ),
  );
  const { coordinates, rank, lift } = rowSpace(x, features);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

  it('uses no more numbers than there are independent samples', () => {
    expect(rank).toBe(3);
  });

  it('keeps every dot product', () => {
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++)
        expect(
          dot(coordinates.slice(i * rank, (i + 1) * rank), coordinates.slice(j * rank, (j + 1) * rank)),
        ).toBeCloseTo(
          dot(x.slice(i * features, (i + 1) * features), x.slice(j * features, (j + 1) * features)),
          9,
        );
  });

  it('gives weights back that score alike and are as long', () => {
    const weights = Float64Array.of(0.5, -1, 2, 1, 1, -3);
    const lifted = lift(weights);
    for (let k = 0; k < 2; k++) {
      const [small, large] = [
        weights.slice(k * rank, (k + 1) * rank),
        lifted.slice(k * features, (k + 1) * features),
      ];
      expect(dot(large, large)).toBeCloseTo(dot(small, small), 9);
      for (let i = 0; i < 4; i++)
        expect(dot(large, x.slice(i * features, (i + 1) * features))).toBeCloseTo(
          dot(small, coordinates.slice(i * rank, (i + 1) * rank)),
          9,
        );
    }
  });
});
