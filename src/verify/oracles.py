"""What OpenCV, scikit-image, SciPy and NumPy say: the reference values of `fovea verify`.

From the repository's root, `python3 src/verify/oracles.py src/verify/goldens` writes the ones that ship with Fovea
(made with OpenCV 4.6, scikit-image 0.19, SciPy 1.10, NumPy 1.24). `fovea verify --live photo.jpg` runs the same
script with the photograph as a second argument: every case is then computed on it (the middle 640 x 480 of it).

cases.json   versions of the programs, image files by name, and the cases of each area, options as Fovea names them;
             `digests` are SHA-256 over the conversion of all 2^24 colours, red slowest, blue fastest
goldens.npz  one array a case, named <area>-<number>
"""
import hashlib
import json
import os
import shutil
import sys

import cv2
import numpy as np
import scipy
import skimage
from scipy import ndimage
from skimage.color import rgb2gray, rgb2lab
from skimage.feature import corner_fast, hog, local_binary_pattern

out = sys.argv[1]
photo = sys.argv[2] if len(sys.argv) > 2 else None
REPOSITORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "test", "goldens")
OWN = {
    "scene": "images/scene.png", "odd": "images/odd.png", "patch": "images/patch.png", "texture": "images/texture.png",
    "jpeg": "colour/jpeg-420.jpg",
}
BORDERS = {"zero": "constant", "replicate": "nearest", "reflect": "reflect", "reflect-101": "mirror"}
CV_BORDERS = {"zero": cv2.BORDER_CONSTANT, "replicate": cv2.BORDER_REPLICATE, "reflect": cv2.BORDER_REFLECT,
              "reflect-101": cv2.BORDER_REFLECT_101}
SPACES = {"rgb": None, "hsv": cv2.COLOR_RGB2HSV, "lab": cv2.COLOR_RGB2Lab}


