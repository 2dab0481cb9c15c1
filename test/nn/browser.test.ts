import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { itInChromium, openInChromium } from '../helpers/chromium.js';

const built = new URL('../../dist/src/nn/index.js', import.meta.url).href;

/** What the built `fovea/nn` and what it needs are called in a page, as a bundler or a server of modules would say. */
const imports = Object.fromEntries([
  ['fovea/nn', built],
  ...['uniformFloat64', 'uniformInt'].map((name) => packageFile(`pure-rand/distribution/${name}`)),
  ...['sha2', 'utils'].map((name) => packageFile(`@noble/hashes/${name}.js`)),
  ...['pure-rand/generator/xoroshiro128plus', 'pbf', 'p-map'].map(packageFile),
]);

function packageFile(name: string): [string, string] {
  return [name, import.meta.resolve(name)];
}

/** Trains LeNet on stripes, and gives back its losses, its answers and the bits of all its weights. */
const program = `
export async function trained({ arraySource, findNetwork, Network }) {
  const [count, side] = [96, 16];
  const data = Float32Array.from({ length: count * side * side }, (_, i) => {
    const [image, y, x] = [Math.floor(i / (side * side)), Math.floor(i / side) % side, i % side];
    return ((image % 3 === 0 ? x : image % 3 === 1 ? y : x + y) + image) % 4 < 2 ? 0.9 : 0.1;
  });
  const x = { data, shape: [count, 1, side, side] };
  const y = { data: Int32Array.from({ length: count }, (_, i) => i % 3), shape: [count] };
  const network = await Network.create({
    definition: findNetwork('lenet'),
    task: { inputShape: [1, side, side], outputs: 3 },
    options: { epochs: 2, batch: 16, seed: 5 },
  });
  const history = await network.fit(arraySource(x, y));
  const answers = await network.predictProba({ data: data.slice(0, 3 * side * side), shape: [3, 1, side, side] });
  const weights = [...(await network.weights())].map(([name, values]) => {
    let hash = 0;
    for (const word of new Uint32Array(values.slice().buffer)) hash = (Math.imul(hash, 31) + word) | 0;
    return [name, values.length, hash];
  });
  const losses = history.map(({ training }) => training.loss);
  await network.dispose();
  return { engine: network.engine, losses, answers: [...answers.data], weights };
}`;

itInChromium('trains in a browser, without Node, to the same bits as here', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fovea-browser-'));
  try {
    const module = join(folder, 'program.mjs');
    await writeFile(module, program);
    const page = join(folder, 'page.html');
    await writeFile(
      page,
      `<!doctype html><title>waiting</title><script type="importmap">${JSON.stringify({ imports })}</script>
      <script type="module">
        import * as nn from 'fovea/nn';
        import { trained } from '${pathToFileURL(module).href}';
        document.body.textContent = JSON.stringify(await trained(nn));
      </script><body></body>`,
    );
    // Pages on disk may load modules only when told so; the time of the page waits for its work.
    const flags = ['--allow-file-access-from-files', '--virtual-time-budget=100000'];
    const { html, complaints } = await openInChromium(page, flags);
    expect(complaints).toEqual([]);
    const found = JSON.parse(/<body>(.*)<\/body>/s.exec(html)![1]!);
    const { trained } = await import(module);
    const expected = await trained(await import(fileURLToPath(built)));
    expect(found).toEqual(expected);
    expect(found.losses[1]).toBeLessThan(found.losses[0]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
