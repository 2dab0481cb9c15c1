import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random, takeRows } from 'fovea/core';
import { rootSift, sift } from 'fovea/features';
import { writeNpy } from 'fovea/formats';
import { imageFrom, toGrey } from 'fovea/image';
import sharp from 'sharp';
import { drawClasses } from './classes.mjs';
import { firstWeights, networks } from './networks.mjs';
import { drawScene } from './scene.mjs';

const vga = { width: 640, height: 480 };
const twelveMegapixels = { width: 4000, height: 3000 };

const twoClasses = () => drawClasses({ count: 2000, width: 500, seed: 1 });

/** How each input is made, `of` being the others. One more input is one more line. */
const makers = {
  'rgb-vga': () => drawScene({ ...vga, seed: 1 }),
  'rgb-12mp': () => drawScene({ ...twelveMegapixels, seed: 2, detail: 10 }),
  'grey-vga': async (of) => toGrey(await of('rgb-vga')),
  'grey-12mp': async (of) => toGrey(await of('rgb-12mp')),
  'grey-32x32': async (of) => cropped(await of('grey-vga'), { left: 200, top: 150, width: 32, height: 32 }),
  'float-vga': async (of) => asFloats(await of('grey-vga')),
  'classes-2000x500': async () => twoClasses().rows,
  'classes-2000x500-labels': async () => twoClasses().labels,
  'descriptors-1000x128': () => drawDescriptors({ count: 1000, length: 128, seed: 3 }),
  'descriptors-200x128': () => drawDescriptors({ count: 200, length: 128, seed: 4 }),
  'descriptors-64x128': () => drawDescriptors({ count: 64, length: 128, seed: 5 }),
  'descriptors-1000x64': () => drawDescriptors({ count: 1000, length: 64, seed: 6 }),
  'descriptors-64x64': () => drawDescriptors({ count: 64, length: 64, seed: 7 }),
  'sift-200k': () => siftOfScenes(200_000),
  'sift-20k': async (of) => firstRows(await of('sift-200k'), 20_000),
  'rootsift-200k': async (of) => rootSift(asFloats(await of('sift-200k'))),
  'jpegs-vga': (_of, folder) => drawJpegs(join(folder, 'jpegs'), 100),
};

/**
 * What the bench measures on: drawn images and lists of files, made when first asked for, and the same as files
 * that Python reads: `.npy` for an image or an array, `.json` for anything else.
 */
export class Inputs {
  #folder;
  #made = new Map();
  #files = new Map();

  /** @param {string} folder a temporary folder; who made it removes it. */
  constructor(folder) {
    this.#folder = folder;
  }

  /** The input of a name. */
  async of(name) {
    if (!this.#made.has(name))
      this.#made.set(name, await makerOf(name)((other) => this.of(other), this.#folder));
    return this.#made.get(name);
  }

  /** The path of the input's file. */
  async fileOf(name) {
    const known = this.#files.get(name);
    if (known) return known;
    const value = await this.of(name);
    const array = value.width === undefined ? value : asArray(value);
    const file = join(this.#folder, `${name}.${array.shape ? 'npy' : 'json'}`);
    writeFileSync(file, array.shape ? writeNpy(array) : JSON.stringify(value));
    this.#files.set(name, file);
    return file;
  }
}

/** An image as NumPy has it: `[height, width]`, or with channels as the third axis. */
export function asArray({ data, width, height, channels }) {
  return { data, shape: channels === 1 ? [height, width] : [height, width, channels] };
}

/**
 * How an input of a name is made that has settings in it: `start-<count>-<points>`, so many different points, drawn
 * at random; `uniform-<shape>`, numbers from 0 to 1; `weights-<network>`, what a network begins with.
 */
function makerOf(name) {
  const [, kind, rest] = /^(start|uniform|weights)-(.*)$/.exec(name) ?? [];
  if (kind === 'start') return (of) => drawnStart(of, ...(/^(\d+)-(.*)$/.exec(rest) ?? []).slice(1));
  if (kind === 'uniform') return () => uniform(rest.split('x').map(Number));
  if (kind === 'weights') return () => firstWeights(networks[rest]);
  return makers[name];
}

async function drawnStart(of, count, points) {
  return asFloats(drawnRows(await of(points), Number(count)));
}

function uniform(shape) {
  const random = new Random(8);
  const length = shape.reduce((product, each) => product * each, 1);
  return { data: Float32Array.from({ length }, () => random.uniform()), shape };
}

/** SIFT descriptors of drawn scenes, uint8. */
function siftOfScenes(count) {
  const data = new Uint8Array(128 * count);
  for (let seed = 100, at = 0; at < data.length; seed++) {
    const { descriptors } = sift(drawScene({ ...vga, seed }));
    const rows = descriptors.data.subarray(0, data.length - at);
    data.set(rows, at);
    at += rows.length;
  }
  return { data, shape: [count, 128] };
}

function firstRows({ data, shape: [, length] }, count) {
  return { data: data.slice(0, count * length), shape: [count, length] };
}

function drawnRows(points, count) {
  return takeRows(points, new Random(1).sample(points.shape[0], count));
}

function cropped({ data, width: stride }, { left, top, width, height }) {
  const rows = Array.from({ length: height }, (_, y) => {
    const start = (top + y) * stride + left;
    return [...data.subarray(start, start + width)];
  });
  return imageFrom(Uint8Array.from(rows.flat()), { width, height, channels: 1 });
}

function asFloats(image) {
  return { ...image, data: Float32Array.from(image.data) };
}

/** Rows of length 1 without negative numbers, as RootSIFT's: a matrix, laid out as an image of that height and width. */
function drawDescriptors({ count, length, seed }) {
  const random = new Random(seed);
  const data = Float32Array.from({ length: count * length }, () => random.uniform() ** 2);
  for (let start = 0; start < data.length; start += length) {
    const row = data.subarray(start, start + length);
    const size = Math.hypot(...row);
    for (let k = 0; k < length; k++) row[k] /= size;
  }
  return { data, width: length, height: count, channels: 1 };
}

/** Scenes as cameras store them: JPEG of quality 90, chroma halved. Returns the paths. */
async function drawJpegs(folder, count) {
  mkdirSync(folder);
  const paths = [];
  for (let i = 0; i < count; i++) {
    const { data, ...raw } = drawScene({ ...vga, seed: 100 + i });
    const path = join(folder, `${String(i).padStart(3, '0')}.jpg`);
    await sharp(data, { raw }).jpeg({ quality: 90 }).toFile(path);
    paths.push(path);
  }
  return paths;
}
