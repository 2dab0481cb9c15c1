"""Goldens of linear and kernel machines, maps and calibrations. From the repository's root:
python3 test/goldens/make_machines.py

Needs numpy and scikit-learn (made with scikit-learn 1.2.1); the data sets are those of make_classify.py.
"""

import json
import pathlib
import sys

import numpy as np
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression
from sklearn.kernel_approximation import AdditiveChi2Sampler
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neighbors import NearestCentroid
from sklearn.preprocessing import MinMaxScaler, Normalizer
from sklearn.svm import SVC, LinearSVC

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from make_classify import SETS, numbers  # noqa: E402

FOLDER = pathlib.Path(__file__).parent / "classify"


def linear_svm():
    cases = []
    for name, ((x, y), (tx, _)) in SETS.items():
        for loss, c, weight in (
            ("squared_hinge", 1, None),
            ("squared_hinge", 0.01, None),
            ("hinge", 0.05, None),
            ("squared_hinge", 0.1, "balanced"),
        ):
            # One sample in nine is left out, so that classes differ in size.
            keep = np.arange(len(y)) % 9 != y.max()
            machine = LinearSVC(
                loss=loss, C=c, class_weight=weight, dual=True, tol=1e-9, max_iter=1000000, random_state=0
            ).fit(x[keep], y[keep])
            cases.append(
                {
                    "set": name,
                    "rows": np.flatnonzero(keep).tolist(),
                    "options": {
                        "loss": loss.replace("_", "-"),
                        "C": c,
                        "classWeight": weight or "none",
                    },
                    "weights": numbers(machine.coef_),
                    "intercepts": numbers(machine.intercept_),
                }
            )
    return cases


def chi2(a, b):
    total = a + b
    return np.sum(np.where(total > 0, 2 * a * b / np.where(total > 0, total, 1), 0))


ADDITIVE = {
    "chi2": chi2,
    "intersection": lambda a, b: np.minimum(a, b).sum(),
    "hellinger": lambda a, b: np.sqrt(a * b).sum(),
}


def matrix(kernel, a, b, gamma):
    values = np.array([[ADDITIVE[kernel](u, v) for v in b] for u in a])
    if gamma == 0:
        return values
    return np.exp(-gamma * (a.sum(1)[:, None] + b.sum(1)[None] - 2 * values))


def additive_svm():
    cases = []
    for name, ((x, y), (tx, _)) in SETS.items():
        for kernel in ADDITIVE:
            for form, gamma, c in (("additive", 0, 1), ("exponential", 0.3, 10)):
                machine = OneVsRestClassifier(SVC(C=c, kernel="precomputed", tol=1e-8))
                machine.fit(matrix(kernel, x, x, gamma), y)
                test = matrix(kernel, tx, x, gamma)
                cases.append(
                    {
                        "set": name,
                        "kernel": kernel,
                        "options": {"form": form, "gamma": gamma, "C": c},
                        "decisions": numbers([m.decision_function(test) for m in machine.estimators_]),
                    }
                )
    return cases


def logistic_l1():
    cases = []
    for name, ((x, y), (tx, _)) in SETS.items():
        for c in (0.1, 1):
            multinomial = {"multi_class": "multinomial"} if y.max() > 1 else {}
            model = LogisticRegression(
                C=c, penalty="l1", solver="saga", tol=1e-10, max_iter=1000000, random_state=0, **multinomial
            ).fit(x, y)
            score = x @ model.coef_.T + model.intercept_
            if y.max() == 1:
                score = np.hstack([np.zeros_like(score), score])
            top = score.max(1)
            loss = np.sum(np.log(np.exp(score - top[:, None]).sum(1)) + top - score[np.arange(len(y)), y])
            cases.append(
                {
                    "set": name,
                    "C": c,
                    "objective": float(loss + np.abs(model.coef_).sum() / c),
                    "zeros": int(np.sum(model.coef_ == 0)),
                    "probabilities": numbers(model.predict_proba(tx)),
                }
            )
    return cases


def calibrations():
    random = np.random.RandomState(5)
    own = random.uniform(size=60) < 0.4
    # Rounded, so that some scores are equal.
    scores = np.round(random.normal(0, 1, 60) + 1.5 * own, 1)
    at = np.linspace(-3, 4, 29)
    sigmoid = _SigmoidCalibration().fit(scores, own.astype(float))
    isotonic = IsotonicRegression(out_of_bounds="clip").fit(scores, own.astype(float))
    return {
        "scores": numbers(scores),
        "own": own.tolist(),
        "at": numbers(at),
        "slope": float(sigmoid.a_),
        "intercept": float(sigmoid.b_),
        "sigmoid": numbers(sigmoid.predict(at)),
        "isotonic": numbers(isotonic.predict(at)),
    }


def scalers():
    (x, _), (tx, _) = SETS["three"]
    x, tx = x.copy(), tx.copy()
    x[:, 2] = tx[:, 2] = np.float32(0.1)
    tx[0] = 0
    return {
        "features": x.shape[1],
        "x": numbers(x),
        "testX": numbers(tx),
        "min-max": numbers(MinMaxScaler().fit(x).transform(tx)),
        "l1": numbers(Normalizer("l1").transform(tx)),
        "l2": numbers(Normalizer("l2").transform(tx)),
    }


def chi2_map():
    x = SETS["three"][1][0][:6].copy()
    x[0, 1] = 0
    mapped = AdditiveChi2Sampler(sample_steps=2, sample_interval=0.63).fit_transform(x)
    return {"features": x.shape[1], "x": numbers(x), "mapped": numbers(mapped)}


golden = {
    "linearSvm": linear_svm(),
    "additiveSvm": additive_svm(),
    "logisticL1": logistic_l1(),
    "calibration": calibrations(),
    "scalers": scalers(),
    "chi2Map": chi2_map(),
    "nearestCentroid": [
        {"set": name, "predictions": NearestCentroid().fit(x, y).predict(tx).tolist()}
        for name, ((x, y), (tx, _)) in SETS.items()
    ],
}
(FOLDER / "machines.json").write_text(json.dumps(golden) + "\n")
