// Compiles kernels/*.ts (AssemblyScript) into WebAssembly with 128-bit SIMD and writes it as TypeScript constants, so
// that it loads alike from Node, a bundle and a browser: no file to find, nothing to fetch. One source, two builds:
// `plain` runs wherever there is SIMD, `fused` wants relaxed SIMD and multiplies and adds in one step.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const builds = { plain: ['simd', 'bulk-memory'], fused: ['simd', 'bulk-memory', 'relaxed-simd'] };

rmSync(`${root}src/kernels/generated`, { recursive: true, force: true });
mkdirSync(`${root}src/kernels/generated`, { recursive: true });
for (const [name, features] of Object.entries(builds)) {
  const wasm = await compile(features);
  writeFileSync(
    `${root}src/kernels/generated/${name}.ts`,
    `/** kernels/ with ${features.join(', ')}, compiled by scripts/build-kernels.mjs. */\nexport const ${name}Base64 =\n  '${Buffer.from(wasm).toString('base64')}';\n`,
  );
}

async function compile(features) {
  const written = {};
  const { error, stdout, stderr } = await asc.main(
    [
      'kernels/index.ts',
      ...['--outFile', 'wasm', '-O3', '--noAssert', '--runtime', 'stub'],
      // The memory is made outside, so that it can grow and be thrown away without compiling again.
      ...['--importMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
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
