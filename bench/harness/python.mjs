import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readNpy } from 'fovea/formats';

/** Tried in this order; the distribution's interpreter has its OpenCV and scikit-image, another may shadow it. */
const interpreters = process.env.FOVEA_PYTHON
  ? [process.env.FOVEA_PYTHON]
  : ['/usr/bin/python3', 'python3', 'python'];

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
   * Starts the first interpreter with OpenCV, scikit-image or PyTorch; undefined where there is none.
   * The environment's FOVEA_PYTHON names the only one to try.
   * @param {string} folder where results are handed over
   * @param {number} threads of its libraries
   */
  static async start(folder, threads) {
    for (const interpreter of interpreters) {
      const peer = new PythonPeer(interpreter, { folder, threads });
      try {
        peer.versions = (await peer.#answer()).versions;
        if (['opencv', 'scikit-image', 'pytorch'].some((name) => name in peer.versions)) return peer;
      } catch {
        // Not there, or without NumPy: the next one.
      }
      peer.stop();
    }
    return undefined;
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

/** Python processes, one for each number of threads that cases ask for: libraries take theirs when they are loaded. */
export class PythonPeers {
  #folder;
  #started = new Map();

  /** @param {string} folder where results are handed over */
  constructor(folder) {
    this.#folder = folder;
  }

  /** @returns {Promise<PythonPeer | undefined>} */
  withThreads(threads) {
    if (!this.#started.has(threads)) this.#started.set(threads, PythonPeer.start(this.#folder, threads));
    return this.#started.get(threads);
  }

  async stop() {
    for (const peer of this.#started.values()) (await peer)?.stop();
  }
}
