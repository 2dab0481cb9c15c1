"""Writes test/goldens/colour: run from the repository's root with OpenCV 4.6, Pillow 9.4, scikit-image 0.19, numpy.

u8-rgb.npy, u8-hsv.npy, u8-lab.npy, u8-grey.npy      a 17-step colour cube and 4096 random colours (OpenCV)
every-colour.json                                    SHA-256 over all 2^24 colours, red slowest, blue fastest (OpenCV)
u16-rgb.npy, u16-grey.npy                            random 16-bit colours (OpenCV)
float-rgb.npy, float-hsv.npy, float-lab-opencv.npy   floats in [0, 1] (OpenCV, float32)
float-lab.npy, float-grey.npy                        the same floats (scikit-image)
jpeg-*.jpg, jpeg.npy                                 odd.png as JPEG in several ways, and OpenCV's pixels of each
deep.png, deep-grey.png, deep.npy                    16-bit PNG and OpenCV's 8-bit pixels of both
resize.json, resize-*.npy                            OpenCV's INTER_AREA and INTER_LINEAR, 8-bit and float32
"""
import hashlib
import json
import cv2
import numpy as np
from PIL import Image
from skimage.color import rgb2gray, rgb2lab

OUT = "test/goldens/colour/"
IMAGES = "test/goldens/images/"
rng = np.random.RandomState(20240607)


def save(name, array):
    np.save(OUT + name, np.ascontiguousarray(array))


def rgb(path):
    return cv2.cvtColor(cv2.imread(path), cv2.COLOR_BGR2RGB)


CODES = {"hsv": cv2.COLOR_RGB2HSV, "lab": cv2.COLOR_RGB2Lab, "grey": cv2.COLOR_RGB2GRAY}

steps = np.minimum(np.arange(17) * 16, 255)
cube = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), -1).reshape(-1, 3)
colours = np.concatenate([cube, rng.randint(0, 256, (4096, 3))]).astype(np.uint8)
save("u8-rgb", colours)
for name, code in CODES.items():
    save("u8-" + name, cv2.cvtColor(colours[None], code)[0])

green, blue = np.meshgrid(np.arange(256, dtype=np.uint8), np.arange(256, dtype=np.uint8), indexing="ij")
digests = {name: hashlib.sha256() for name in CODES}
for red in range(256):
    plane = np.dstack([np.full_like(green, red), green, blue])
    for name, code in CODES.items():
        digests[name].update(cv2.cvtColor(plane, code).tobytes())
json.dump({name: digest.hexdigest() for name, digest in digests.items()}, open(OUT + "every-colour.json", "w"), indent=1)

deep = rng.randint(0, 65536, (32, 16, 3)).astype(np.uint16)
save("u16-rgb", deep.reshape(-1, 3))
save("u16-grey", cv2.cvtColor(deep, cv2.COLOR_RGB2GRAY).ravel())
cv2.imwrite(OUT + "deep.png", deep[..., ::-1])
cv2.imwrite(OUT + "deep-grey.png", deep[..., 0])
save("deep", np.stack([rgb(OUT + "deep.png"), rgb(OUT + "deep-grey.png")]))

floats = rng.rand(500, 3)
floats[:8] = [[0, 0, 0], [1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1], [.5, .5, .5], [.04, .04, .04], [.001, .9, .3]]
save("float-rgb", floats)
single = floats.astype(np.float32)[None]
save("float-hsv", cv2.cvtColor(single, cv2.COLOR_RGB2HSV)[0])
save("float-lab-opencv", cv2.cvtColor(single, cv2.COLOR_RGB2Lab)[0])
save("float-lab", rgb2lab(floats))
save("float-grey", rgb2gray(floats))

odd = Image.open(IMAGES + "odd.png").convert("RGB")
JPEGS = {
    "420": (odd, {"subsampling": "4:2:0"}),
    "422": (odd, {"subsampling": "4:2:2"}),
    "444": (odd, {"subsampling": "4:4:4"}),
    "progressive": (odd, {"progressive": True}),
    "grey": (odd.convert("L"), {}),
}
for name, (image, options) in JPEGS.items():
    image.save(f"{OUT}jpeg-{name}.jpg", quality=85, **options)
save("jpeg", np.stack([rgb(f"{OUT}jpeg-{name}.jpg") for name in JPEGS]))

scene, odd, patch = (rgb(f"{IMAGES}{name}.png") for name in ("scene", "odd", "patch"))
RESIZES = [
    ("scene", scene, (64, 48), "area", "uint8"),
    ("patch", patch, (16, 16), "area", "uint8"),
    ("scene", scene, (101, 77), "area", "uint8"),
    ("odd", odd, (66, 52), "area", "uint8"),
    ("odd", odd, (1, 1), "area", "uint8"),
    ("odd", odd, (134, 106), "linear", "uint8"),
    ("odd", odd, (101, 71), "linear", "uint8"),
    ("odd", odd, (31, 20), "area", "float32"),
    ("odd", odd, (70, 60), "linear", "float32"),
]
cases = []
for k, (name, image, size, method, dtype) in enumerate(RESIZES):
    source = image if dtype == "uint8" else image.astype(np.float32) / np.float32(255)
    flag = cv2.INTER_AREA if method == "area" else cv2.INTER_LINEAR
    save(f"resize-{k}", cv2.resize(source, size, interpolation=flag))
    cases.append({"image": name, "width": size[0], "height": size[1], "method": method, "type": dtype})
json.dump(cases, open(OUT + "resize.json", "w"), indent=1)
