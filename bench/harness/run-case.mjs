import { measureInterleaved, timed } from './measure.mjs';

/**
 * One peer in one case.
 * @typedef {object} Row
 * @property {string} id
 * @property {string} peer
 * @property {number} ratio their milliseconds ÷ ours: above 1, Fovea is faster; where lower is better ours ÷ theirs
 * @property {boolean} [lowerIsBetter]
 * @property {number | null} target the least ratio; where lower is better the greatest
 * @property {boolean | null} met
 * @property {string} exact how the results agree
 * @property {boolean | null} exactMet
 * @property {number} oursMilliseconds the median
 * @property {number} peerMilliseconds
 * @property {string} peerVersion
 * @property {number} rounds
 * @property {string} what
 */

/**
 * Measures a case against all of its peers that are present, and compares their results.
 * @param {import('../areas.mjs').BenchCase} benchCase
 * @param {{ inputs: object, pythons: object, libraries: object, rounds?: number }} bench
 * @returns {Promise<{ rows: Row[], absent: string[] }>} `absent`: the peers that are not installed, or cannot do it
 */
export async function runCase(benchCase, { inputs, pythons, libraries, rounds }) {
  const values = await named(benchCase.inputs, (name) => inputs.of(name));
  const files = await named(benchCase.inputs, (name) => inputs.fileOf(name));
  const contestants = [];
  const absent = [];
  for (const peer of benchCase.peers)
    try {
      const contestant = peer.prepare
        ? await javaScriptPeer(peer, values, libraries)
        : await pythonPeer(peer, files, await pythons.having(peer.name, benchCase.threads ?? 1));
      if (contestant) contestants.push({ peer, ...contestant });
      else absent.push(peer.name);
    } catch (error) {
      // Present, but without this function, as OpenCV 5 is without HOG.
      absent.push(`${peer.name} for ${benchCase.id} (${error.message ?? error})`);
    }
  if (contestants.length === 0) return { rows: [], absent };
  const ours = timed(() => benchCase.ours(values));
  const times = contestants.map(({ time }) => time);
  const measured = await measureInterleaved(ours.time, times, rounds);
  const oursValues = benchCase.values(ours.last());
  const rows = [];
  for (const [i, { peer, version, result, forget }] of contestants.entries()) {
    const agreement = peer.agreement(oursValues, await result());
    await forget?.();
    rows.push(row(benchCase, peer, { ...measured[i], version, agreement }));
  }
  return { rows, absent };
}

async function named(inputs, get) {
  const entries = Object.entries(inputs).map(async ([name, input]) => [name, await get(input)]);
  return Object.fromEntries(await Promise.all(entries));
}

async function javaScriptPeer(peer, inputs, libraries) {
  const found = await libraries.get(peer.name);
  if (!found) return undefined;
  const { call, values } = peer.prepare(found.library, inputs);
  const { time, last } = timed(call);
  return { version: found.version, time, result: () => values?.(last()) };
}

async function pythonPeer(peer, files, found) {
  if (!found) return undefined;
  const { time, result, forget } = await found.python.prepare(peer, files);
  return { version: found.version, time, result: peer.values ? result : () => undefined, forget };
}

function row(
  { id, what, lowerIsBetter = false },
  { name, target },
  { rounds, ours, theirs, version, agreement },
) {
  const ratio = round(lowerIsBetter ? ours / theirs : theirs / ours);
  return {
    id,
    peer: name,
    ratio,
    ...(lowerIsBetter && { lowerIsBetter }),
    target,
    ...agreement,
    met: target === null ? null : lowerIsBetter ? ratio <= target : ratio >= target,
    oursMilliseconds: round(ours),
    peerMilliseconds: round(theirs),
    peerVersion: version,
    rounds,
    what,
  };
}

/** Three digits say all that such measurements know. */
const round = (value) => Number(value.toPrecision(3));
