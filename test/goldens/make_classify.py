"""Goldens of the classifiers. From the repository's root: python3 test/goldens/make_classify.py

Needs numpy and scikit-learn (made with scikit-learn 1.2.1).
"""

import json
import pathlib
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics.pairwise import linear_kernel, polynomial_kernel, rbf_kernel
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

FOLDER = pathlib.Path(__file__).parent / "classify"
FOLDER.mkdir(exist_ok=True)
# Kernel machines without an upper bound are what scikit-learn warns of; they are meant here.
warnings.filterwarnings("error", category=ConvergenceWarning)


def numbers(array):
    """Nine significant digits: a float32 comes back as it was."""
    return [float(f"{value:.9g}") for value in np.asarray(array, dtype=float).ravel()]


def data(seed, classes, features, train, test=30, spread=0.9):
    """Overlapping clouds, non-negative as histograms are, float32; every class occurs."""
    random = np.random.RandomState(seed)
    centres = random.uniform(1, 4, (classes, features))

    def draw(count):
        y = np.arange(count) % classes
        x = np.abs(centres[y] + random.normal(0, spread, (count, features))).astype(np.float32)
        return x.astype(float), y

    return draw(train), draw(test)


def described(name, sets):
    (x, y), (tx, ty) = sets
    return {
        "name": name,
        "features": x.shape[1],
        "x": numbers(x),
        "y": y.tolist(),
        "testX": numbers(tx),
        "testY": ty.tolist(),
    }


SETS = {
    "three": data(1, 3, 4, 60),
    "two": data(2, 2, 3, 40),
    # More features than samples.
    "wide": data(3, 3, 40, 24, spread=2),
}


def squared_hinge(kernel, test_kernel, signs, c):
    """The dual of squared hinge loss: no upper bound, and 1 / 2C on the diagonal."""
    machine = SVC(C=1e9, kernel="precomputed", tol=1e-9)
    machine.fit(kernel + np.eye(len(kernel)) / (2 * c), signs)
    return machine.decision_function(test_kernel)


def svm():
    cases = []
    for name, ((x, y), (tx, _)) in SETS.items():
        gamma = 1 / (x.shape[1] * x.var())
        for kernel, c in (("linear", 1), ("rbf", 1), ("rbf", 10), ("poly", 0.1), ("rbf", 0.01)):
            function = {
                "linear": linear_kernel,
                "rbf": lambda a, b: rbf_kernel(a, b, gamma),
                "poly": lambda a, b: polynomial_kernel(a, b, 2, gamma, 1),
            }[kernel]
            decisions = [
                squared_hinge(function(x, x), function(tx, x), np.where(y == k, 1, -1), c)
                for k in range(y.max() + 1)
            ]
            hinge = OneVsRestClassifier(SVC(C=c, kernel=kernel, gamma=gamma, degree=2, coef0=1)).fit(x, y)
            cases.append(
                {
                    "set": name,
                    "options": {"kernel": kernel, "C": c, "degree": 2, "coef0": 1},
                    "decisions": numbers(np.stack(decisions, 1)),
                    "hingePredictions": hinge.predict(tx).tolist(),
                }
            )
    return cases


def logistic():
    cases = []
    for name, ((x, y), (tx, _)) in SETS.items():
        for c in (0.05, 1, 20):
            model = LogisticRegression(C=c, solver="newton-cg", tol=1e-6, max_iter=100000).fit(x, y)
            cases.append(
                {
                    "set": name,
                    "C": c,
                    "weights": numbers(model.coef_),
                    "intercepts": numbers(model.intercept_),
                    "probabilities": numbers(model.predict_proba(tx)),
                }
            )
    return cases


def chi2(a, b):
    return 0.5 * np.sum((a - b) ** 2 / np.where(a + b == 0, 1, a + b))


def knn():
    cases = []
    for name, ((x, y), (tx, _)) in SETS.items():
        for distance in ("euclidean", "manhattan", "cosine", "chi2"):
            for k, weights in ((1, "uniform"), (5, "uniform"), (6, "distance")):
                metric = chi2 if distance == "chi2" else distance
                model = KNeighborsClassifier(k, weights=weights, metric=metric, algorithm="brute").fit(x, y)
                cases.append(
                    {
                        "set": name,
                        "options": {"distance": distance, "k": k, "weights": weights},
                        "probabilities": numbers(model.predict_proba(tx)),
                    }
                )
    return cases


def scaler():
    x = SETS["three"][0][0].copy()
    x[:, 2] = np.float32(0.1)
    fitted = StandardScaler().fit(x)
    return {
        "features": x.shape[1],
        "x": numbers(x),
        "mean": numbers(fitted.mean_),
        "scale": numbers(fitted.scale_),
        "transformed": numbers(fitted.transform(x)),
    }


if __name__ == "__main__":
    golden = {
        "sets": [described(name, sets) for name, sets in SETS.items()],
        "svm": svm(),
        "logistic": logistic(),
        "knn": knn(),
        "scaler": scaler(),
    }
    (FOLDER / "classifiers.json").write_text(json.dumps(golden) + "\n")
