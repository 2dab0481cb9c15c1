import Table from 'cli-table3';
import type { Agreement } from './verify.js';

const noLines = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', right: '', 'right-mid': '', mid: '', 'mid-mid': '', middle: '  ' },
};

/** The agreements for a terminal of 80 columns: a row each, with a tick or a cross. */
export function agreementTable(agreements: readonly Agreement[], { colour }: { colour: boolean }): string {
  const table = new Table({
    head: ['  feature', 'against', 'compared', '', 'agreement'],
    colAligns: ['left', 'left', 'right', 'left', 'left'],
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: colour ? ['dim'] : [], border: [] },
  });
  for (const agreement of agreements) {
    const { feature, against, compared, unit } = agreement;
    table.push([
      `${mark(agreement.holds, colour)} ${feature}`,
      `${against.program} ${against.version}`,
      compared.toLocaleString('en-GB'),
      unit,
      wording(agreement),
    ]);
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function mark(good: boolean, colour: boolean): string {
  const sign = good ? '✓' : '✗';
  return colour ? `\u001b[1;${good ? 32 : 31}m${sign}\u001b[0m` : sign;
}

/** `identical`, `within 3e-8`, `99.7%, rest ± 1`; what was promised only where it does not hold. */
function wording(agreement: Agreement): string {
  const { promise, holds } = agreement;
  if (holds) return found(agreement);
  const share = promise.agreeingShare === undefined ? '' : `${percent(promise.agreeingShare)} and `;
  return `${found(agreement)}\nPROMISED ${share}≤ ${promise.worst}`;
}

function found({ compared, agreeing, worst, promise }: Agreement): string {
  if (agreeing === compared && worst === 0) return compared > 0 ? 'identical' : 'nothing';
  if (!Number.isFinite(worst)) return 'differs';
  const within = `± ${shortest(worst)}`;
  if (agreeing === compared) return `all, ${within}`;
  return promise.agreeingShare === undefined && promise.worst < 1
    ? within
    : `${percent(agreeing / compared)}, rest ${within}`;
}

/** Two digits: `2`, `0.01`, `3.8e-6`. */
const shortest = (value: number): string =>
  value < 1e-3 ? value.toExponential(1) : String(Number(value.toPrecision(2)));

/** Rounded down, so that only all is 100%. */
const percent = (share: number): string => `${Math.floor(share * 1000) / 10}%`;
