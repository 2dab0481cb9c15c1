import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readNpy } from 'fovea/formats';

/** Tried in this order; the distribution's interpreter has its OpenCV and scikit-image, another may shadow it. */
const usual = process.env.FOVEA_PYTHON
  ? [process.env.FOVEA_PYTHON]
  : ['/usr/bin/python3', 'python3', 'python'];

/** Where a peer's package is looked for. PyTorch may live in an environment of its own. */
const interpretersFor = (name) =>
  name === 'pytorch' && process.env.FOVEA_TORCH_PYTHON ? [process.env.FOVEA_TORCH_PYTHON] : usual;

/**
 * A long-lived Python process with whatever peers it has (see peer.py). Calls are timed over there, by Python's
 * clock, so that no time between the processes counts.
 */
export class PythonPeer {
  /** Versions of the peers it has, by name: `opencv`, `scikit-image`, `numpy`, `python`. */
  versions = {};
  #child;
  #lines;
  #folder;
  #parts = 0;

  /**
   * Starts an interpreter; undefined where it is not there, or has no NumPy.
   * @param {string} interpreter
   * @param {{ folder: string, threads: number }} options folder: where results are handed over; threads: of its libraries
   */
  static async start(interpreter, options) {
    const peer = new PythonPeer(interpreter, options);
    try {
      peer.versions = (await peer.#answer()).versions;
      return peer;
    } catch {
      peer.stop();
      return undefined;
    }
  }

  constructor(interpreter, { folder, threads }) {
    this.#folder = folder;
    const program = fileURLToPath(new URL('./peer.py', import.meta.url));
    this.#child = spawn(interpreter, [program, String(threads)], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.on('error', () => {});
    this.#child.stdin.on('error', () => {});
    this.complaints = '';
    this.#child.stderr.on('data', (text) => {
      this.complaints = (this.complaints + text).slice(-2000);
    });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * Makes a peer's part of a case ready: what is measured and compared, as Python.
   * @param {Record<string, string>} files the inputs
   */
  async prepare({ setup = '', call, values = 'None' }, files) {
    const key = `bench_part_${++this.#parts}`;
    const result = join(this.#folder, `${key}.npy`);
    await this.#ask({ operation: 'prepare', key, inputs: files, setup, call, values });
    return {
      /** Milliseconds a call, over so many. */
      time: async (calls) => (await this.#ask({ operation: 'time', key, calls })).nanoseconds / 1e6 / calls,
      /** What the last call gave, as an array. */
      result: async () => {
        await this.#ask({ operation: 'result', key, file: result });
        const array = readNpy(readFileSync(result));
        rmSync(result);
        return array;
      },
      forget: () => this.#ask({ operation: 'forget', key }),
    };
  }

  stop() {
    this.#child.stdin.end();
  }

  async #ask(request) {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await this.#answer();
    if (answer.error) throw new Error(`Python: ${answer.error}`);
    return answer;
  }

  async #answer() {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`The Python process ended. ${this.complaints}`);
    return JSON.parse(value);
  }
}

/**
 * Python processes, one for each interpreter and number of threads that cases ask for: libraries take their threads
 * when they are loaded.
 */
export class PythonPeers {
  #folder;
  #started = new Map();
  #alone;

  /** @param {string} folder where results are handed over */
  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * The first process that has a package.
   * @param {string} name of a peer, with the package's as its beginning: `opencv`, `pytorch`
   * @returns {Promise<{ python: PythonPeer, version: string } | undefined>}
   */
  async having(name, threads) {
    const [packageName] = name.split(' ');
    for (const interpreter of interpretersFor(packageName)) {
      const python = await this.#startedWith(interpreter, threads);
      const version = python?.versions[packageName];
      if (!version) continue;
      return { python: packageName === 'pytorch' ? await this.#anew(interpreter, threads) : python, version };
    }
    return undefined;
  }

  async stop() {
    this.#alone?.stop();
    for (const peer of this.#started.values()) (await peer)?.stop();
  }

  /**
   * A process for one case of PyTorch, as its users have it: what an earlier model left of the C library's allocator
   * shows in the times of the next (a training step of fractional poolings took 139 ms, or behind others 102).
   */
  async #anew(interpreter, threads) {
    this.#alone?.stop();
    this.#alone = await PythonPeer.start(interpreter, { folder: this.#folder, threads });
    return this.#alone;
  }

  #startedWith(interpreter, threads) {
    const key = `${interpreter} ${threads}`;
    if (!this.#started.has(key))
      this.#started.set(key, PythonPeer.start(interpreter, { folder: this.#folder, threads }));
    return this.#started.get(key);
  }
}
