"""Goldens for test/compare: scikit-learn's metrics and Wilson's interval on seeded label lists.

Run from the repository's root: /usr/bin/python3 test/goldens/make_compare.py
"""

import json
from pathlib import Path

import numpy as np
from scipy.stats import binomtest
from sklearn import metrics

cases = []
for seed, (count, classes, skill) in enumerate([(60, 4, 0.7), (300, 10, 0.5), (12, 6, 0.2), (40, 3, 1.0)]):
    random = np.random.default_rng(seed)
    # The last class never occurs in the truth; in the third case some others are missing too.
    truth = random.integers(0, classes - 1, count)
    predicted = np.where(random.random(count) < skill, truth, random.integers(0, classes, count))
    labels = list(range(classes))
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        truth, predicted, labels=labels, zero_division=0
    )
    interval = binomtest(int((truth == predicted).sum()), count).proportion_ci(method="wilson")
    cases.append(
        {
            "classes": classes,
            "truth": truth.tolist(),
            "predicted": predicted.tolist(),
            "accuracy": metrics.accuracy_score(truth, predicted),
            "accuracyInterval": [interval.low, interval.high],
            "confusion": metrics.confusion_matrix(truth, predicted, labels=labels).tolist(),
            "macroF1": metrics.f1_score(truth, predicted, average="macro", zero_division=0),
            "precision": precision.tolist(),
            "recall": recall.tolist(),
            "f1": f1.tolist(),
            "support": support.tolist(),
        }
    )

folder = Path("test/goldens/compare")
folder.mkdir(parents=True, exist_ok=True)
(folder / "metrics.json").write_text(json.dumps(cases, indent=1) + "\n")
