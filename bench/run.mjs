// Measures Fovea beside the peers that this machine has: npm run bench -- [--only fast,hog] [--json] [--record] [--rounds 5]
//   --only    ids of rows, or their beginnings, with commas between; without it everything, which is recorded
//   --json    one JSON array of rows on standard output, instead of the table
//   --record  write the rows into bench/RESULTS.md; with --only in the place of those of before
//   --rounds  how often everything is measured, instead of as often as fits three seconds
// FOVEA_PYTHON names a Python with OpenCV and scikit-image, FOVEA_TORCH_PYTHON one with PyTorch (where unset, the same);
// rows whose peer is nowhere are left out, and named. FOVEA_PEERS names a folder in which opencv.js, image-js and
// jsfeat are installed (npm install --prefix <folder> @techstark/opencv-js image-js jsfeat), by default bench/peers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cases } from './areas.mjs';
import { Inputs } from './harness/inputs.mjs';
import { Libraries } from './harness/libraries.mjs';
import { PythonPeers } from './harness/python.mjs';
import { record } from './harness/recorded-results.mjs';
import { runCase } from './harness/run-case.mjs';
import { markdownTable } from './harness/table.mjs';

const say = (text) => process.stderr.write(`${text}\n`);

/** The command's arguments, checked. Ends the process with 2 on a mistake. */
function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        json: { type: 'boolean' },
        record: { type: 'boolean' },
        rounds: { type: 'string' },
      },
    });
    const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
    if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0))
      throw new Error(`Expected a whole number above 0 for --rounds but received '${values.rounds}'.`);
    return {
      chosen: chosenCases(values.only),
      isWhole: values.only === undefined,
      isRecorded: values.record || (values.only === undefined && !values.json),
      json: values.json,
      rounds,
    };
  } catch (error) {
    say(error.message);
    process.exit(2);
  }
}

function chosenCases(only) {
  if (only === undefined) return cases;
  const starts = only.split(',').map((start) => start.trim());
  for (const start of starts)
    if (start === '' || !cases.some(({ id }) => id.startsWith(start)))
      throw new Error(
        `Expected beginnings of ${cases.map(({ id }) => id).join(', ')} for --only but received '${start}'.`,
      );
  return cases.filter(({ id }) => starts.some((start) => id.startsWith(start)));
}

async function measure(chosen, { folder, rounds }) {
  const pythons = new PythonPeers(folder);
  const bench = { inputs: new Inputs(folder), libraries: new Libraries(), pythons, rounds };
  const rows = [];
  const absent = new Set();
  for (const [i, benchCase] of chosen.entries()) {
    say(`${i + 1}/${chosen.length} ${benchCase.id}`);
    const found = await runCase(benchCase, bench);
    rows.push(...found.rows);
    for (const name of found.absent) absent.add(name);
  }
  await pythons.stop();
  return { rows, absent: [...absent] };
}

const { chosen, isWhole, isRecorded, json, rounds } = readArguments();
const folder = mkdtempSync(join(tmpdir(), 'fovea-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const { rows, absent } = await measure(chosen, { folder, rounds });
if (absent.length) say(`Absent, hence not measured: ${absent.join(', ')}. See the head of bench/run.mjs.`);
if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
else console.log(markdownTable(rows));
if (isRecorded) {
  record(rows, { absent, isWhole });
  say('→ bench/RESULTS.md');
}
