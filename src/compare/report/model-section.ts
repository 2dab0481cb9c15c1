import { ndarray } from '../../core/ndarray.js';
import { bootstrapIntervals } from '../bootstrap.js';
import type { Comparison, ModelResult } from '../comparison.js';
import { byteSize, count, percent, percentRange } from '../figures.js';
import { calibrationChart } from './calibration-chart.js';
import type { Canvas } from './canvas.js';
import { classTable } from './class-tables.js';
import { confusedImages } from './confused-images.js';
import { confusionTable } from './confusion-table.js';
import { html, type Markup } from './html.js';
import { breakable, sectionId } from './leaderboard.js';
import { classesRocChart } from './roc-chart.js';
import type { Thumbnails } from './thumbnails.js';

/** Everything about one model: confusions, scores and curves by class, surest mistakes. */
export async function modelSection(
  { dataset, seed }: Comparison,
  result: ModelResult,
  { canvas, thumbnails, confusedShown }: { canvas: Canvas; thumbnails: Thumbnails; confusedShown: number },
): Promise<Markup> {
  const { model, confusion, errors, mistakes } = result;
  const shown = errors.slice(0, confusedShown);
  const roc = classesRocChart(canvas, result);
  const calibration = calibrationChart(canvas, result);
  const pictures = shown.length > 0 && (await confusedImages(shown, thumbnails));
  return html`<section class="model card" id="${sectionId(model)}" aria-labelledby="${sectionId(model)}-name">
<header><h3 id="${sectionId(model)}-name">${breakable(model)}</h3>
<span class="quiet">${facts(result, seed).join(' · ')}</span></header>
<div class="sides">
<div><h4>Confusion matrix</h4>${confusionTable({ model, classNames: dataset.classNames, confusion })}</div>
<div>${classTable(result)}</div>
${roc && html`<div class="roc"><h4>ROC of each class against the rest, with its AUC</h4>${roc}</div>`}
${calibration && html`<div class="roc"><h4>Calibration: right predictions over the probability they were made with</h4>${calibration}</div>`}
${
  pictures &&
  html`<div class="${roc && !calibration ? 'beside' : 'across'}"><h4>Surest mistakes (${count(shown.length)} of ${count(mistakes)}), with the probability given to the wrong class</h4>${pictures}</div>`
}
</div>
</section>`;
}

function facts(result: ModelResult, seed: number): string[] {
  const { accuracy, accuracyInterval, macroAuc, calibration, vectorLength, modelBytes, converged } = result;
  return [
    `${percent(accuracy)} (${percentRange(accuracyInterval)})`,
    `macro F1 ${macroF1WithInterval(result, seed)}`,
    ...(macroAuc === undefined ? [] : [`AUC ${macroAuc.toFixed(3)}`]),
    ...(calibration ? [`calibration error ${percent(calibration.error)}`] : []),
    `${count(vectorLength)} numbers an image`,
    byteSize(modelBytes),
    ...(converged === false ? ['training stopped short of convergence'] : []),
  ];
}

/** With its 95% bootstrap interval, of a single round: several would count an image several times. */
function macroF1WithInterval({ macroF1, confusion, rounds }: ModelResult, seed: number): string {
  if (rounds.length > 1) return macroF1.toFixed(3);
  const matrix = ndarray(Int32Array.from(confusion.flat()), [confusion.length, confusion.length]);
  const [lower, upper] = bootstrapIntervals(matrix, { seed }).macroF1;
  return `${macroF1.toFixed(3)} (${lower.toFixed(3)}–${upper.toFixed(3)})`;
}
