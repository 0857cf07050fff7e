"""Every activation and every loss at single points: value and gradient."""

from functools import partial

import numpy as np
import tensorflow as tf
from models import ACTIVATIONS, WAVES, Lcg, compiled, in_both, keras, short

SIZES = [
    1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 17,
    18, 20, 30, 50, 80, 87, 88, 89, 100,
]  # fmt: skip
GRID = [0.0, -0.0] + [sign * size for size in SIZES for sign in (1.0, -1.0)]

LOGITS = [0.0, 1e-3, 0.1, -0.1, 0.5, -0.7, 1.0, -1.3, 2.5, -3.0, 6.0, -8.0, 14.0, -17.0, 20.0, -30.0, 88.0, -100.0]

# Outputs where Keras clips probabilities (at 1e-7 and at 1 - 1e-7), just inside, and outside.
EDGES = [float(np.float32(z)) for z in (
    -2.0, -1e-7, 0.0, 5e-8, 1e-7, 1.5e-7, 1e-6, 0.25, 0.75, 0.999999, 1 - 1.5e-7, 1 - 1e-7, 1 - 5e-8, 1.0, 1 + 1.5e-7, 3.0,
)]  # fmt: skip

# Parts of a whole around those points; part and rest are exact in float32, so that it is certain which are clipped.
PARTS = [-2.0, 0.0, 2.0**-24, 2.0**-23, 3 * 2.0**-24, 2.0**-20, 0.25, 0.75, 1 - 2.0**-23, 1 - 2.0**-24, 1.0, 3.0]


def activations():
    return [partial(activation, name) for name in ACTIVATIONS]


def activation(name):
    """g(z) and g'(z) of one unit, and of softmax over three what comes back for a gradient of (1, -1, 1)."""
    if name == "softmax":
        z = [[a, b, c] for a in (-100.0, -1.0, 0.0, 20.0) for b in (-20.0, 0.0, 0.5, 100.0) for c in (-3.0, 0.1, 6.0)]
    elif name == "exponential":
        z = [[z] for z in GRID if z < 88.7]  # beyond that it is infinite
    else:
        z = [[z] for z in GRID + kinks(name)]
    units = len(z[0])
    ahead = [[1.0, -1.0, 1.0][:units]] * len(z)

    def compute(dtype):
        layer = keras.layers.Dense(units, activation=name)
        layer.build((None, units))
        layer.set_weights([np.eye(units), np.zeros(units)])

        @tf.function(jit_compile=True)  # as `compile` has it where there is a GPU
        def value_and_gradient(x, ahead):
            with tf.GradientTape() as tape:
                tape.watch(x)
                a = layer(x)
            return a, tape.gradient(a, x, output_gradients=ahead)

        a, back = value_and_gradient(tf.constant(z, dtype), tf.constant(ahead, dtype))
        return a.numpy(), back.numpy()

    (a, back), (a64, back64) = in_both(compute)
    return {
        "activation": name, "units": units, "z": np.reshape(z, -1).tolist(),
        "a": short(a), "a64": short(a64), "back": short(back), "back64": short(back64),
    }  # fmt: skip


def kinks(name):
    """Float32's neighbours of the points where the slope jumps, so near as z + 3 can tell."""
    at = {"relu6": 6.0, "hard_sigmoid": 3.0}.get(name)
    return [sign * (at + by) for by in (-(2.0**-20), 2.0**-20) for sign in (1.0, -1.0)] if at else []


def losses():
    """Every loss after every activation: of single examples, its value and its gradient by the logits."""
    lcg, first = Lcg(11), WAVES[0]
    cases = []
    for loss in first["losses"]:
        for units in unit_counts(loss):
            cases += loss_cases(loss, units, LOGITS, 36, first["activations"], lcg)
    for loss, units in (("binary_crossentropy", 1), ("binary_crossentropy", 3), ("sparse_categorical_crossentropy", 3)):
        cases += loss_cases(loss, units, EDGES, 48, ["linear", "relu"], lcg)
    for number, wave in enumerate(WAVES[1:], 1):
        before = WAVES[:number]
        for loss in [loss for earlier in before for loss in earlier["losses"]] + wave["losses"]:
            all_before = [name for earlier in before for name in earlier["activations"]]
            names = (all_before if loss in wave["losses"] else []) + wave["activations"]
            for units in unit_counts(loss):
                cases += loss_cases(loss, units, LOGITS, 18 if units == 1 else 9, names, lcg)
        if "kl_divergence" in wave["losses"]:
            cases += loss_cases("kl_divergence", 1, EDGES, 32, ["linear"], lcg)
            cases += loss_cases("kl_divergence", 3, EDGES, 16, ["linear"], lcg)
        if "categorical_crossentropy" in wave["losses"]:
            z = [[part * whole, (1 - part) * whole] for whole in (1.0, 2.0) for part in PARTS]
            y = [[(0.0, 1.0), (1.0, 0.0), (0.25, 0.75)][row % 3] for row in range(len(z))]
            cases.append(partial(loss_case, "categorical_crossentropy", 2, "linear", z, y))
    return cases


