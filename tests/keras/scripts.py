"""Runs training scripts in Keras. Each must pass as it is, and must fail once one of its weights is changed.

    python scripts.py SCRIPT…

Its last line counts as cargo's does.
"""

import contextlib
import io
import os
import re
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402

tf.get_logger().setLevel("ERROR")


def run(script, name):
    """What the script prints."""
    keras.backend.clear_session()
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(script, name, "exec"), {"__name__": "__main__"})
    return printed.getvalue().strip()


def with_another_weight(script):
    """The first weight of the first kernel is 0.01 greater."""
    another, changes = re.subn(r"(?<=^weights = \[\n    \[\[)[^,\]]+", lambda m: str(float(m[0]) + 0.01), script, flags=re.M)
    assert changes == 1, "the script has no weights"
    return another


def check(script, name):
    printed = run(script, name)
    try:
        run(with_another_weight(script), name)
    except AssertionError as error:
        return f"{printed}; with another weight: {error}"
    raise AssertionError("it passes with another weight, too")


if __name__ == "__main__":
    failed = 0
    for path in sys.argv[1:]:
        name = os.path.basename(path)
        try:
            with open(path, encoding="utf-8") as file:
                print(f"test {name} ... ok: {check(file.read(), name)}", flush=True)
        except Exception as error:  # whatever Keras does not like about a script
            failed += 1
            print(f"test {name} ... FAILED: {type(error).__name__}: {error}", flush=True)
    print(f"test result: {'FAILED' if failed else 'ok'}. {len(sys.argv) - 1 - failed} passed; {failed} failed")
    sys.exit(failed > 0)
