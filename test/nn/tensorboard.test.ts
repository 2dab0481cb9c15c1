import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventFileVersion, type TrainingEvent, writeEventRecord } from '../../src/formats/tfevents.js';
import { Graph } from '../../src/nn/graph/graph.js';
import { epochScalars, graphNodes, histogramOf, spreads } from '../../src/nn/train/event-log.js';

/** A Python with the package tensorboard, which Debian does not have. */
const PYTHON = process.env.FOVEA_PYTHON ?? 'python3';

function hasTensorBoard(): boolean {
  try {
    execFileSync(PYTHON, ['-c', 'import tensorboard'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const reader = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1])
events.Reload()
spread = events.Histograms("weights/dense1/weights")[0].histogram_value
print(json.dumps({
    "loss": [[event.step, event.value] for event in events.Scalars("loss/training")],
    "spread": [spread.min, spread.max, spread.num, sum(spread.bucket)],
    "nodes": [[node.name, list(node.input)] for node in events.Graph().node],
}))
`;

describe('event files', () => {
  it.skipIf(!hasTensorBoard())(
    `are read by TensorBoard itself (skipped where ${PYTHON} has no tensorboard)`,
    async () => {
      const graph = new Graph();
      const input = graph.placeholder('input', [1, 2]);
      const training = { loss: 0.25, accuracy: 0.5 };
      const weights = new Map([['dense1/weights', Float32Array.of(-1, 0, 0.5, 2)]]);
      const summary = [...epochScalars({ epoch: 1, training, rate: 0.1 }), ...spreads('weights', weights)];
      const events: TrainingEvent[] = [
        { wallTime: 1, fileVersion: eventFileVersion },
        { wallTime: 1, graph: graphNodes([input, graph.constant(1)]) },
        { wallTime: 2, step: 1, summary },
      ];
      const folder = await mkdtemp(join(tmpdir(), 'fovea-events-'));
      await writeFile(
        join(folder, 'events.out.tfevents.1.fovea'),
        Buffer.concat(events.map(writeEventRecord)),
      );
      const read = JSON.parse(execFileSync(PYTHON, ['-c', reader, folder], { encoding: 'utf8' }));
      expect(read).toEqual({
        loss: [[1, 0.25]],
        spread: [-1, 2, 4, 4],
        nodes: [
          ['input', []],
          ['constant', []],
        ],
      });
      await rm(folder, { recursive: true });
    },
  );

  it('count every number once, and hold a spread of equal numbers', () => {
    expect(histogramOf([3, 3, 3])).toMatchObject({ min: 3, max: 3, count: 3, sum: 9, sumOfSquares: 27 });
    const { counts, limits } = histogramOf([0, 1, 2, 30]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(limits.at(-1)).toBe(30);
  });
});
