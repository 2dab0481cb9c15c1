"""Goldens of k-means and of word histograms. From the repository's root: python3 test/goldens/make_bow.py

Needs numpy and scikit-learn (made with scikit-learn 1.2.1).
"""

import json
import pathlib

import numpy as np
from sklearn.cluster import KMeans

FOLDER = pathlib.Path(__file__).parent / "bow"
FOLDER.mkdir(exist_ok=True)


def kmeans():
    random = np.random.RandomState(7)
    centres = random.uniform(0, 1, (12, 6))
    points = (centres[random.randint(0, 12, 240)] + random.normal(0, 0.15, (240, 6))).astype(np.float32)
    start = points[:9].copy()
    cases = []
    for iterations in (1, 3, 300):
        fitted = KMeans(
            9, init=start, n_init=1, max_iter=iterations, tol=1e-4 if iterations > 3 else 0, algorithm="lloyd"
        ).fit(points.astype(np.float64))
        cases.append(
            {
                "maxIterations": iterations,
                "centroids": np.round(fitted.cluster_centers_, 9).tolist(),
                "inertia": fitted.inertia_,
            }
        )
    return {
        "points": np.round(points.astype(np.float64), 9).tolist(),
        "start": np.round(start.astype(np.float64), 9).tolist(),
        "cases": cases,
    }


(FOLDER / "kmeans.json").write_text(json.dumps(kmeans()) + "\n")
