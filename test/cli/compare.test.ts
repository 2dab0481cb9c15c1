import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fovea, startFovea } from '../helpers/fovea.js';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fovea-compare-'));
  const drawn = fovea(
    ['data', 'sample', 'pictures', '--seed', '3', '--images-per-class', '6', '--size', '48'],
    { cwd },
  );
  expect(drawn.status).toBe(0);
});
afterAll(() => rm(cwd, { recursive: true }));

const models = ['--models', 'lbp+knn,bovw+logistic', '--words', '8', '--detector', 'dense'];
const call = ['compare', 'pictures', ...models, '--train-per-class', '4', '--repeats', '2', '--seed', '1'];

/** Runs a comparison that has to succeed. */
function done(...args: string[]) {
  const { status, stdout, stderr } = fovea(args, { cwd });
  expect(status, `fovea ${args.join(' ')}\n${stderr}`).toBe(0);
  return { stdout, stderr };
}

describe('fovea compare', () => {
  it('writes the same bytes for any number of workers, with a cache, from it, and without', () => {
    const cache = ['--cache', 'workers'];
    const inTwo = done(...call, '--json', '--workers', '2', ...cache);
    expect(inTwo.stderr).toContain('72 of 72 images extracted, 0 from the cache');
    expect(inTwo.stderr).toContain('4 of 4 trainings to do, 0 from the cache');
    const again = done(...call, '--json', '--workers', '2', ...cache);
    expect(again.stderr).toContain('0 of 72 images extracted, 72 from the cache');
    expect(again.stderr).toContain('0 of 4 trainings to do, 4 from the cache');
    const inOne = done(...call, '--json', '--workers', '1', '--no-cache');
    const here = done(...call, '--json', '--workers', '0', '--no-cache');
    for (const { stdout } of [again, inOne, here]) expect(stdout).toBe(inTwo.stdout);
    expect(inTwo.stdout).not.toContain('"seconds"');
    const comparison = JSON.parse(inTwo.stdout);
    expect(comparison.protocol.rounds).toHaveLength(2);
    expect(comparison.pairs[0].test).toBe('corrected-resampled-t');
  });

  it('keeps its cache where XDG_CACHE_HOME says, and times on demand', () => {
    const { stdout } = done(...call, '--json', '--timings');
    expect(JSON.parse(stdout).results[0].seconds.perImage).toBeGreaterThan(0);
    expect(existsSync(join(cwd, '.fovea-test-cache', 'fovea'))).toBe(true);
  });

  it('shows a leaderboard of 80 columns at most, without escapes into a pipe', () => {
    const { stdout } = done(...call, '--workers', '0');
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('2 rounds (hold-out); seeds 1 to 2.');
  });

  it('cross-validates, searches over options, and draws a learning curve', () => {
    const { stdout } = done(
      ...[
        'compare',
        'pictures',
        '--models',
        'lbp+knn',
        '--folds',
        '3',
        '--tune-grid',
        '{"k":[1,3]}',
        '--workers',
        '0',
      ],
      ...['--learning-curve', '2,3', '--seed', '2', '--json'],
    );
    const { protocol, results } = JSON.parse(stdout);
    expect(protocol.kind).toBe('k-fold');
    expect(results[0].rounds).toHaveLength(3);
    expect(results[0].rounds[0].tuning.candidates).toHaveLength(2);
    expect(results[0].learningCurve.map((point: { trainPerClass: number }) => point.trainPerClass)).toEqual([
      2, 3,
    ]);
  });

  it('exits with 130 on Ctrl-C, and goes on from there', async () => {
    const slow = [
      'compare',
      'pictures',
      '--models',
      'bovw+knn',
      '--words',
      '8',
      '--seed',
      '1',
      '--cache',
      'stopped',
    ];
    const child = startFovea([...slow, '--workers', '1'], { cwd });
    let errors = '';
    const status = await new Promise((resolve) => {
      child.stderr.on('data', (chunk) => {
        const already = errors.includes('images extracted');
        errors += chunk;
        if (!already && errors.includes('images extracted')) child.kill('SIGINT');
      });
      child.on('exit', resolve);
    });
    expect([status, errors.includes('Interrupted')]).toEqual([130, true]);
    const { stderr } = done(...slow);
    expect(stderr).toContain('0 of 72 images extracted, 72 from the cache');
  });
});

describe('a configuration', () => {
  const config = (name: string, content: unknown) =>
    writeFile(join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content));

  it('says everything, and flags win over it', async () => {
    await mkdir(join(cwd, 'configs'), { recursive: true });
    await config('configs/all.json', {
      dataset: '../pictures',
      seed: 3,
      protocol: { trainPerClass: 4, repeats: 2 },
      leaks: 'drop',
      report: 'configured.html',
      options: { words: 8 },
      models: [
        'lbp+knn',
        { name: 'lbp+knn', label: 'LBP, one neighbour', options: { k: 1 } },
        { features: ['colour', 'rootsift'], encoding: 'bovw', classifier: 'knn', grid: { k: [1, 3] } },
      ],
    });
    const { stdout } = done('compare', 'configs/all.json', '--json', '--workers', '0');
    const { results, seed, protocol, leaks } = JSON.parse(stdout);
    expect(results.map(({ model }: { model: string }) => model)).toEqual([
      'lbp+knn',
      'LBP, one neighbour',
      'colour+bovw-rootsift+knn',
    ]);
    expect([seed, protocol.rounds.length, leaks.mode]).toEqual([3, 2, 'drop']);
    expect(results[1].parts.at(-1).options.k).toBe(1);
    expect(results[2].rounds[0].tuning.candidates).toHaveLength(2);
    expect(String(await readFile(join(cwd, 'configured.html')))).toContain('LBP, one neighbour');
    const flags = [
      '--workers',
      '0',
      '--seed',
      '4',
      '--repeats',
      '1',
      '--models',
      'lbp+knn',
      '--report',
      'other.html',
    ];
    const won = JSON.parse(done('compare', 'configs/all.json', '--json', ...flags).stdout);
    expect([won.seed, won.protocol.rounds.length, won.results.length]).toEqual([4, 1, 1]);
    expect(existsSync(join(cwd, 'other.html'))).toBe(true);
  });

  it('is refused where there is none, or with a mistake in it', async () => {
    const none = fovea(['compare', 'none.json'], { cwd });
    expect([none.status, none.stderr.includes('none.json')]).toEqual([1, true]);
    await config('bad.json', { dataset: 'pictures', modles: [] });
    const bad = fovea(['compare', 'bad.json'], { cwd });
    expect(bad.stderr).toMatch(/one of .*models.* in bad\.json but received 'modles'/);
    expect(bad.status).toBe(2);
  });
});

it('refuses wrong usage of fovea compare with 2', () => {
  const refused = (args: readonly string[], message: string) => {
    const { status, stderr } = fovea(['compare', 'pictures', '--models', 'lbp+knn', ...args], { cwd });
    expect([status, stderr.includes(message)]).toEqual([2, true]);
  };
  refused(['--folds', '3', '--train-per-class', '2'], 'either folds or trainPerClass');
  refused(['--tune-grid', 'C=1'], 'a JSON object for --tune-grid');
});
