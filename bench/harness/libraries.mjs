import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const packages = {
  'opencv.js': '@techstark/opencv-js',
  'image-js': 'image-js',
  jsfeat: 'jsfeat',
  'ml-kmeans': 'ml-kmeans',
};

/** The JavaScript peers, by the names that cases use. */
export const libraryNames = Object.keys(packages);

/** Where they may be installed: the folder FOVEA_PEERS, `bench/peers`, or anywhere that Node finds from here. */
const folders = [
  ...(process.env.FOVEA_PEERS ? [resolve(process.env.FOVEA_PEERS)] : []),
  fileURLToPath(new URL('../peers', import.meta.url)),
];

/** Loads JavaScript peers when first asked for; those that are not installed are undefined. */
export class Libraries {
  #loaded = new Map();

  /** @returns {Promise<{ library: object, version: string } | undefined>} */
  async get(name) {
    if (!this.#loaded.has(name)) {
      const file = findPackage(packages[name]);
      this.#loaded.set(name, file && (await load(name, file)));
    }
    return this.#loaded.get(name);
  }
}

function findPackage(name) {
  for (const folder of folders)
    try {
      return createRequire(join(folder, 'here.js')).resolve(name);
    } catch {
      // Not in this folder.
    }
  return undefined;
}

async function load(name, file) {
  const version = versionOf(file);
  if (name !== 'opencv.js') {
    const library = await import(pathToFileURL(file).href);
    return { library: library.default ?? library, version };
  }
  // Its module has a `then` that calls back with itself: `await` on it never ends, so it travels within an object.
  const library = createRequire(file)(file);
  await new Promise((done) => {
    if (library.Mat) done();
    else library.onRuntimeInitialized = () => done();
  });
  return { library, version };
}

function versionOf(file) {
  let folder = dirname(file);
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}
