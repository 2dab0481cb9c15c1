import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fovea, startFovea } from '../helpers/fovea.js';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fovea-'));
  done('data', 'sample', 'pictures', '--seed', '3', '--images-per-class', '1', '--size', '64');
});
afterAll(() => rm(cwd, { recursive: true }));

/** Runs a command that has to succeed, and returns its stderr. */
function done(...args: string[]): string {
  const { stderr, status } = fovea(args, { cwd });
  expect(status, `fovea ${args.join(' ')}\n${stderr}`).toBe(0);
  return stderr;
}

/** Many pixels and few numbers: slow enough to be interrupted, with little to write. */
const extract = (...flags: string[]) => [
  ...['extract', 'pictures', '--feature', 'colour', '--resize', '900x900'],
  ...flags,
];

const extractShard = (...flags: string[]) => ['extract', 'pictures', '--feature', 'fast', ...flags];

/** A feature file and its card. */
const both = (file: string) =>
  Promise.all([readFile(join(cwd, file)), readFile(join(cwd, `${file}.card.json`))]);

/** Bytes of a journal with its first line and an image or two. */
const ENOUGH = 4000;

/** Starts to extract, and waits until some images are done. */
async function underWay(out: string, ...flags: string[]) {
  const child = startFovea(extract('--out', out, ...flags), { cwd });
  const run = { child, stderr: '', ended: new Promise((resolve) => child.on('close', resolve)) };
  child.stderr.on('data', (chunk) => (run.stderr += chunk));
  const size = () =>
    stat(join(cwd, `${out}.partial`)).then(
      (file) => file.size,
      () => 0,
    );
  while (child.exitCode === null && (await size()) < ENOUGH)
    await new Promise((resolve) => setTimeout(resolve, 5));
  return run;
}

/** Starts to extract, sends a signal once some images are done, and waits for the end. */
async function interrupted(out: string, signal: NodeJS.Signals, ...flags: string[]) {
  const run = await underWay(out, ...flags);
  run.child.kill(signal);
  return { status: await run.ended, stderr: run.stderr };
}

const filesOf = async (name: string) => (await readdir(cwd)).filter((file) => file.includes(name));

describe('an interrupted fovea extract', () => {
  it('ends with 130 on Ctrl-C, keeps what was done, and goes on with --resume', async () => {
    done(...extract('--out', 'whole.npz'));
    const { status, stderr } = await interrupted('x.npz', 'SIGINT', '--workers', '2');
    expect(status).toBe(130);
    expect(stderr).toContain('What was done is kept in x.npz.partial; go on with --resume.');
    expect(await filesOf('x.npz')).toEqual(['x.npz.partial']);
    done(...extract('--out', 'x.npz', '--resume'));
    expect(await both('x.npz')).toEqual(await both('whole.npz'));
    expect(await filesOf('x.npz')).toEqual(['x.npz', 'x.npz.card.json']);
  });

  it.each(['npy', 'npz', 'csv', 'jsonl'])('goes on after kill -9, to the same .%s', async (extension) => {
    const out = `killed.${extension}`;
    done(...extract('--out', `whole.${extension}`));
    await interrupted(out, 'SIGKILL', '--workers', '1');
    expect(await filesOf(out)).toEqual([`${out}.partial`]);
    done(...extract('--out', out, '--resume', '--workers', '2'));
    expect(await both(out)).toEqual(await both(`whole.${extension}`));
  });

  it('is thrown away, with a word, by a run without --resume', async () => {
    await interrupted('again.npy', 'SIGKILL');
    expect(done(...extract('--out', 'again.npy'))).toContain('begins anew');
    expect(await filesOf('again')).toEqual(['again.npy', 'again.npy.card.json']);
  });

  it('is not gone on with by another call', async () => {
    await interrupted('other.npy', 'SIGKILL');
    const { status, stderr } = fovea(extract('--out', 'other.npy', '--resume', '--bins', '4'), { cwd });
    expect([status, stderr]).toEqual([1, expect.stringContaining('of another one (options)')]);
    expect(await filesOf('other')).toEqual(['other.npy.partial']);
  });
});

describe('two runs of fovea extract into one file', () => {
  it('do not write one journal: the second names the first, which goes on', async () => {
    const { child, ended } = await underWay('busy.npy');
    child.kill('SIGSTOP');
    const { status, stderr } = fovea(extract('--out', 'busy.npy', '--resume'), { cwd });
    child.kill('SIGCONT');
    expect([status, stderr]).toEqual([1, expect.stringContaining(`process ${child.pid} is writing it`)]);
    expect(await ended).toBe(0);
    expect(await filesOf('busy')).toEqual(['busy.npy', 'busy.npy.card.json']);
  });
});

describe('fovea merge', () => {
  it('joins shards into what one run writes, and names one that is missing', async () => {
    done(...extractShard('--out', 'whole.npz'));
    for (const shard of ['1/3', '2/3', '3/3'])
      done(...extractShard('--out', `shard-${shard[0]}.npz`, '--shard', shard));
    done('merge', 'shard-3.npz', 'shard-1.npz', 'shard-2.npz', '--out', 'merged.npz');
    expect(await both('merged.npz')).toEqual(await both('whole.npz'));
    const { status, stderr } = fovea(['merge', 'shard-3.npz', 'shard-1.npz', '--out', 'less.npz'], { cwd });
    expect([status, stderr]).toEqual([1, expect.stringContaining('missing: 2/3')]);
  });

  it.each([
    ['--shard', '0/3'],
    ['--shard', '1'],
    ['--workers', '-1'],
    ['--workers', 'two'],
  ])('is wrong usage of fovea extract: %s %s', (flag, value) => {
    expect(fovea(extract('--out', 'x.npy', `${flag}=${value}`), { cwd }).status).toBe(2);
  });
});
