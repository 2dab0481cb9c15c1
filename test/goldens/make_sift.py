"""Writes test/goldens/sift: run from the repository's root with OpenCV 4.6 and numpy.

<name>-keypoints.npy    float32 [n, 7]: x, y, size, angle, response, octave, layer
<name>-descriptors.npy  uint8 [n, 128], in the same order

scene, odd, texture     SIFT_create() on the image of that name
options                 SIFT_create with the values of options.json on scene
nfeatures               the same defaults as scene, nfeatures 50 (any order)
given, given-doubled    SIFT_create().compute on scene at hand-picked keypoints, without and with octave -1
"""
import json
import cv2
import numpy as np

OUT = "test/goldens/sift/"
OPTIONS = {"layers": 4, "contrastThreshold": 0.02, "edgeThreshold": 6, "sigma": 1.4}
# x, y, size, angle, response, octave, layer: halves round to even; corners, edges and huge patches are clipped.
GIVEN = [
    (40, 50, 16 / 6, 0, 0, 0, 0), (40.5, 50.5, 16 / 6, 30, 0, 0, 0), (41.5, 51.5, 7, 45, 0, 0, 0),
    (0, 0, 7, 90, 0, 0, 0), (255, 191, 7, 135, 0, 0, 0), (128, 1, 31, 200, 0, 0, 0),
    (128, 96, 400, 270, 0, 0, 0), (100.25, 80.75, 12, 359.5, 0, 1, 2), (60, 120, 20, 180, 0, 2, 5),
    (300, 300, 7, 0, 0, 0, 0),
]
DOUBLED = [(30.25, 40.5, 2.4, 10, 0, -1, 1), (200, 100, 3, 300, 0, -1, 3), (128, 96, 8, 77, 0, 0, 2),
           (3, 3, 2, 0, 0, -1, 0)]


def grey(name):
    return cv2.cvtColor(cv2.imread(f"test/goldens/images/{name}.png"), cv2.COLOR_BGR2GRAY)


def packed(octave, layer):
    return (octave & 255) | (layer << 8)


def save(name, keypoints, descriptors):
    rows = [(*k.pt, k.size, k.angle, k.response, (k.octave & 255 ^ 128) - 128, k.octave >> 8 & 255) for k in keypoints]
    np.save(f"{OUT}{name}-keypoints.npy", np.array(rows, np.float32))
    np.save(f"{OUT}{name}-descriptors.npy", descriptors.astype(np.uint8))


for name in ["scene", "odd", "texture"]:
    save(name, *cv2.SIFT_create().detectAndCompute(grey(name), None))

json.dump(OPTIONS, open(OUT + "options.json", "w"))
save("options", *cv2.SIFT_create(0, *OPTIONS.values()).detectAndCompute(grey("scene"), None))
save("nfeatures", *cv2.SIFT_create(nfeatures=50).detectAndCompute(grey("scene"), None))

for name, rows in [("given", GIVEN), ("given-doubled", DOUBLED)]:
    points = [cv2.KeyPoint(x, y, size, angle, r, packed(o, l)) for x, y, size, angle, r, o, l in rows]
    save(name, *cv2.SIFT_create().compute(grey("scene"), points))
