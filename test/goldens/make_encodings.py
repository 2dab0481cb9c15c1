"""Goldens of encodings. From the repository's root: /path/to/python test/goldens/make_encodings.py

Needs numpy, scikit-learn from 1.5 (whose PCA takes the sign of the components) and scikit-image from 0.26
(made with numpy 2.4.6, scikit-learn 1.9.1 and scikit-image 0.26).
"""

import json
import pathlib
import warnings

import numpy as np
from skimage.feature import fisher_vector
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture

FOLDER = pathlib.Path(__file__).parent / "bow"
random = np.random.RandomState(11)


def numbers(array):
    return np.round(np.asarray(array, dtype=np.float64), 10).tolist()


def points(count, length, groups):
    """Groups of unequal size and spread, in float32 as descriptors are."""
    centres = random.uniform(0, 1, (groups, length))
    spreads = random.uniform(0.05, 0.3, (groups, length))
    chosen = np.minimum(random.randint(0, groups, count), random.randint(0, groups, count))
    return np.round(centres[chosen] + spreads[chosen] * random.normal(0, 1, (count, length)), 4).astype(np.float32)


def components():
    cases = []
    for title, rows, dimensions, whiten in [
        ("more rows than columns", points(60, 7, 5), 4, False),
        ("more rows than columns, whitened", points(60, 7, 5), 7, True),
        ("more columns than rows", points(6, 20, 3), 5, False),
        ("more columns than rows, whitened", points(6, 20, 3), 3, True),
    ]:
        fitted = PCA(dimensions, whiten=whiten, svd_solver="full").fit(rows.astype(np.float64))
        others = points(3, rows.shape[1], 3)
        cases.append(
            {
                "title": title,
                "rows": numbers(rows),
                "dimensions": dimensions,
                "whiten": whiten,
                "axes": numbers(fitted.components_),
                "variances": numbers(fitted.explained_variance_),
                "others": numbers(others),
                "projected": numbers(fitted.transform(others.astype(np.float64))),
            }
        )
    return cases


def mixture():
    """scikit-learn's EM from a given start: what it comes to after some iterations, and what it says of descriptors."""
    sample = points(200, 5, 4)
    gaussians = 4
    start = {
        "weights": np.array([0.1, 0.2, 0.3, 0.4]),
        "means": sample[:gaussians].astype(np.float64),
        "variances": np.full((gaussians, 5), 0.05),
    }
    cases = []
    for iterations in (1, 5, 25):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fitted = GaussianMixture(
                gaussians,
                covariance_type="diag",
                tol=0,
                reg_covar=0,
                max_iter=iterations,
                weights_init=start["weights"],
                means_init=start["means"],
                precisions_init=1 / start["variances"],
            ).fit(sample.astype(np.float64))
        cases.append(
            {
                "iterations": iterations,
                "weights": numbers(fitted.weights_),
                "means": numbers(fitted.means_),
                "variances": numbers(fitted.covariances_),
            }
        )
    image = points(30, 5, 4)
    vectors = {
        "raw": fisher_vector(image.astype(np.float64), fitted)[gaussians:],
        "improved": None,
    }
    # scikit-image also has the gradients by weights, and those by deviations with the opposite sign.
    half = len(vectors["raw"]) // 2
    vectors["raw"][half:] *= -1
    power = np.sign(vectors["raw"]) * np.sqrt(np.abs(vectors["raw"]))
    vectors["improved"] = power / np.linalg.norm(power)
    return {
        "sample": numbers(sample),
        "start": {name: numbers(values) for name, values in start.items()},
        "cases": cases,
        "image": numbers(image),
        "responsibilities": numbers(fitted.predict_proba(image.astype(np.float64))),
        "logDensities": numbers(fitted.score_samples(image.astype(np.float64))),
        "fisher": {name: numbers(values) for name, values in vectors.items()},
    }


def words():
    """Soft bags, pyramids and VLAD, straight from the papers' formulas."""
    centroids = points(6, 5, 6)
    image = points(40, 5, 4)
    positions = np.round(random.uniform(0, 1, (40, 2)), 4).astype(np.float32)
    distances = ((image[:, None].astype(np.float64) - centroids[None].astype(np.float64)) ** 2).sum(2)
    nearest = distances.argmin(1)

    sigma, neighbours = 0.25, 3
    soft = np.zeros(6)
    for row in distances:
        chosen = np.argsort(row, kind="stable")[:neighbours]
        weights = np.exp(-row[chosen] / (2 * sigma**2))
        soft[chosen] += weights / weights.sum()

    pyramid = []
    for level, weight in enumerate([1 / 4, 1 / 4, 1 / 2]):
        side = 2**level
        for y in range(side):
            for x in range(side):
                inside = np.all(np.floor(positions * side) == (x, y), axis=1)
                pyramid.append(weight * np.bincount(nearest[inside], minlength=6))
    pyramid = np.concatenate(pyramid)

    sums = np.zeros((6, 5))
    np.add.at(sums, nearest, image.astype(np.float64) - centroids[nearest].astype(np.float64))
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    intra = sums / np.where(lengths == 0, 1, lengths)
    rooted = np.sign(sums) * np.sqrt(np.abs(sums))
    return {
        "centroids": numbers(centroids),
        "image": numbers(image),
        "positions": numbers(positions),
        "soft": {"sigma": sigma, "neighbours": neighbours, "histogram": numbers(soft)},
        "pyramid": {
            "none": numbers(pyramid),
            "l1-sqrt": numbers(np.sqrt(pyramid / pyramid.sum())),
            "l2": numbers(pyramid / np.linalg.norm(pyramid)),
        },
        "vlad": {
            "raw": numbers(sums.ravel()),
            "intra": numbers((intra / np.linalg.norm(intra)).ravel()),
            "rooted": numbers((rooted / np.linalg.norm(rooted)).ravel()),
        },
    }


golden = {"components": components(), "mixture": mixture(), "words": words()}
(FOLDER / "encodings.json").write_text(json.dumps(golden) + "\n")
