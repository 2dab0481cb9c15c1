"""Writes test/goldens/convolve: run from the repository's root with scipy, numpy and OpenCV.

ndimage.npy     float64 [kernels, borders, 2, 21, 19]: scipy.ndimage.correlate and .convolve
                on image.npy, kernels of kernels.json, borders zero, replicate, reflect, reflect-101
signal.json/npy scipy.signal.convolve2d mode='valid'
tiny.npy        a 2x3 image under every border with kernels wider than it: repeated reflection
filter2d.npy    uint8 [kernels, borders, 53, 67]: cv2.filter2D, u8 to u8, on channel 1 of odd.png
display-*.npy   cv2.convertScaleAbs and cv2.normalize of a Sobel result
"""
import json
import cv2
import numpy as np
from scipy import ndimage, signal

OUT = "test/goldens/convolve/"
rng = np.random.RandomState(11)
image = np.round(rng.rand(21, 19) * 255, 3)
gauss = cv2.getGaussianKernel(7, 1.5)
kernels = {
    "random 3x3": rng.randn(3, 3), "random 5x3": rng.randn(5, 3), "random 1x7": rng.randn(1, 7),
    "separable 5x5": np.outer(rng.randn(5), rng.randn(5)), "gaussian 7x7": gauss @ gauss.T,
}
BORDERS = ["constant", "nearest", "reflect", "mirror"]
json.dump({name: k.tolist() for name, k in kernels.items()}, open(OUT + "kernels.json", "w"))
np.save(OUT + "image.npy", image)
np.save(OUT + "ndimage.npy", np.stack([
    np.stack([np.stack([f(image, k, mode=m) for f in (ndimage.correlate, ndimage.convolve)]) for m in BORDERS])
    for k in kernels.values()]))
np.save(OUT + "signal.npy", signal.convolve2d(image, kernels["random 5x3"], mode="valid"))
np.save(OUT + "signal-even.npy", signal.convolve2d(image, kernels["random 5x3"][:4, :2], mode="valid"))
tiny = np.array([[1.0, 2, 4], [8, 16, 32]])
wide = np.arange(63, dtype=float).reshape(7, 9)
np.save(OUT + "tiny.npy", np.stack([ndimage.correlate(tiny, wide, mode=m) for m in BORDERS]))

odd = np.ascontiguousarray(cv2.cvtColor(cv2.imread("test/goldens/images/odd.png"), cv2.COLOR_BGR2RGB)[:, :, 1])
exact = {
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]], "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
    "half": [[0.5, 0, 0.5]], "binomial": (np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256).tolist(),
    "box": (np.ones((3, 3)) / 9).tolist(), "gaussian": (gauss @ gauss.T).tolist(),
}
CV = [cv2.BORDER_CONSTANT, cv2.BORDER_REPLICATE, cv2.BORDER_REFLECT, cv2.BORDER_REFLECT_101]
json.dump(exact, open(OUT + "filter2d.json", "w"))
np.save(OUT + "filter2d.npy", np.stack([
    np.stack([cv2.filter2D(odd, cv2.CV_8U, np.array(k), borderType=b) for b in CV]) for k in exact.values()]))
sobel = cv2.Sobel(odd, cv2.CV_64F, 1, 0)
np.save(OUT + "sobel-x.npy", sobel.astype(np.int16))
np.save(OUT + "sobel-y.npy", cv2.Sobel(odd, cv2.CV_64F, 0, 1).astype(np.int16))
np.save(OUT + "scharr-x.npy", cv2.Scharr(odd, cv2.CV_64F, 1, 0).astype(np.int16))
np.save(OUT + "laplacian.npy", cv2.Laplacian(odd, cv2.CV_64F, ksize=1).astype(np.int16))
np.save(OUT + "display-absolute.npy", cv2.convertScaleAbs(sobel))
np.save(OUT + "display-normalise.npy", cv2.normalize(sobel, None, 0, 255, cv2.NORM_MINMAX, cv2.CV_8U))
np.save(OUT + "gaussian-1.3.npy", (lambda g: g @ g.T)(cv2.getGaussianKernel(9, 1.3)))
