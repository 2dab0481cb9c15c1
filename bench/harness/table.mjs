const columns = {
  id: ({ id }) => id,
  peer: ({ peer, peerVersion }) => `${peer} ${peerVersion}`,
  'ours, ms': ({ oursMilliseconds }) => String(oursMilliseconds),
  'peer, ms': ({ peerMilliseconds }) => String(peerMilliseconds),
  ratio: ({ ratio }) => String(ratio),
  target: ({ target, lowerIsBetter }) => (target === null ? '' : `${lowerIsBetter ? '≤' : '≥'} ${target}`),
  met: ({ met }) => verdict(met),
  results: ({ exact }) => exact,
  'as promised': ({ exactMet }) => verdict(exactMet),
  rounds: ({ rounds }) => String(rounds),
};

const verdict = (met) => (met === null ? '' : met ? 'yes' : '**no**');

/** Rows as a Markdown table that also reads well as plain text. */
export function markdownTable(rows) {
  const cells = [Object.keys(columns), ...rows.map((row) => Object.values(columns).map((cell) => cell(row)))];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  const lines = cells.map((line) => `| ${line.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`);
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}
