"""Writes test/goldens/gaussian: run from the repository's root with OpenCV.

weights.json    [sigma, size, weights of cv2.GaussianBlur in 1/256], read off its answer to a bright column
<name>-<i>.png  cv2.GaussianBlur of the images of test/goldens/images, by the list `cases` of cases.json
"""
import json
import os
import cv2
import numpy as np

OUT = "test/goldens/gaussian/"
os.makedirs(OUT, exist_ok=True)
cases = [["odd", 0.3, 0], ["odd", 1.0, 0], ["odd", 1.6, 0], ["odd", 1.6, 5], ["odd", 12.0, 0], ["odd", 3.0, 201],
         ["texture", 0.8, 3], ["texture", 2.0, 0], ["flat", 5.0, 0], ["patch", 1.6, 0]]
for i, (name, sigma, size) in enumerate(cases):
    image = cv2.imread(f"test/goldens/images/{name}.png", cv2.IMREAD_UNCHANGED)
    cv2.imwrite(f"{OUT}{name}-{i}.png", cv2.GaussianBlur(image, (size, size), sigma))
json.dump(cases, open(OUT + "cases.json", "w"))


def weights(sigma, size):
    """A column of 255 between zeros gives round(255 w / 256), which is w below 128; the middle is what is missing."""
    column = np.zeros((3, 2 * size + 1), np.uint8)
    column[:, size] = 255
    row = cv2.GaussianBlur(column, (size, 1), sigma)[1].astype(int)
    row = row[size - size // 2:size + size // 2 + 1]
    row[size // 2] = 256 - (row.sum() - row[size // 2])
    return row.tolist()


json.dump([[s, k, weights(s, k)] for s, k in [(0.5, 3), (0.8, 5), (1.6, 11), (2.0, 13), (7.3, 45)]],
          open(OUT + "weights.json", "w"))