def prepare_images():
    """Copies the project's images, or cuts the middle out of the photograph. Returns files by name."""
    if photo is None:
        for path in OWN.values():
            shutil.copy(os.path.join(REPOSITORY, path), out)
        return {name: os.path.basename(path) for name, path in OWN.items()}
    image = cv2.imread(photo)
    y, x = (max(0, (length - limit) // 2) for length, limit in zip(image.shape, (480, 640)))
    cv2.imwrite(os.path.join(out, "middle.png"), image[y:y + 480, x:x + 640])
    return {name: os.path.abspath(photo) if name == "jpeg" else "middle.png" for name in OWN}


files = prepare_images()
rgb = {name: cv2.cvtColor(cv2.imread(os.path.join(out, file)), cv2.COLOR_BGR2RGB) for name, file in files.items()}
grey = {name: cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) for name, image in rgb.items()}
areas, arrays = {}, {}


def add(area, image, options, expected):
    case = {"image": image, "options": options}
    if photo and any((files[c["image"]], c["options"]) == (files[image], options) for c in areas.get(area, [])):
        return
    arrays[f"{area}-{len(areas.setdefault(area, []))}"] = np.ascontiguousarray(expected)
    areas[area].append(case)


def every_colour():
    codes = {"grey": cv2.COLOR_RGB2GRAY, "hsv": cv2.COLOR_RGB2HSV, "lab": cv2.COLOR_RGB2Lab}
    digests = {name: hashlib.sha256() for name in codes}
    green, blue = np.meshgrid(np.arange(256, dtype=np.uint8), np.arange(256, dtype=np.uint8), indexing="ij")
    for red in range(256):
        plane = np.dstack([np.full_like(green, red), green, blue])
        for name, code in codes.items():
            digests[name].update(cv2.cvtColor(plane, code).tobytes())
    return {name: digest.hexdigest() for name, digest in digests.items()}


def colours():
    add("decode", "jpeg", {}, rgb["jpeg"])
    add("bt709", "patch", {}, rgb2gray(rgb["patch"]))
    add("lab-float", "patch", {}, rgb2lab(rgb["patch"] / 255.0))
    for name in ("scene", "odd"):
        for space, code in SPACES.items():
            image = rgb[name] if code is None else cv2.cvtColor(rgb[name], code)
            ranges = [0, 180 if space == "hsv" else 256, 0, 256, 0, 256]
            for bins in (8, 5):
                counts = cv2.calcHist([image], [0, 1, 2], None, [bins] * 3, ranges)
                add("histogram", name, {"space": space, "bins": bins, "joint": True}, counts.astype(np.int32).ravel())
            for bins in (16, 7, 256):
                each = [cv2.calcHist([image], [c], None, [bins], ranges[2 * c:2 * c + 2]).ravel() for c in range(3)]
                options = {"space": space, "bins": bins, "joint": False}
                add("histogram", name, options, np.concatenate(each).astype(np.int32))


def filters():
    rng = np.random.RandomState(11)
    gauss = cv2.getGaussianKernel(7, 1.5)
    kernels = [rng.randn(3, 3), rng.randn(5, 3), rng.randn(1, 7), np.outer(rng.randn(5), rng.randn(5)), gauss @ gauss.T]
    integers = [
        [[0, -1, 0], [-1, 5, -1], [0, -1, 0]], [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]], np.ones((3, 3)) / 9,
        np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256, gauss @ gauss.T,
    ]
    for k, kernel in enumerate(kernels):
        for border, mode in BORDERS.items():
            options = {"kernel": kernel.tolist(), "border": border}
            values = ndimage.convolve(grey["patch"].astype(float), kernel, mode=mode)
            # Float64 values do not compress: of what ships, each kernel has one border.
            if photo or k % len(BORDERS) == list(BORDERS).index(border):
                add("convolve", "patch", options, values)
    for k, kernel in enumerate(integers):
        for border, mode in CV_BORDERS.items():
            name = "odd" if k < 2 else "patch"
            options = {"kernel": np.array(kernel).tolist(), "border": border}
            add("filter2d", name, options, cv2.filter2D(grey[name], cv2.CV_8U, np.array(kernel, float), borderType=mode))
    for name, image, size in [("scene", rgb["scene"], (64, 48)), ("patch", rgb["patch"], (16, 16)),
                              ("odd", rgb["odd"], (60, 50)), ("odd", rgb["odd"], (1, 1))]:
        add("resize", name, {"width": size[0], "height": size[1]}, cv2.resize(image, size, interpolation=cv2.INTER_AREA))
    larger = tuple(2 * length + 7 for length in rgb["patch"].shape[1::-1])
    add("resize", "patch", {"width": larger[0], "height": larger[1]}, cv2.resize(rgb["patch"], larger))


def lbp():
    for points, radius in [(8, 1), (16, 2), (24, 3), (4, 1), (8, 2.5), (5, 1.3), (12, 1.5)]:
        for method in ("default", "ror", "uniform", "nri-uniform"):
            codes = local_binary_pattern(grey["patch"], points, radius, method.replace("-", "_")).astype(np.uint32)
            add(f"lbp-{method}", "patch", {"points": points, "radius": radius, "method": method}, codes)
    for points, radius in [(8, 1), (16, 2), (24, 3)]:
        options = {"points": points, "radius": radius, "method": "var"}
        add("lbp-var", "patch", options, local_binary_pattern(grey["patch"], points, radius, "var"))
        codes = local_binary_pattern(grey["texture"], points, radius, "uniform").astype(np.uint8)
        add("lbp-uniform", "texture", {"points": points, "radius": radius, "method": "uniform"}, codes)