def unit_counts(loss):
    """One output and three; of classes there are several."""
    return (3,) if "categorical" in loss else (1, 3)


def loss_cases(loss, units, logits, rows, activations, lcg):
    """One case for each activation: of one unit the logits round and round, of several units picks from them."""

    def pick(choices):
        return choices[int((lcg.next() + 1) / 2 * len(choices))]

    z = [[logits[row % len(logits)]] if units == 1 else [pick(logits) for _ in range(units)] for row in range(rows)]
    if loss == "sparse_categorical_crossentropy":
        y = [[float(row % units)] for row in range(rows)]
    elif loss == "categorical_crossentropy":
        # The right class; probabilities of all; numbers whose sum is not 1.
        kinds = [[0.0, 0.0, 1.0], [0.25, 0.7, 0.05], [0.5, 0.0, 1.5]]
        y = [np.roll(kinds[row % 3], row // 3).tolist() for row in range(rows)]
    else:
        choices = {
            "binary_crossentropy": [0.0, 1.0, 0.0, 1.0, 0.3, 0.5],
            "kl_divergence": [0.0, 1.0, 0.3, 0.5, 1e-6],
            "hinge": [0.0, 1.0, -1.0, 1.0, -1.0],
            "squared_hinge": [0.0, 1.0, -1.0, 1.0, -1.0],
        }.get(loss, [0.0, 1.0, -1.0, 0.4, 2.5, 15.0])
        y = [[pick(choices) for _ in range(units)] for _ in range(rows)]
    return [
        partial(loss_case, loss, units, name, fitting(loss, name, z), y)
        for name in activations
        if name != "softmax" or units > 1 or loss == "binary_crossentropy"
    ]


def fitting(loss, activation, z):
    """z, where it must be, with smaller numbers: of what has no finite loss Keras has nothing to say.

    The categorical cross-entropy divides outputs by their sum, which must not be 0, or as good as 0.
    """
    if activation == "exponential":
        z = [[min(value, 40.0) for value in row] for row in z]
    if loss == "categorical_crossentropy" and activation not in ("softmax", "sigmoid"):
        g = keras.activations.get(activation)

        def sums(row):
            a = np.asarray(g(np.array([row])))
            return abs(np.sum(a)) > 0.1 * np.sum(abs(a)) > 1e-6

        z = [row if sums(row) else [row[0], 1.0, *[abs(value) for value in row[2:]]] for row in z]
        z = [row if sums(row) else [1.0, 2.0, 0.5][: len(row)] for row in z]
    return z


def loss_case(loss, units, activation, z, y):
    config = {
        "inputs": units, "layers": [{"units": units, "activation": activation}], "loss": loss,
        "optimizer": "sgd", "seed": 1,
    }  # fmt: skip

    def compute(dtype):
        model = compiled(config, weights=[np.eye(units), np.zeros(units)])

        @tf.function(jit_compile=True)  # as `compile` has it where there is a GPU
        def value_and_gradient(x, y):
            with tf.GradientTape() as tape:
                tape.watch(x)
                value = model.compute_loss(x, y, model(x, training=True))
            return value, tape.gradient(value, x)

        pairs = [
            value_and_gradient(tf.constant([z_row], dtype), tf.constant([y_row], dtype)) for z_row, y_row in zip(z, y)
        ]
        whole = model.test_on_batch(np.array(z, dtype), np.array(y, dtype))
        values = np.array([value.numpy() for value, _ in pairs])
        return values, np.array([back.numpy()[0] for _, back in pairs]), np.array([whole], dtype)

    (value, back, whole), (value64, back64, whole64) = in_both(compute)
    return {
        "config": config, "z": np.reshape(z, -1).tolist(), "y": np.reshape(y, -1).tolist(),
        "loss": short(value), "loss64": short(value64), "back": short(back), "back64": short(back64),
        "whole": short(whole)[0], "whole64": short(whole64)[0],
    }  # fmt: skip
