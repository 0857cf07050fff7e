"""Writes the golden files: what Keras computes, for the tests to compare with.

    python generate.py [activations | losses | runs | histories | initializers | names | defaults | schedules | accuracies …]

Without arguments all of them. Only some of the cases of a file, from 0: `runs:96`, `runs:148-159`, `runs:148-` to the end;
the others stay as they stand there. Data and initial weights come from a small formula (`Lcg`) that the tests compute, too, in
the same float32 operations, so that the files hold results only. Every result is computed a second time in float64;
the distance of the two is Keras's own rounding, and is stored beside the result as what cannot be asked of anyone.
"""

import json
import os
import sys

from models import keras, tf  # before anything else imports keras: it chooses the backend
import accuracies
import initializers
import pointwise
import schedules
import training
import vocabulary

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")

# Of each file the list of its cases, each a function that computes it.
PARTS = {
    "activations": pointwise.activations,
    "losses": pointwise.losses,
    "runs": training.runs,
    "histories": training.histories,
    "initializers": initializers.initializers,
    "names": vocabulary.names,
    "defaults": vocabulary.defaults,
    "schedules": schedules.schedules,
    "accuracies": accuracies.accuracies,
}


def write(name, wanted=""):
    path = os.path.join(GOLDEN, f"{name}.json")
    cases = PARTS[name]()
    head = '{"versions":' + compact({"keras": keras.__version__, "tensorflow": tf.__version__}) + ',\n"cases":[\n'
    lines, numbers = [], range(len(cases))
    if wanted:
        lines = standing(path, head)
        first, to, last = wanted.partition("-")
        numbers = range(int(first), int(last) + 1 if last else len(cases) if to else int(first) + 1)
        if not numbers or numbers.start > len(lines):
            raise SystemExit(f"{name}:{wanted}: there are {len(lines)} cases in the file")
    for number in numbers:
        lines[number : number + 1] = [compact(cases[number]())]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(head + ",\n".join(lines) + "\n]}\n")
    print(f"{name}: {len(lines)} cases, {os.path.getsize(path)} bytes", flush=True)


def compact(value):
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def standing(path, head):
    """The cases of a file as they are, a line each; they must be of these versions."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if not text.startswith(head):
        raise SystemExit(f"{path} is of other versions: write all of it anew")
    return text[len(head) : -len("\n]}\n")].split(",\n")


if __name__ == "__main__":
    for argument in sys.argv[1:] or PARTS:
        write(*argument.split(":"))
