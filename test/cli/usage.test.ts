import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VERSION } from '../../src/core/version.js';
import { fovea } from '../helpers/fovea.js';

const scene = fileURLToPath(new URL('../goldens/images/scene.png', import.meta.url));

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fovea-'));
});
afterEach(() => rm(cwd, { recursive: true }));

describe('fovea, the command', () => {
  it('lists its verbs on --help and fits 80 columns', () => {
    const { stdout, status } = fovea(['--help']);
    expect(status).toBe(0);
    for (const verb of [
      'extract',
      'show',
      'filter',
      'vocab',
      'encode',
      'train',
      'predict',
      'compare',
      'index',
      'search',
      'data',
      'verify',
    ])
      expect(stdout).toContain(`fovea ${verb}`);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(82);
  });

  it('says its version', () => {
    expect(fovea(['--version']).stdout).toBe(`${VERSION}\n`);
  });

  it('without a verb shows the help on stderr and fails as wrong usage', () => {
    const { stdout, stderr, status } = fovea([]);
    expect([stdout, status]).toEqual(['', 2]);
    expect(stderr).toContain('Usage: fovea <command>');
  });

  it.each([
    [
      ['conquer'],
      "Expected a command (extract, merge, show, filter, vocab, encode, train, predict, compare, arch, export, index, search, data, verify) but received 'conquer'",
    ],
    [['extract', scene, '--feature', 'hogg', '--out', 'x.npy'], 'Expected a feature (colour, hog, '],
    [['extract', scene, '--feature', 'hog', '--out', 'x.mat'], 'Expected an output file ending in .npy'],
    [
      ['extract', scene, '--feature', 'hog', '--orientations', '0', '--out', 'x.npy'],
      'for hog.orientations but received 0',
    ],
    [['extract', scene, '--feature', 'hog', '--colour', '--out', 'x.npy'], 'Unknown argument: colour'],
    [['extract', scene, '--feature', 'hog'], 'Missing required argument: out'],
    [
      ['extract', scene, '--feature', 'hog', '--resize', 'big', '--out', 'x.npy'],
      "Expected WIDTHxHEIGHT for --resize, such as 128x128, but received 'big'",
    ],
    [
      ['filter', scene, '--kernel', '1 x; 2 3', '--out', 'x.png'],
      "Expected a kernel's name or rows of numbers",
    ],
    [['filter', scene, '--kernel', 'sharpen', '--out', 'x.doc'], 'x.doc'],
    [['vocab', scene, '--feature', 'hog', '--out', 'v.fovea'], 'Expected a local feature with descriptors'],
    [['compare', '.', '--models', 'hog'], 'such as hog+svm'],
    [
      ['train', 'minst', '--data', '.', '--model', 'lenet', '--out', 'model'],
      "Expected mnist, cifar10, cifar100 or images beside --data but received 'minst'",
    ],
    [
      ['extract', scene, '--feature', 'hog', '--out', 'x.npy', '--out', 'y.npy'],
      'Expected --out once but received it several times.',
    ],
    [['index', 'create', 'i.fovea'], 'Expected --images for fovea index create'],
  ])('%j is wrong usage: exit 2, and what was expected', (args, message) => {
    const { stdout, stderr, status } = fovea(args, { cwd });
    expect(stderr).toContain(message);
    expect([stdout, status]).toEqual(['', 2]);
  });

  it('exits 1 for a file that is not there, naming it', () => {
    const { stderr, status } = fovea(['extract', 'nowhere.png', '--feature', 'hog', '--out', 'x.npy'], {
      cwd,
    });
    expect(status).toBe(1);
    expect(stderr).toContain('nowhere.png');
  });

  it('takes options from fovea.config.json, over them the environment, over both the flags', async () => {
    await writeFile(join(cwd, 'fovea.config.json'), '{ "extract": { "orientations": 4, "feature": "hog" } }');
    const orientations = (env: NodeJS.ProcessEnv, ...flags: string[]) =>
      JSON.parse(
        fovea(['extract', scene, '--feature', 'hog', '--out', 'x.npy', '--json', ...flags], { cwd, env })
          .stdout,
      ).options.orientations;
    expect(orientations({})).toBe(4);
    expect(orientations({ FOVEA_ORIENTATIONS: '5' })).toBe(5);
    expect(orientations({ FOVEA_ORIENTATIONS: '5' }, '--orientations', '6')).toBe(6);
  });

  it('refuses a config file that is not JSON, and names in it that are no options', async () => {
    const run = () => fovea(['extract', scene, '--feature', 'hog', '--out', 'x.npy'], { cwd });
    await writeFile(join(cwd, 'fovea.config.json'), '{ "extract": ');
    expect(run()).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Expected JSON in fovea.config.json'),
    });
    await writeFile(join(cwd, 'fovea.config.json'), '{ "extract": { "orientatoins": 4 } }');
    expect(run()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("but received 'orientatoins'"),
    });
  });
});
