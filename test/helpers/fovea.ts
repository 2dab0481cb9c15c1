import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

function built(): string {
  if (!existsSync(main))
    throw new Error('The command is not built: run npm run build first (npm test does).');
  return main;
}

/** No test fills, or finds anything in, the cache of whoever runs it. */
const environment = (cwd: string | undefined): NodeJS.ProcessEnv => ({
  ...process.env,
  XDG_CACHE_HOME: join(cwd ?? tmpdir(), '.fovea-test-cache'),
});

/** Runs the built command to its end. */
export const fovea = (
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [built(), ...args], {
    encoding: 'utf8',
    cwd: options.cwd,
    env: { ...environment(options.cwd), ...options.env },
    maxBuffer: 1 << 28,
  });

/** Starts the built command, to be interrupted or cut off from its pipe. */
export const startFovea = (args: readonly string[], options: { cwd?: string } = {}) =>
  spawn(process.execPath, [built(), ...args], {
    cwd: options.cwd,
    env: environment(options.cwd),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
