import { describeMachine } from './machine.mjs';
import { markdownTable } from './table.mjs';

/**
 * The page `bench/RESULTS.md`: the table, how it came about, on what machine, and how to repeat it.
 * @param {import('./run-case.mjs').Row[]} rows
 * @param {{ absent: readonly string[] }} about
 */
export function resultsPage(rows, { absent }) {
  const machine = Object.entries(describeMachine()).map(([name, value]) => `- ${name}: ${value}`);
  const meanings = new Map(rows.map(({ id, what }) => [id, what]));
  return `# Fovea beside its peers

Written by \`npm run bench\`, rows of some areas by \`npm run bench -- --only … --record\`. The ratio is the peer's time ÷ Fovea's: above 1, Fovea is faster; of networks (nn, fmp) it is Fovea's ÷ the peer's: below 1, Fovea is faster.

${markdownTable(rows)}

## The machine

${machine.join('\n')}
- peers absent: ${absent.length ? absent.join(', ') : 'none'}

## How it is measured

- The same inputs for all: drawn scenes with the statistics of photographs (occluding shaded discs and squares of
  radii r with density r⁻³, blur, noise), 640×480 and 4000×3000, or 100 JPEGs of them; decoded pixels for all but the
  pipelines.
- Rounds of one sample each, Fovea, peer, Fovea, peer …; a sample is as many calls as fill 20 ms. Everything is called
  for half a second beforehand, and rests for 20 ms before each sample, since OpenMP's threads spin on after their
  work. Figures are medians over the rounds.
- One thread each (OpenCV's and NumPy's threads are off), but for the pipelines: two workers or processes, started
  anew by every batch on either side.
- Python times its calls itself. What each gives is what its users get: \`KeyPoint\` objects there, \`Keypoint\` objects
  here. opencv.js and jsfeat write into memory they keep from call to call, which spares them work.
- Rows that end in \`-reused\` write into the result of the last call on both sides: \`out\` here, \`dst\` in OpenCV. In
  all others either side takes memory for each result. OpenCV frees it at once, and finds the same again in the
  cache; Node frees it some time later, so that new results lie in memory that was not touched before.
- PyTorch has a process of its own for each row, and two threads, as Fovea has there.
- *results* compares what was computed in the same run.

## What the rows are

${[...meanings].map(([id, what]) => `- \`${id}\`: ${what}`).join('\n')}
`;
}
