import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fingerprint } from '../../core/fingerprint.js';
import { VERSION } from '../../core/version.js';
import { kernelBuild } from '../../kernels/kernels.js';

/** Stations whose code decides what a comparison computes. */
const stations = [
  'core',
  'image',
  'features',
  'bow',
  'kernels',
  'classify',
  'nn',
  'models',
  'data',
  'compare',
];

/**
 * Says which program computes: the version, the build of the kernels that this machine runs, and the code itself, so
 * that a change of one line is enough for a cache not to be believed. In a bundle, where the modules of the stations
 * are not found, the version alone.
 */
export async function codeFingerprint(): Promise<string> {
  const files = await Promise.all(stations.map(moduleFiles));
  const parts = files.flat().sort();
  const contents = await Promise.all(parts.map((file) => readFile(file)));
  return fingerprint([VERSION, kernelBuild(), process.versions.v8, ...contents]);
}

async function moduleFiles(station: string): Promise<string[]> {
  const folder = new URL(`../../${station}/`, import.meta.url);
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names
    .filter((name) => /(?<!\.d)\.[jt]s$/.test(name) && !name.startsWith('report'))
    .map((name) => fileURLToPath(new URL(name.replaceAll('\\', '/'), folder)));
}
