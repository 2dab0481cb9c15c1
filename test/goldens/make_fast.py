"""Writes test/goldens/fast: run from the repository's root with OpenCV 4.6, scikit-image 0.19 and numpy.

cases.json   oracle, image, options (as Fovea names them) and number of points of every case
points.npy   int16 [points, 3], x, y and score (-1 where the oracle has none) of all cases one after the other
"""
import json
import cv2
import numpy as np
from skimage.feature import corner_fast

OUT = "test/goldens/fast/"
IMAGES = ["scene", "odd", "patch", "texture", "flat"]
THRESHOLDS = [5, 20, 60]


def opencv(image, threshold, suppress):
    detector = cv2.FastFeatureDetector_create(threshold, suppress, cv2.FAST_FEATURE_DETECTOR_TYPE_9_16)
    # Without suppression OpenCV computes no scores.
    return [(*point.pt, point.response if suppress else -1) for point in detector.detect(image)]


def skimage(image, threshold, arc):
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(float)
    return [(x, y, -1) for y, x in np.argwhere(corner_fast(grey, arc, threshold) > 0)]


cases, points = [], []


def add(oracle, image, options, found):
    cases.append({"oracle": oracle, "image": image, "options": options, "count": len(found)})
    points.extend(found)


for name in IMAGES:
    image = cv2.imread(f"test/goldens/images/{name}.png")
    for threshold in [0, *THRESHOLDS]:
        for suppress in (True, False) if threshold else (True,):
            options = {"threshold": threshold, "nonmaxSuppression": suppress}
            add("OpenCV", name, options, opencv(image, threshold, suppress))
    for arc in (10, 11, 12):
        options = {"threshold": 20, "arc": arc, "nonmaxSuppression": False}
        add("scikit-image", name, options, skimage(image, 20, arc))

with open(OUT + "cases.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
np.save(OUT + "points.npy", np.array(points, np.int16).reshape(-1, 3))
