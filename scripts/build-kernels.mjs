// Compiles kernels/*.ts (AssemblyScript) into WebAssembly with 128-bit SIMD and writes it as TypeScript constants, so
// that it loads alike from Node, a bundle and a browser: no file to find, nothing to fetch. One source, three builds:
// `plain` runs wherever there is SIMD, `fused` wants relaxed SIMD and multiplies and adds in one step, `threaded` is
// the part of `fused` that computes networks, in a memory that threads share.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const relaxed = ['simd', 'bulk-memory', 'relaxed-simd'];
const builds = {
  plain: { entry: 'kernels/index.ts', features: ['simd', 'bulk-memory'] },
  fused: { entry: 'kernels/index.ts', features: relaxed },
  threaded: { entry: 'kernels/threaded.ts', features: [...relaxed, 'threads'], options: ['--sharedMemory'] },
};

rmSync(`${root}src/kernels/generated`, { recursive: true, force: true });
mkdirSync(`${root}src/kernels/generated`, { recursive: true });
for (const [name, build] of Object.entries(builds)) {
  const wasm = await compile(build);
  writeFileSync(
    `${root}src/kernels/generated/${name}.ts`,
    `/** ${build.entry} with ${build.features.join(', ')}, compiled by scripts/build-kernels.mjs. */\nexport const ${name}Base64 =\n  '${Buffer.from(wasm).toString('base64')}';\n`,
  );
}

async function compile({ entry, features, options = [] }) {
  const written = {};
  const { error, stdout, stderr } = await asc.main(
    [
      entry,
      ...['--outFile', 'wasm', '-O3', '--noAssert', '--runtime', 'stub'],
      // The memory is made outside, so that it can grow and be thrown away without compiling again.
      ...['--importMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
      ...options,
      ...features.flatMap((feature) => ['--enable', feature]),
    ],
    {
      baseDir: root,
      readFile: (name) => {
        try {
          return readFileSync(`${root}${name}`, 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: (name, contents) => (written[name] = contents),
      listFiles: () => [],
    },
  );
  if (!error) return written.wasm;
  process.stderr.write(`${stdout}${stderr}`);
  process.exit(1);
}
