import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventFileVersion, type SummaryValue, writeEventRecord } from '../src/formats/tfevents.js';
import { encodeImage } from '../src/image/save.js';
import type { Network } from '../src/nn/network.js';
import type { Batch } from '../src/nn/train/batch-source.js';
import { epochScalars, graphNodes, spreads } from '../src/nn/train/event-log.js';
import type { EpochReport } from '../src/nn/train/train.js';

/** Training images that are shown. */
const IMAGES = 8;

/** A training as TensorBoard shows it. */
export interface EventFile {
  /** Adds an epoch: scores, rate, how weights and gradients are spread. */
  epoch(report: EpochReport): Promise<void>;
}

/**
 * Starts an event file in a folder for `tensorboard --logdir`: the graph, and some training images.
 * @param sample what gradients are taken on after every epoch.
 */
export async function startEventFile(folder: string, network: Network, sample: Batch): Promise<EventFile> {
  const now = () => Date.now() / 1000;
  await mkdir(folder, { recursive: true });
  const file = join(folder, `events.out.tfevents.${Math.floor(now())}.fovea`);
  const append = (values: readonly SummaryValue[], step: number) =>
    appendFile(file, writeEventRecord({ wallTime: now(), step, summary: values }));
  await writeFile(file, writeEventRecord({ wallTime: now(), fileVersion: eventFileVersion }));
  await appendFile(file, writeEventRecord({ wallTime: now(), graph: graphNodes(network.graph.tensors) }));
  await append(await shownImages(network, sample), 0);
  return {
    async epoch(report) {
      const weights = spreads('weights', await network.weights());
      const gradients = spreads('gradients', await network.gradients(sample));
      await append([...epochScalars(report), ...weights, ...gradients], report.epoch);
    },
  };
}

async function shownImages(network: Network, { inputs, count }: Batch): Promise<SummaryValue[]> {
  const [channels, height, width] = network.task.inputShape;
  const plane = height * width;
  const values: SummaryValue[] = [];
  for (let image = 0; image < Math.min(IMAGES, count); image++) {
    const data = new Uint8Array(plane * channels);
    for (let i = 0; i < data.length; i++) {
      const from = image * data.length + (i % channels) * plane + Math.floor(i / channels);
      data[i] = Math.round(Math.min(1, Math.max(0, inputs[from]!)) * 255);
    }
    const png = await encodeImage({ data, width, height, channels }, { format: 'png' });
    values.push({ tag: `images/${image}`, image: { width, height, channels, png } });
  }
  return values;
}
