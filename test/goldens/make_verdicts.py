"""Goldens for test/compare: ROC curves of scikit-learn; McNemar, corrected t-test and bootstrap by SciPy.

Run from the repository's root: /usr/bin/python3 test/goldens/make_verdicts.py
"""

import json
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn import metrics
from sklearn.calibration import calibration_curve

random = np.random.default_rng(7)


def curve(truth, scores):
    false_positive, true_positive, thresholds = metrics.roc_curve(truth, scores)
    return {
        "truth": truth.tolist(),
        "scores": scores.tolist(),
        "falsePositiveRate": false_positive.tolist(),
        "truePositiveRate": true_positive.tolist(),
        # The first, which nothing reaches, is a matter of taste: 1 more than the highest score, or infinity.
        "thresholds": thresholds[1:].tolist(),
        "area": metrics.roc_auc_score(truth, scores),
    }


def curves():
    for count, decimals in [(8, 1), (60, 1), (60, 6), (200, 2)]:
        truth = random.integers(0, 2, count)
        truth[:2] = [0, 1]
        # Few decimals make ties, within a class and between the two.
        yield curve(truth, np.round(np.clip(0.25 * truth + random.random(count) * 0.75, 0, 1), decimals))


def one_versus_rest(count, classes):
    truth = np.arange(count) % classes
    scores = random.random((count, classes)) + 0.7 * np.eye(classes)[truth]
    probabilities = np.round(scores / scores.sum(axis=1, keepdims=True), 3)
    # Rows must add up to 1 for scikit-learn; the last column takes the rounding.
    probabilities[:, -1] = 1 - probabilities[:, :-1].sum(axis=1)
    areas = [metrics.roc_auc_score(truth == c, probabilities[:, c]) for c in range(classes)]
    return {
        "truth": truth.tolist(),
        "probabilities": probabilities.tolist(),
        "areas": areas,
        "macroArea": metrics.roc_auc_score(truth, probabilities, multi_class="ovr", average="macro"),
    }


def mcnemar(b, c):
    return {"b": b, "c": c, "pValue": stats.binomtest(b, b + c, 0.5).pvalue}


def corrected(rounds, train, test, effect):
    differences = np.round(random.normal(effect, 0.02, rounds), 4)
    scale = np.sqrt((1 / rounds + test / train) * differences.var(ddof=1))
    statistic = differences.mean() / scale
    return {
        "differences": differences.tolist(),
        "train": train,
        "test": test,
        "statistic": statistic,
        "pValue": 2 * stats.t.sf(abs(statistic), rounds - 1),
    }


def bootstrap(count, classes, skill):
    truth = random.integers(0, classes, count)
    predicted = np.where(random.random(count) < skill, truth, random.integers(0, classes, count))
    labels = list(range(classes))

    def interval(score):
        found = stats.bootstrap(
            (truth, predicted),
            score,
            paired=True,
            vectorized=False,
            n_resamples=10_000,
            method="percentile",
            random_state=1,
        ).confidence_interval
        return [found.low, found.high]

    return {
        "confusion": metrics.confusion_matrix(truth, predicted, labels=labels).tolist(),
        "accuracy": interval(lambda t, p: (t == p).mean()),
        "macroF1": interval(lambda t, p: metrics.f1_score(t, p, average="macro", zero_division=0)),
    }


def calibration(count, classes):
    truth = random.integers(0, classes, count)
    scores = random.random((count, classes)) ** 3 + 0.5 * np.eye(classes)[truth]
    probabilities = np.round(scores / scores.sum(axis=1, keepdims=True), 4)
    predicted = probabilities.argmax(axis=1)
    confidence, right = probabilities.max(axis=1), predicted == truth
    shares, means = calibration_curve(right, confidence, n_bins=10)
    counts = np.histogram(confidence, bins=np.linspace(0, 1, 11))[0]
    return {
        "truth": truth.tolist(),
        "probabilities": probabilities.tolist(),
        # Of the bins that are not empty, in order.
        "shares": shares.tolist(),
        "means": means.tolist(),
        "error": float(np.sum(counts[counts > 0] * np.abs(shares - means)) / count),
    }


goldens = {
    "roc": list(curves()),
    "oneVersusRest": [one_versus_rest(60, 3), one_versus_rest(100, 10)],
    "mcnemar": [
        mcnemar(*pair)
        for pair in [(0, 1), (10, 2), (3, 3), (1, 8), (25, 40), (150, 99), (5000, 5200), (500_100, 499_000)]
    ],
    "resampledTTest": [
        corrected(10, 360, 410, 0.01),
        corrected(10, 900, 100, 0.03),
        corrected(100, 810, 90, -0.004),
        corrected(2, 50, 50, 0.02),
    ],
    "bootstrap": [bootstrap(200, 4, 0.7), bootstrap(90, 10, 0.9)],
    "calibration": [calibration(120, 3), calibration(80, 6)],
}

folder = Path("test/goldens/compare")
folder.mkdir(parents=True, exist_ok=True)
(folder / "verdicts.json").write_text(json.dumps(goldens) + "\n")
