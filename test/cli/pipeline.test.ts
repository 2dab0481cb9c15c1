import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNpy } from '../../src/formats/npy.js';
import { readNpz } from '../../src/formats/npz.js';
import { fovea, startFovea } from '../helpers/fovea.js';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fovea-'));
  done('data', 'sample', 'pictures', '--seed', '3', '--images-per-class', '6', '--size', '64');
});
afterAll(() => rm(cwd, { recursive: true }));

/** Runs a command that has to succeed, and returns its stdout. */
function done(...args: string[]): string {
  const { stdout, stderr, status } = fovea(args, { cwd });
  expect(status, `fovea ${args.join(' ')}\n${stderr}`).toBe(0);
  return stdout;
}

const json = (...args: string[]) => JSON.parse(done(...args, '--json'));
const bytes = (file: string) => readFile(join(cwd, file));
const star = 'pictures/star/star-0000.png';

describe('fovea extract', () => {
  it('writes one HOG vector an image, and a card of how', async () => {
    const card = json(
      'extract',
      'pictures',
      '--feature',
      'hog',
      '--pixels-per-cell',
      '16',
      '--out',
      'hog.npy',
    );
    expect(card).toMatchObject({
      feature: 'hog',
      images: 72,
      skipped: [],
      options: { pixelsPerCell: 16, orientations: 9 },
    });
    expect(readNpy(await bytes('hog.npy')).shape).toEqual([72, 324]);
    expect(JSON.parse(String(await bytes('hog.npy.card.json'))).paths).toHaveLength(72);
  });

  it('takes files, folders and globs side by side, each image once', () => {
    const images = ['pictures/ring', star, 'pictures/star/*-000[01].png', 'pictures/cross/cross-0003.png'];
    const { paths } = json('extract', ...images, '--feature', 'colour', '--out', 'several.npy');
    expect(paths).toHaveLength(6 + 2 + 1);
    expect(paths).toContain('pictures/star/star-0001.png');
  });

  it('writes FAST keypoints without descriptors as one object an image', async () => {
    done('extract', 'pictures/star', '--feature', 'fast', '--threshold', '20', '--out', 'fast.jsonl');
    const lines = String(await bytes('fast.jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(6);
    expect(lines[0].path).toBe(star);
    expect(lines[0].keypoints[0]).toMatchObject({ size: 7, angle: -1 });
    expect(lines[0].descriptors).toBeUndefined();
  });

  it('writes the same bytes again for the same call', async () => {
    const once = async (file: string) => {
      done('extract', 'pictures/ring', '--feature', 'rootsift', '--out', file);
      return bytes(file);
    };
    expect((await once('a.npz')).equals(await once('b.npz'))).toBe(true);
    expect(readNpz(await bytes('a.npz'))).toHaveProperty('descriptors');
  });

  it('brings images of different sizes to one with --resize, and says so where it is needed', async () => {
    await mkdir(join(cwd, 'mixed'), { recursive: true });
    await copyFile(join(cwd, star), join(cwd, 'mixed/a.png'));
    done('filter', star, '--kernel', 'box-blur', '--stride', '2', '--out', 'mixed/b.png');
    const { status, stderr } = fovea(['extract', 'mixed', '--feature', 'hog', '--out', 'mixed.npy'], { cwd });
    expect(status).toBe(1);
    expect(stderr).toContain('--resize 128x128');
    expect(existsSync(join(cwd, 'mixed.npy'))).toBe(false);
    done('extract', 'mixed', '--feature', 'hog', '--resize', '32x32', '--out', 'mixed.npy');
  });

  it('skips a bad image by name and goes on', async () => {
    await mkdir(join(cwd, 'partly'), { recursive: true });
    await copyFile(join(cwd, star), join(cwd, 'partly/good.png'));
    await writeFile(join(cwd, 'partly/bad.jpg'), 'nothing of the kind');
    const { status, stderr, stdout } = fovea(
      ['extract', 'partly', '--feature', 'lbp', '--out', 'p.csv', '--json'],
      { cwd },
    );
    expect(status).toBe(0);
    expect(stderr).toContain('bad.jpg');
    expect(JSON.parse(stdout)).toMatchObject({ images: 1, skipped: [{ code: 'BAD_IMAGE' }] });
  });
});

describe('fovea show and filter', () => {
  it.each(['colour', 'hog', 'lbp', 'lbp-multiscale', 'fast', 'sift', 'rootsift'])(
    'draws %s',
    async (feature) => {
      done('show', star, '--feature', feature, '--out', `show-${feature}.png`);
      expect((await bytes(`show-${feature}.png`)).length).toBeGreaterThan(500);
    },
  );

  it('draws an image being pooled, with options of its own', async () => {
    const pooling = ['--fmp', '--no-overlapping', '--steps', '2', '--pixels', '30', '--seed', '1'];
    const { caption } = json('show', star, ...pooling, '--out', 'show-fmp.png') as { caption: string };
    expect(caption).toContain('30×30, 21×21, 15×15: random disjoint regions');
    expect((await bytes('show-fmp.png')).length).toBeGreaterThan(500);
  });

  it('takes a kernel by name with its options, or as rows of weights', async () => {
    expect(json('filter', star, '--kernel', 'gaussian', '--sigma', '2', '--out', 'g.png')).toMatchObject({
      width: 64,
      height: 64,
    });
    expect(
      json('filter', star, '--kernel', '1 0 -1; 2 0 -2; 1 0 -1', '--padding', 'valid', '--out', 's.png'),
    ).toMatchObject({ width: 62 });
    done('filter', star, '--kernel', 'identity', '--out', 'i.png');
  });
});

describe('from pictures to a verdict', () => {
  it('compares models on one split, the same on every run but for times', async () => {
    const compare = () => {
      const models = 'colour+svm,hog+knn,lbp+logistic,bovw+svm';
      const out = json(
        'compare',
        'pictures',
        '--models',
        models,
        '--words',
        '20',
        '--train-per-class',
        '4',
        '--seed',
        '1',
        '--report',
        'report.html',
      );
      for (const result of out.results) delete result.seconds;
      delete out.seconds;
      return out;
    };
    const first = compare();
    expect(first.results.map(({ model }: { model: string }) => model)).toEqual([
      'colour+svm',
      'hog+knn',
      'lbp+logistic',
      'bovw+svm',
    ]);
    expect(first.split).toMatchObject({ train: 48, test: 24 });
    for (const { accuracy, confusion } of first.results) {
      expect(accuracy).toBeGreaterThan(1 / 12);
      expect(confusion.flat().reduce((a: number, b: number) => a + b)).toBe(24);
    }
    expect(compare()).toEqual(first);
    expect(String(await bytes('report.html'))).toContain('hog+knn');
  });

  it('trains a model that predicts what it was measured to', async () => {
    const trained = json(
      'train',
      'pictures',
      '--model',
      'hog+svm',
      '--train-per-class',
      '4',
      '--seed',
      '1',
      '--out',
      'model',
    );
    expect(await readdir(join(cwd, 'model'))).toEqual(['model.fovea']);
    const { predictions } = json('predict', 'model', 'pictures');
    const right = predictions.filter(
      (p: { path: string; class: string }) => p.path.split('/')[1] === p.class,
    ).length;
    expect(right).toBeGreaterThanOrEqual(48 + Math.round(trained.accuracy * 24) - 2);
    const [line] = done('predict', 'model', star).trimEnd().split('\n');
    expect(line).toMatch(/^[a-z0-9-]+\t[01]\.\d{3}\tpictures\/star\/star-0000\.png$/);
  });

  it('refuses a model file that is damaged or something else', async () => {
    const model = await bytes('model/model.fovea');
    model[model.length - 100]! ^= 1;
    await writeFile(join(cwd, 'damaged.fovea'), model);
    const { status, stderr } = fovea(['predict', 'damaged.fovea', star], { cwd });
    expect(status).toBe(1);
    expect(stderr).toContain('damaged.fovea');
  });
});

describe('search', () => {
  it('indexes pictures with a vocabulary and finds the query itself first', () => {
    done('vocab', 'pictures', '--detector', 'dense', '--words', '30', '--seed', '1', '--out', 'vocab.fovea');
    expect(
      json('index', 'create', 'i.fovea', '--images', 'pictures', '--vocab', 'vocab.fovea'),
    ).toMatchObject({ images: 72, words: 30 });
    const { hits } = json('search', 'i.fovea', star, '--top', '4');
    expect(hits).toHaveLength(4);
    expect(hits[0].path).toBe(star);
    expect(hits[0].score).toBeCloseTo(1, 5);
    done('search', 'i.fovea', star, '--out', 'hits.png');
    expect(existsSync(join(cwd, 'hits.png'))).toBe(true);
  });

  it('learns a vocabulary of its own where none is given, and takes images in and out', () => {
    expect(json('index', 'create', 'own.fovea', '--images', 'pictures/star', '--words', '8')).toMatchObject({
      images: 6,
    });
    expect(json('index', 'add', 'own.fovea', '--images', 'pictures/ring')).toMatchObject({ images: 12 });
    expect(json('index', 'remove', 'own.fovea', '--images', star)).toMatchObject({ images: 11 });
    expect(json('index', 'info', 'own.fovea')).toMatchObject({ images: 11, words: 8, feature: 'rootsift' });
  });

  it('refuses to read a vocabulary as an index', () => {
    const { status, stderr } = fovea(['search', 'vocab.fovea', star], { cwd });
    expect([status, stderr.includes('vocab.fovea')]).toEqual([1, true]);
  });
});

it('describes a data set', () => {
  expect(json('data', 'info', 'pictures')).toMatchObject({ images: 72, classes: { star: 6 } });
});

it('stops quietly when its reader goes away', async () => {
  const child = startFovea(['predict', 'model', 'pictures'], { cwd });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  child.stdout.once('data', () => child.stdout.destroy());
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0);
  expect(errors).toBe('');
});
