"""The bench's Python side: reads one JSON request a line, answers one JSON line each, until its input ends.

Every request names its peer's part of a case by `key`.

prepare  inputs {name: file}, setup, call, values   defines the part as a module of its own
time     calls                                      nanoseconds that so many calls took, measured here
result   file                                       saves `values` of the last call, an array, as .npy
forget                                              gives its memory back
"""
import importlib.metadata
import importlib.util
import json
import os
import sys
import time
import types

# Before NumPy loads its libraries: as many threads as on the other side.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = sys.argv[1]

import numpy as np

modules = {"np": np}
versions = {"python": ".".join(map(str, sys.version_info[:3])), "numpy": np.__version__}
try:
    import cv2
    cv2.setNumThreads(int(sys.argv[1]))
    modules["cv2"] = cv2
    versions["opencv"] = cv2.__version__
except ImportError:
    pass
try:
    import skimage
    import skimage.color
    import skimage.feature
    modules["skimage"] = skimage
    versions["scikit-image"] = skimage.__version__
except ImportError:
    pass
try:
    import faiss
    modules["faiss"] = faiss
    versions["faiss"] = faiss.__version__
except ImportError:
    pass
try:
    import sklearn
    import sklearn.cluster
    modules["sklearn"] = sklearn
    versions["scikit-learn"] = sklearn.__version__
except ImportError:
    pass
# It takes seconds to load: cases that want it import it themselves.
if importlib.util.find_spec("torch"):
    versions["pytorch"] = importlib.metadata.version("torch")


def prepare(request):
    # In sys.modules, so that processes which it starts find its functions.
    part = sys.modules[request["key"]] = types.ModuleType(request["key"])
    part.__dict__.update(modules)
    for name, file in request["inputs"].items():
        part.__dict__[name] = np.load(file) if file.endswith(".npy") else json.load(open(file))
    exec(request["setup"], part.__dict__)
    exec(f"def call():\n return {request['call']}", part.__dict__)
    exec(f"def values(result):\n return {request['values']}", part.__dict__)
    return {}


def measure(request):
    part = sys.modules[request["key"]]
    call = part.call
    start = time.perf_counter_ns()
    for _ in range(request["calls"] - 1):
        call()
    part.last = call()
    return {"nanoseconds": time.perf_counter_ns() - start}


def result(request):
    part = sys.modules[request["key"]]
    np.save(request["file"], np.ascontiguousarray(part.values(part.last)))
    return {}


def forget(request):
    del sys.modules[request["key"]]
    return {}


# Libraries may print; only answers may reach the other side.
answers, sys.stdout = sys.stdout, sys.stderr
print(json.dumps({"versions": versions}), file=answers, flush=True)
operations = {"prepare": prepare, "time": measure, "result": result, "forget": forget}
for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = operations[request["operation"]](request)
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), file=answers, flush=True)
