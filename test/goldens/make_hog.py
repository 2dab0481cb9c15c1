"""Writes test/goldens/hog: run from the repository's root with scikit-image 0.19, numpy and OpenCV (reads PNG).

cases.json   image, options (as Fovea names them) and shape of every case
values.npy   float32, the descriptors of all cases one after the other
bins.npy     int32 [36, 36], for n = 1..36 bins how many of all 511 x 511 gradients of 8-bit pixels fall into each
"""
import json
import cv2
import numpy as np
from skimage.color import rgb2gray
from skimage.feature import hog

OUT = "test/goldens/hog/"
NORMS = ["L1", "L1-sqrt", "L2", "L2-Hys"]

CASES = [
    *[("odd", {"blockNorm": norm, "luma": "bt709"}) for norm in NORMS],
    *[("patch", {"pixelsPerCell": 3, "cellsPerBlock": 2, "blockNorm": norm}) for norm in NORMS],
    *[("flat", {"blockNorm": norm}) for norm in NORMS],
    # 45 degrees is an edge for 4 and 12 bins: only integers say for certain on which side of it a gradient lies.
    *[("texture", {"orientations": n, "cellsPerBlock": 2}) for n in (1, 4, 6, 12, 18)],
    *[("texture", {"orientations": n, "pixelsPerCell": 16, "cellsPerBlock": 1}) for n in (2, 8, 36, 180)],
    *[("odd", {"pixelsPerCell": p, "cellsPerBlock": b, "luma": "bt709"}) for p, b in [(4, 1), (5, 2), (9, 4), (53, 1)]],
    *[("odd", {"transformSqrt": True, "luma": luma}) for luma in ("bt601", "bt709")],
    *[("odd", {"channel": "strongest", "transformSqrt": root}) for root in (False, True)],
    ("patch", {"channel": "strongest", "orientations": 12, "blockNorm": "L1"}),
    ("patch", {"pixelsPerCell": 1, "cellsPerBlock": 1, "orientations": 4, "blockNorm": "L2"}),
    ("scene", {"pixelsPerCell": 16, "cellsPerBlock": 2}),
    ("scene", {"pixelsPerCell": 16, "luma": "bt709"}),
]


def describe(name, options):
    rgb = cv2.cvtColor(cv2.imread(f"test/goldens/images/{name}.png"), cv2.COLOR_BGR2RGB)
    strongest = options.get("channel") == "strongest"
    bt709 = options.get("luma") == "bt709"
    image = rgb if strongest else rgb2gray(rgb) if bt709 else cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    return hog(
        image,
        orientations=options.get("orientations", 9),
        pixels_per_cell=(options.get("pixelsPerCell", 8),) * 2,
        cells_per_block=(options.get("cellsPerBlock", 3),) * 2,
        block_norm=options.get("blockNorm", "L2-Hys"),
        transform_sqrt=options.get("transformSqrt", False),
        channel_axis=-1 if strongest else None,
        feature_vector=False,
    )


def bin_counts(orientations):
    difference = np.arange(-255, 256, dtype=float)
    dy, dx = np.meshgrid(difference, difference, indexing="ij")
    angle = np.rad2deg(np.arctan2(dy, dx)) % 180
    width = 180.0 / orientations
    counts = [np.sum((angle >= width * i) & (angle < width * (i + 1))) for i in range(orientations)]
    return np.pad(counts, (0, 36 - orientations))


values = [describe(*case) for case in CASES]
cases = [{"image": name, "options": options, "shape": v.shape} for (name, options), v in zip(CASES, values)]
with open(OUT + "cases.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
np.save(OUT + "values.npy", np.concatenate([v.ravel() for v in values]).astype(np.float32))
np.save(OUT + "bins.npy", np.stack([bin_counts(n) for n in range(1, 37)]).astype(np.int32))
