"""Writes the golden files: what Keras computes, for the tests to compare with.

    python generate.py [activations | losses | runs | histories | initializers | names | defaults …]

Without arguments all of them. Data and initial weights come from a small formula (`Lcg`) that the tests compute, too, in
the same float32 operations, so that the files hold results only. Every result is computed a second time in float64;
the distance of the two is Keras's own rounding, and is stored beside the result as what cannot be asked of anyone.
"""

import json
import os
import sys

from models import keras, tf  # before anything else imports keras: it chooses the backend
import initializers
import pointwise
import training
import vocabulary

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")

PARTS = {
    "activations": pointwise.activations,
    "losses": pointwise.losses,
    "runs": training.runs,
    "histories": training.histories,
    "initializers": initializers.initializers,
    "names": vocabulary.names,
    "defaults": vocabulary.defaults,
}


def write(name, cases):
    path = os.path.join(GOLDEN, f"{name}.json")
    versions = {"keras": keras.__version__, "tensorflow": tf.__version__}
    lines = [json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write('{"versions":' + json.dumps(versions, separators=(",", ":")) + ',\n"cases":[\n')
        file.write(",\n".join(lines) + "\n]}\n")
    print(f"{name}: {len(cases)} cases, {os.path.getsize(path)} bytes", flush=True)


if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        write(part, PARTS[part]())