def hogs():
    def case(name, **options):
        strongest = options.get("channel") == "strongest"
        image = rgb[name] if strongest else rgb2gray(rgb[name]) if options.get("luma") == "bt709" else grey[name]
        add("hog", name, options, hog(
            image, options["orientations"], (options["pixelsPerCell"],) * 2, (options["cellsPerBlock"],) * 2,
            options["blockNorm"], transform_sqrt=options.get("transformSqrt", False),
            channel_axis=-1 if strongest else None).astype(np.float32))

    for norm in ("L1", "L1-sqrt", "L2", "L2-Hys"):
        for orientations in (6, 9, 12):
            # Between square roots of integers, directions of exactly 30 and 60 degrees occur: edges of 6 and 12 bins,
            # where the last bit of the arctangent decides. Fovea promises nothing there.
            for root in (False, True) if orientations == 9 else (False,):
                for block in (1, 2, 3):
                    case("patch", orientations=orientations, pixelsPerCell=8, cellsPerBlock=block, blockNorm=norm,
                         transformSqrt=root)
        case("odd", orientations=9, pixelsPerCell=9, cellsPerBlock=2, blockNorm=norm, luma="bt709")
    case("odd", orientations=9, pixelsPerCell=8, cellsPerBlock=3, blockNorm="L2-Hys", channel="strongest")
    case("scene", orientations=9, pixelsPerCell=16, cellsPerBlock=1, blockNorm="L2-Hys")
    for name, cell, block, orientations, root, signed, strongest in [
            ("odd", 8, 2, 9, True, False, True), ("odd", 8, 2, 9, False, False, False), ("patch", 5, 3, 7, True, True, True),
            ("patch", 4, 1, 12, False, False, True)]:
        image = rgb[name][..., ::-1] if strongest else grey[name]
        window = tuple(length // cell * cell for length in image.shape[1::-1])
        descriptor = cv2.HOGDescriptor(window, (cell * block,) * 2, (cell,) * 2, (cell,) * 2, orientations, 1, -1, 0, 0.2,
                                       root, 64, signed)
        values = descriptor.compute(np.ascontiguousarray(image), locations=[(0, 0)])
        add("hog-opencv", name, {
            "implementation": "opencv", "pixelsPerCell": cell, "cellsPerBlock": block, "orientations": orientations,
            "transformSqrt": root, "signed": signed, "channel": "strongest" if strongest else "grey"}, values)


def corners():
    for name in ("scene", "odd", "texture"):
        for threshold in (5, 10, 20, 60):
            detector = cv2.FastFeatureDetector_create(threshold, True, cv2.FAST_FEATURE_DETECTOR_TYPE_9_16)
            found = [(*point.pt, point.response) for point in detector.detect(grey[name])]
            add("fast", name, {"threshold": threshold}, np.array(found, np.int16).reshape(-1, 3))
        for arc in (10, 11, 12):
            found = np.argwhere(corner_fast(grey[name].astype(float), arc, 20) > 0)[:, ::-1]
            options = {"threshold": 20, "arc": arc, "nonmaxSuppression": False}
            add("fast-arcs", name, options, found.astype(np.int16))


def sift():
    def rows(keypoints, descriptors):
        """x, y, size, angle, response, octave, layer; then the descriptor."""
        points = [(*k.pt, k.size, k.angle, k.response, (k.octave & 255 ^ 128) - 128, k.octave >> 8 & 255)
                  for k in keypoints]
        return np.hstack([np.array(points, np.float32).reshape(-1, 7), descriptors]).astype(np.float32)

    others = {"layers": 4, "contrastThreshold": 0.02, "edgeThreshold": 6, "sigma": 1.4}
    for name, options in [("scene", {}), ("odd", {}), ("texture", {}), ("odd", others)]:
        keypoints, descriptors = cv2.SIFT_create(0, *options.values()).detectAndCompute(grey[name], None)
        add("sift", name, options, rows(keypoints, descriptors))
        if name == "odd" and not options:
            # The descriptors again, then their roots: RootSIFT is checked on the same numbers that NumPy had.
            roots = np.sqrt(descriptors.astype(float) / np.maximum(descriptors.sum(1, keepdims=True), 1))
            add("rootsift", name, options, np.hstack([descriptors, roots]).astype(np.float32))


colours()
filters()
lbp()
hogs()
corners()
sift()
versions = {"OpenCV": cv2, "scikit-image": skimage, "SciPy": scipy, "NumPy": np}
with open(os.path.join(out, "cases.json"), "w") as file:
    json.dump({"programs": {name: module.__version__ for name, module in versions.items()}, "images": files,
               "digests": every_colour(), "areas": areas}, file)
(np.savez if photo else np.savez_compressed)(os.path.join(out, "goldens.npz"), **arrays)
