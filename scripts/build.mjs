// Builds dist/ from nothing, so that a file deleted from src/ never lingers in the package.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

execFileSync(process.execPath, [at('scripts/build-kernels.mjs')], { stdio: 'inherit' });
rmSync(at('dist'), { recursive: true, force: true });
execFileSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.build.json')], {
  stdio: 'inherit',
});
chmodSync(at('dist/cli/main.js'), 0o755);
// What `fovea verify` compares with, and the script that made it.
for (const data of ['src/verify/goldens', 'src/verify/oracles.py'])
  cpSync(at(data), at(`dist/${data}`), { recursive: true });
