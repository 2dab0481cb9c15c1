// Compiles kernels/*.ts (AssemblyScript) into one WebAssembly module with 128-bit SIMD and writes it as a
// TypeScript constant, so that it loads alike from Node, a bundle and a browser: no file to find, nothing to fetch.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const { error, stdout, stderr, ...files } = await compile();
if (error) {
  process.stderr.write(`${stdout}${stderr}`);
  process.exit(1);
}
mkdirSync(`${root}src/kernels/generated`, { recursive: true });
writeFileSync(
  `${root}src/kernels/generated/module.ts`,
  `/** The module of kernels/, compiled by scripts/build-kernels.mjs. */\nexport const moduleBase64 =\n  '${Buffer.from(files.wasm).toString('base64')}';\n`,
);

async function compile() {
  const written = {};
  const result = await asc.main(
    [
      'kernels/index.ts',
      ...['--outFile', 'wasm', '-O3', '--noAssert', '--runtime', 'stub'],
      // The memory is made outside, so that it can grow and be thrown away without compiling again.
      ...['--importMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
      ...['--enable', 'simd', '--enable', 'bulk-memory'],
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
  return {
    error: result.error,
    stdout: result.stdout.toString(),
    stderr: result.stderr.toString(),
    ...written,
  };
}
