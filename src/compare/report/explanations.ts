import type { Comparison } from '../comparison.js';
import { html, type Markup } from './html.js';

/** What each figure, mark and test of a report means, in plain words; only of what the report shows. */
export function explanations(comparison: Comparison): Markup {
  const entries = [
    accuracyAndInterval,
    ...(comparison.results.some(({ repeats }) => repeats) ? [rounds] : []),
    f1,
    ...(comparison.results.some(({ macroAuc }) => macroAuc !== undefined) ? [roc] : []),
    ...(comparison.results.some((result) => result.calibration) ? [calibration] : []),
    ...tests(comparison),
    ...(comparison.results.some((result) => result.rounds.some(({ tuning }) => tuning)) ? [tuning] : []),
    ...(comparison.results.some(({ learningCurve }) => learningCurve) ? [learning] : []),
    ...(comparison.leaks.mode === 'ignore' ? [] : [leaks]),
    ...(comparison.results.some(({ seconds }) => seconds) ? [times] : []),
  ];
  return html`<dl class="explanations">${entries}</dl>`;
}

const entry = (term: string, text: Markup): Markup => html`<div><dt>${term}</dt><dd>${text}</dd></div>`;

const accuracyAndInterval = entry(
  'Accuracy and its interval',
  html`The share of test images that a model was right about. Another test set of the same kind would have given a slightly different share; the 95% interval is where it may well have been. The test images are drawn again and again from themselves, with replacement, and the interval holds the middle 95% of what comes out (percentile bootstrap, Efron 1979); where all were right, it is Wilson’s. It says nothing about other training images.`,
);

const rounds = entry(
  'Rounds and deviation',
  html`Every model was trained and tested several times on different parts of the data, all models on the same parts. The accuracy is the mean; ± is the standard deviation from round to round. It shows how much luck of the split there is, but it is not the uncertainty of the mean: rounds share images.`,
);

const f1 = entry(
  'Precision, recall and F1',
  html`Of what was called a class, <b>precision</b> is the share that was; of a class, <b>recall</b> is the share that was found. <b>F1</b> is their harmonic mean: it is high only if both are. <b>Macro F1</b> is the mean over the classes, rare ones counting as much as common ones; in brackets, of a single round, its 95% interval, found as that of the accuracy.`,
);

const roc = entry(
  'ROC curve and AUC',
  html`A model gives every image a probability for each class. Call an image a bus as soon as that of buses passes a threshold: a low one finds all buses and cries bus at many others, a high one the reverse. The curve shows all such bargains: buses found upwards, false alarms to the right; the dashed diagonal is guessing. <b>AUC</b>, the area below it, is the chance that a bus scores higher than something else: 1 is perfect, 0.5 guessing. It needs no threshold and does not care how common a class is.`,
);

const calibration = entry(
  'Calibration',
  html`Of the predictions that a model makes with a probability of 70%, seven in ten should be right. Each dot is such a group, its size the number of predictions: on the diagonal probabilities can be taken at their word, below it the model is too sure of itself, above it too modest. The <b>calibration error</b> is the mean distance from the diagonal (Naeini and others 2015). It says nothing about how often a model is right.`,
);

function tests({ pairs }: Comparison): Markup[] {
  if (pairs.length === 0) return [];
  return [
    entry(
      'p-value',
      html`The chance of seeing a difference at least as large if the two models were equally good. Small: chance alone hardly explains it. Not small: these images cannot tell; it does <em>not</em> show that the models are equal. It does not say how large the difference is either: that is in the accuracies.`,
    ),
    pairs[0]!.test === 'mcnemar' ? mcnemar : resampled,
    entry(
      'Adjusted p-value, and the mark =',
      html`Whoever makes many comparisons will find some difference by chance. Holm’s adjustment (1979) raises the p-values so that, calling everything below 5% a difference, even one false call among all pairs has a chance of at most 5%. <b>=</b> marks models whose adjusted p-value against the best is 5% or more.`,
    ),
  ];
}

const mcnemar = entry(
  'McNemar’s exact test',
  html`Both models saw the same test images, so that only those count which one got right and the other wrong. If neither were better, each of these would fall to either side like a coin; p is the chance of so uneven a toss (McNemar 1947; recommended for a single split by Dietterich 1998).`,
);

const resampled = entry(
  'Corrected resampled t-test',
  html`Compares two models’ accuracies round by round. An ordinary t-test would take the rounds for independent and find differences that are not there, since their training images overlap; this one enlarges the variance by the share of test to training images (Nadeau and Bengio 2003).`,
);

const tuning = entry(
  'Options chosen by trial',
  html`Within the training images of each round, and never looking at test images, a model was trained with every set of options on part of them and judged on the rest. The best set was then used on all training images. Choosing by the test images instead would make the figures too good.`,
);

const learning = entry(
  'Learning curve',
  html`Accuracy when fewer training images are given; the band is one standard deviation over the rounds. A curve that still rises at its right end would profit from more images; one that is flat wants a better model instead.`,
);

const leaks = entry(
  'Leak guard',
  html`Images of which a copy (saved anew, resized, brightened, mirrored, slightly cropped) is among the training images test memory, not understanding. All images were compared by their fine detail before anything was trained. Distance 0 is the same pixels; finds lie at 0.02 or less, or at 0.055 or less where no other image comes near.`,
);

const times = entry(
  'Times and sizes',
  html`Of the machine this ran on. <b>An image</b> is the time from decoded pixels to a label; <b>vector</b> is what the classifier sees of an image, as 32-bit floats; <b>model</b> is the saved file. Steps that models share are counted for each as if it were alone.`,
);
