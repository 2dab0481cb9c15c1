import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fovea } from '../helpers/fovea.js';

const odd = fileURLToPath(new URL('../goldens/images/odd.png', import.meta.url));

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fovea-'));
});
afterAll(() => rm(cwd, { recursive: true }));

const extract = (...args: string[]) => fovea(['extract', odd, '--quiet', ...args], { cwd });
const bytes = (file: string) => readFile(join(cwd, file));

describe('--profile', () => {
  it('sets the options of a feature, and the card says so', async () => {
    expect(extract('--feature', 'hog', '--profile', 'scikit-image', '--out', 'profile.npy').status).toBe(0);
    expect(extract('--feature', 'hog', '--luma', 'bt709', '--out', 'luma.npy').status).toBe(0);
    expect(await bytes('profile.npy')).toEqual(await bytes('luma.npy'));
    const card = JSON.parse((await bytes('profile.npy.card.json')).toString());
    expect(card).toMatchObject({ profile: 'scikit-image', options: { luma: 'bt709', orientations: 9 } });
  });

  it('yields to a flag', async () => {
    const flags = ['--feature', 'hog', '--profile', 'scikit-image', '--luma', 'bt601', '--out', 'flag.npy'];
    expect(extract(...flags).status).toBe(0);
    const card = JSON.parse((await bytes('flag.npy.card.json')).toString());
    expect(card).toMatchObject({ profile: 'scikit-image', options: { luma: 'bt601' } });
  });

  it.each([
    [['--feature', 'hog', '--profile', 'lowe'], 'Expected a feature of the profile lowe (sift, rootsift)'],
    [['--feature', 'hog', '--profile', 'matlab'], 'opencv'],
  ])('%j is wrong usage', (flags, message) => {
    const { status, stderr } = extract(...flags, '--out', 'x.npy');
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
