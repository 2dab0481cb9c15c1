"""Writes test/goldens/lbp: run from the repository's root with scikit-image 0.19, numpy and OpenCV (reads PNG).

codes.npy    uint32 [n, height, width], one slice for each case of cases.json on texture.png
float.npy    uint32, cases on a float image (crop.npy, float64)
var.npy      float64, var on texture.png; var-float.npy on the float crop
"""
import json
import cv2
import numpy as np
from skimage.feature import local_binary_pattern

OUT = "test/goldens/lbp/"
METHODS = ["default", "ror", "uniform", "nri_uniform"]
CIRCLES = [(8, 1), (16, 2), (24, 3), (4, 1), (8, 2.5), (5, 1.3), (12, 1.5)]

texture = cv2.imread("test/goldens/images/texture.png", cv2.IMREAD_GRAYSCALE)
flat = np.full((5, 6), 70, np.uint8)
rng = np.random.RandomState(7)
# Smooth floats with many equal neighbours: ties are where float arithmetic shows.
floats = np.round(cv2.GaussianBlur(rng.rand(20, 23), (0, 0), 1.5) * 40) / 40


def codes(image, circle, method):
    return local_binary_pattern(image, *circle, method=method)


cases = [(circle, method) for circle in CIRCLES for method in METHODS]
crop = texture[8:40, 4:48]
cases_json = [{"points": p, "radius": r, "method": m.replace("_", "-")} for (p, r), m in cases]
json.dump({"crop": {"x": 4, "y": 8, "width": 44, "height": 32}, "cases": cases_json},
          open(OUT + "cases.json", "w"), indent=1)
np.save(OUT + "codes.npy", np.stack([codes(crop, c, m) for c, m in cases]).astype(np.uint32))
np.save(OUT + "float-image.npy", floats)
np.save(OUT + "float-codes.npy", np.stack([codes(floats, c, m) for c, m in cases]).astype(np.uint32))
np.save(OUT + "var.npy", np.stack([codes(crop, c, "var") for c in CIRCLES]))
np.save(OUT + "float-var.npy", np.stack([codes(floats, c, "var") for c in CIRCLES]))
# The whole texture, by histogram, for the three circles that everyone uses.
np.save(OUT + "uniform-counts.npy", np.stack([
    np.bincount(codes(texture, (p, r), "uniform").astype(int).ravel(), minlength=26) for p, r in CIRCLES[:3]
]).astype(np.int32))
