/**
 * A case and the same once more with results that both sides keep: `ours` writes into what it returned the last time,
 * and OpenCV into its `dst`, so that neither asks for memory.
 * @param {import('../areas.mjs').BenchCase & { ours: (inputs: object, options?: { out?: object }) => object }} benchCase
 * one whose first peer is OpenCV, by one call that takes `dst`
 * @returns {import('../areas.mjs').BenchCase[]}
 */
export function withReused(benchCase) {
  const [opencv] = benchCase.peers;
  let out;
  const reused = {
    ...benchCase,
    id: `${benchCase.id}-reused`,
    what: `${benchCase.what}; result written into that of the last call, on both sides`,
    ours: (inputs) => {
      out = benchCase.ours(inputs, { out });
      return out;
    },
    peers: [
      {
        ...opencv,
        setup: `${opencv.setup ?? ''}\nkept = ${opencv.call}`,
        call: opencv.call.replace(/\)$/, ', dst=kept)'),
      },
    ],
  };
  return [benchCase, reused];
}
