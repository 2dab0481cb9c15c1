import { count } from '../figures.js';
import { html, type Markup } from './html.js';
import { wide } from './wide.js';

/** Beyond this many classes numbers no longer fit, and the matrix is drawn as a picture. */
const mostClassesWithNumbers = 20;
const pairsListed = 12;

interface Matrix {
  readonly model: string;
  readonly classNames: readonly string[];
  /** Rows the truth, columns the prediction. */
  readonly confusion: readonly (readonly number[])[];
}

/** A confusion matrix as a heat map: each cell is as strong as its share of its row. */
export function confusionTable(matrix: Matrix): Markup {
  return matrix.classNames.length <= mostClassesWithNumbers ? numbered(matrix) : drawn(matrix);
}

function numbered({ model, classNames, confusion }: Matrix): Markup {
  const head = classNames.map((name) => html`<th scope="col"><span>${name}</span></th>`);
  const rows = confusion.map((counts, truth) => {
    const total = counts.reduce((sum, value) => sum + value, 0);
    const cells = counts.map((value, predicted) => {
      const share = total === 0 ? 0 : value / total;
      const kind = `${predicted === truth ? 'hit' : 'miss'}${share > 0.55 ? ' strong' : ''}`;
      return html`<td class="${value === 0 ? 'none' : kind}" style="--share:${strength(share)}%">${value === 0 ? '·' : count(value)}</td>`;
    });
    return html`<tr><th scope="row">${classNames[truth]!}</th>${cells}</tr>`;
  });
  return wide(
    `Confusion matrix of ${model}`,
    html`<table class="confusion">
<thead><tr><td class="corner">truth ↓ &ensp; called →</td>${head}</tr></thead>
<tbody>${rows}</tbody>
</table>`,
  );
}

/** Small shares would not be seen: the scale is that of their square root, in per cent. */
function strength(share: number): string {
  return share === 0 ? '0' : (100 * Math.sqrt(share)).toFixed(0);
}

function drawn({ model, classNames, confusion }: Matrix): Markup {
  const classes = classNames.length;
  const cells = confusion.flatMap((counts, truth) => {
    const total = counts.reduce((sum, value) => sum + value, 0);
    return counts.map(
      (value, predicted) =>
        value > 0 &&
        html`<rect x="${predicted}" y="${truth}" width="1" height="1" class="${predicted === truth ? 'hit' : 'miss'}" opacity="${Math.sqrt(value / total).toFixed(2)}"/>`,
    );
  });
  return html`<svg class="matrix" viewBox="0 0 ${classes} ${classes}" role="img" aria-label="Confusion matrix of ${model}, ${classes} classes, the truth downwards, the prediction to the right">${cells}</svg>
<h4>Most frequent confusions</h4>
${frequentPairs({ model, classNames, confusion })}`;
}

function frequentPairs({ classNames, confusion }: Matrix): Markup {
  const pairs = confusion.flatMap((counts, truth) =>
    counts.map((value, predicted) => ({ truth, predicted, value })),
  );
  const frequent = pairs
    .filter(({ truth, predicted, value }) => truth !== predicted && value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, pairsListed);
  const items = frequent.map(
    ({ truth, predicted, value }) =>
      html`<li>${classNames[truth]!} <span class="arrow">→</span> ${classNames[predicted]!} <b>${count(value)}×</b></li>`,
  );
  return html`<ol class="pairs">${items}</ol>`;
}
