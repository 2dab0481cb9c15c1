// How many changed copies the leak guard finds, and what it finds where there is nothing:
//   node bench/leak-rates.mjs <folder of the data: corel1k, kth-tips, cifar100, mnist>   (after npm run build)
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';
import { imageSignature, nearDuplicates } from '../dist/src/compare/index.js';
import { Random } from '../dist/src/core/index.js';
import { loadImage } from '../dist/src/image/index.js';

const [data] = process.argv.slice(2);
if (!data) {
  console.error('Usage: node bench/leak-rates.mjs <folder of corel1k, kth-tips, cifar100 and mnist>');
  process.exit(2);
}
const random = new Random(1);

/** A part of each side that is 90 to 98% of it, somewhere. */
async function crop(bytes) {
  const { width, height } = await sharp(bytes).metadata();
  const kept = random.uniform(0.9, 0.98);
  const size = { width: Math.round(width * kept), height: Math.round(height * kept) };
  const left = random.integer(0, width - size.width);
  return sharp(bytes).extract({ left, top: random.integer(0, height - size.height), ...size });
}

const changes = {
  'JPEG of quality 75': async (bytes) => sharp(bytes).jpeg({ quality: 75 }),
  'JPEG of quality 40': async (bytes) => sharp(bytes).jpeg({ quality: 40 }),
  'half the size': async (bytes) => sharp(bytes).resize({ width: await halfWidth(bytes) }),
  'value × 1.2 + 15': async (bytes) => sharp(bytes).linear(1.2, 15),
  'gamma 1 / 0.7': async (bytes) => sharp(await sharp(bytes).linear(1, 0).png().toBuffer()).gamma(1.43, 1),
  mirrored: async (bytes) => sharp(bytes).flop(),
  'cropped to 90–98%': crop,
  'mirrored, JPEG 60': async (bytes) =>
    sharp(await sharp(bytes).flop().png().toBuffer()).jpeg({ quality: 60 }),
};
const halfWidth = async (bytes) => Math.round((await sharp(bytes).metadata()).width / 2);

function imagesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => /\.(jpg|png)$/.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file)));
}

async function measure(name, originals) {
  const signatures = [];
  for (const bytes of originals) signatures.push(imageSignature(await loadImage(bytes)));
  reportClean(name, signatures);
  for (const [change, make] of Object.entries(changes)) {
    const copies = [];
    for (const bytes of originals)
      copies.push(imageSignature(await loadImage(await (await make(bytes)).png().toBuffer())));
    const n = originals.length;
    const pairs = nearDuplicates([...signatures, ...copies]);
    const own = pairs.filter(({ images: [a, b] }) => b === a + n).length;
    const others = pairs.filter(({ images: [a, b] }) => a % n !== b % n).length;
    console.log(
      `  ${change}: ${own} of ${n} found (${((100 * own) / n).toFixed(1)}%), ${others} other pairs`,
    );
  }
}

function reportClean(name, signatures) {
  const start = performance.now();
  const pairs = nearDuplicates(signatures);
  const possible = (signatures.length * (signatures.length - 1)) / 2;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${name}: ${pairs.length} of ${possible} pairs of ${signatures.length} images, ${seconds} s`);
  for (const { images, kind, distance } of pairs.slice(0, 12))
    console.log(`  ${kind} ${images.join(' and ')} (${distance.toFixed(4)})`);
}

function cifar() {
  return ['test-2k.bin.gz', 'train-10k.bin.gz'].flatMap((file) => {
    const records = gunzipSync(readFileSync(join(data, 'cifar100', file)));
    return Array.from({ length: records.length / 3074 }, (_, r) => {
      const planes = records.subarray(r * 3074 + 2, (r + 1) * 3074);
      const pixels = Uint8Array.from({ length: 3072 }, (_, i) => planes[(i % 3) * 1024 + Math.floor(i / 3)]);
      return imageSignature({ data: pixels, width: 32, height: 32, channels: 3 });
    });
  });
}

function mnist() {
  return ['train', 't10k'].flatMap((side) => {
    const pixels = gunzipSync(readFileSync(join(data, 'mnist', `${side}-images-idx3-ubyte.gz`))).subarray(16);
    return Array.from({ length: pixels.length / 784 }, (_, i) =>
      imageSignature({ data: pixels.subarray(i * 784, (i + 1) * 784), width: 28, height: 28, channels: 1 }),
    );
  });
}

await measure('Corel-1k', imagesBelow(join(data, 'corel1k')));
await measure('KTH-TIPS', imagesBelow(join(data, 'kth-tips')));
reportClean('CIFAR-100 (12,000)', cifar());
reportClean('MNIST', mnist());
