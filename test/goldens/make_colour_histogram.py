"""Writes test/goldens/colour-histogram: run from the repository's root with OpenCV and numpy.

cases.json  space, bins, joint and the image of each case; counts.npy  their cv2.calcHist, end to end (int32)
"""
import json
import cv2
import numpy as np

OUT = "test/goldens/colour-histogram/"
SPACES = {"rgb": cv2.COLOR_BGR2RGB, "hsv": cv2.COLOR_BGR2HSV, "lab": cv2.COLOR_BGR2LAB}


def counts(image, space, bins, joint):
    ranges = [0, 180, 0, 256, 0, 256] if space == "hsv" else [0, 256] * 3
    if joint:
        return cv2.calcHist([image], [0, 1, 2], None, [bins] * 3, ranges).ravel()
    return np.concatenate(
        [cv2.calcHist([image], [c], None, [bins], ranges[2 * c:2 * c + 2]).ravel() for c in range(3)])


cases, out = [], []
for name in ("scene", "odd", "flat"):
    bgr = cv2.imread(f"test/goldens/images/{name}.png")
    for space, code in SPACES.items():
        image = cv2.cvtColor(bgr, code)
        for bins, joint in ((8, True), (5, True), (1, True), (16, False), (7, False), (100, False), (256, False)):
            part = counts(image, space, bins, joint)
            cases.append({"image": name, "space": space, "bins": bins, "joint": joint, "length": len(part)})
            out.append(part)
json.dump(cases, open(OUT + "cases.json", "w"))
np.save(OUT + "counts.npy", np.concatenate(out).astype(np.int32))
