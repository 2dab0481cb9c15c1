// Sorts the Corel-1k images, which are numbered, into class folders: node bench/sort-corel.mjs <corel1k> <out>
// In images/ the class is the number div 90.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join, parse } from 'node:path';

const classes = [
  'beach',
  'buses',
  'dinosaurs',
  'elephants',
  'flowers',
  'food',
  'horses',
  'monuments',
  'mountains',
  'africa',
];
const [corel, out] = process.argv.slice(2);
if (!corel || !out) {
  console.error('Usage: node bench/sort-corel.mjs <folder of corel1k> <folder to fill>');
  process.exit(2);
}
for (const file of readdirSync(join(corel, 'images'))) {
  const number = Number(parse(file).name);
  if (!Number.isInteger(number)) continue;
  const folder = join(out, classes[Math.floor(number / 90)]);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(corel, 'images', file), join(folder, file));
}
