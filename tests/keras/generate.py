"""Writes the golden files: what Keras computes, for the native tests to compare with.

    python generate.py [activations | losses | runs | initializers …]

Without arguments all of them. Data and initial weights come from a small formula (`Lcg`) that the test computes, too, in
the same float32 operations, so that the files hold results only. Every result is computed a second time in float64;
the distance of the two is Keras's own rounding, and is stored beside the result as what cannot be asked of anyone.
"""

import json
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

tf.get_logger().setLevel("ERROR")  # a batch of another size is traced anew, and it says so

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")

ACTIVATIONS = [
    "linear", "relu", "sigmoid", "tanh", "softmax", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "softsign",
]  # fmt: skip
SMOOTH_AND_NOT = [name for name in ACTIVATIONS if name != "softmax"]

SIZES = [
    1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 17,
    18, 20, 30, 50, 80, 87, 88, 89, 100,
]  # fmt: skip
GRID = [0.0, -0.0] + [sign * size for size in SIZES for sign in (1.0, -1.0)]


class Lcg:
    """Numbers from -1 to 1 (Numerical Recipes' generator), each exact in float32."""

    def __init__(self, seed):
        self.state = seed
        for _ in range(4):
            self.next()

    def next(self):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 8) / 2**23 - 1.0

    def array(self, *shape):
        return np.array([self.next() for _ in range(int(np.prod(shape)))], np.float32).reshape(shape)


def initial_weights(config, seed):
    """Keras's list of weights: kernels as glorot_uniform has them, biases from -0.1 to 0.1."""
    lcg, inputs, weights = Lcg(seed), config["inputs"], []
    for layer in config["layers"]:
        units = layer["units"]
        limit = np.sqrt(np.float32(6) / np.float32(inputs + units))
        weights.append(lcg.array(inputs, units) * limit)
        if layer.get("use_bias", True):
            weights.append(lcg.array(units) * np.float32(0.1))
        inputs = units
    return weights


def data(config, task, rows, seed):
    """x and y for a task that a network of this configuration can learn."""
    x = Lcg(seed).array(rows, config["inputs"])
    outputs, inputs = config["layers"][-1]["units"], config["inputs"]
    columns = [(x[:, k % inputs], x[:, (k + 1) % inputs]) for k in range(outputs)]
    half, quarters, quarter = np.float32(0.5), np.float32(0.75), np.float32(0.25)
    if task == "quadrants":  # 1 where two inputs have the same sign, else 0
        y = np.stack([(a * b > 0) for a, b in columns], 1).astype(np.float32)
    elif task == "signs":  # the same with 1 and -1
        y = np.stack([np.where(a * b > 0, 1, -1) for a, b in columns], 1).astype(np.float32)
    elif task == "classes":  # slanted stripes, as class indices
        a, b = columns[0]
        place = (a * quarters + b * quarter + np.float32(1)) * half * np.float32(outputs)
        y = np.minimum(np.floor(place), np.float32(outputs - 1)).reshape(-1, 1)
    elif task == "surface":  # a saddle, tilted
        y = np.stack([a * b + half * x[:, 0] for a, b in columns], 1)
    else:
        raise ValueError(task)
    return x, y


OPTIMIZERS = {
    "sgd": keras.optimizers.SGD,
    "rmsprop": keras.optimizers.RMSprop,
    "adam": keras.optimizers.Adam,
    "adamw": keras.optimizers.AdamW,
    "adagrad": keras.optimizers.Adagrad,
    "adadelta": keras.optimizers.Adadelta,
    "adamax": keras.optimizers.Adamax,
    "nadam": keras.optimizers.Nadam,
}


def compiled(config, metrics=(), weights=None):
    """The network of this configuration, as a student writes it."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((config["inputs"],))])
    for layer in config["layers"]:
        penalty = layer.get("kernel_regularizer")
        model.add(
            keras.layers.Dense(
                layer["units"],
                activation=layer["activation"],
                use_bias=layer.get("use_bias", True),
                kernel_regularizer=keras.regularizers.L1L2(**penalty) if penalty else None,
            )
        )
    optimizer = config["optimizer"]
    optimizer = {"name": optimizer} if isinstance(optimizer, str) else dict(optimizer)
    model.compile(
        optimizer=OPTIMIZERS[optimizer.pop("name")](**optimizer), loss=config["loss"], metrics=list(metrics)
    )
    if weights is not None:
        model.set_weights(weights)
    return model


def in_both(compute):
    """`compute(dtype)` in float32 and in float64."""
    results = []
    for dtype in ("float32", "float64"):
        keras.config.set_floatx(dtype)
        keras.config.set_dtype_policy(dtype)
        results.append(compute(dtype))
    keras.config.set_floatx("float32")
    keras.config.set_dtype_policy("float32")
    return results


def short(values):
    """Numbers as the shortest decimals that are the same float32; float64 with nine digits."""
    values = np.asarray(values)
    if not np.all(np.isfinite(values)):
        raise ValueError("not finite")
    text = str if values.dtype == np.float32 else "{:.9g}".format
    return [float(text(value)) for value in values.reshape(-1)]


def coarse(value):
    """An allowance, rounded up to two digits."""
    return float(f"{1.04 * float(value) + 1e-300:.1e}") if value > 0 else 0.0


def write(name, cases):
    path = os.path.join(GOLDEN, f"{name}.json")
    versions = {"keras": keras.__version__, "tensorflow": tf.__version__}
    lines = [json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write('{"versions":' + json.dumps(versions, separators=(",", ":")) + ',\n"cases":[\n')
        file.write(",\n".join(lines) + "\n]}\n")
    print(f"{name}: {len(cases)} cases, {os.path.getsize(path)} bytes")


# Activations


def activations():
    """g(z) and g'(z) of one unit, and of softmax over three what comes back for a gradient of (1, -1, 1)."""
    cases = []
    for name in ACTIVATIONS:
        if name == "softmax":
            z = [[a, b, c] for a in (-100.0, -1.0, 0.0, 20.0) for b in (-20.0, 0.0, 0.5, 100.0) for c in (-3.0, 0.1, 6.0)]
        else:
            z = [[z] for z in GRID]
        units = len(z[0])
        ahead = [[1.0, -1.0, 1.0][:units]] * len(z)

        def compute(dtype):
            layer = keras.layers.Dense(units, activation=name)
            layer.build((None, units))
            layer.set_weights([np.eye(units), np.zeros(units)])

            @tf.function(jit_compile=True)  # as `compile` has it for training
            def value_and_gradient(x, ahead):
                with tf.GradientTape() as tape:
                    tape.watch(x)
                    a = layer(x)
                return a, tape.gradient(a, x, output_gradients=ahead)

            a, back = value_and_gradient(tf.constant(z, dtype), tf.constant(ahead, dtype))
            return a.numpy(), back.numpy()

        (a, back), (a64, back64) = in_both(compute)
        cases.append(
            {
                "activation": name, "units": units, "z": np.reshape(z, -1).tolist(),
                "a": short(a), "a64": short(a64), "back": short(back), "back64": short(back64),
            }
        )  # fmt: skip
    return cases


# Losses


def losses():
    """Every loss after every activation: of single examples, its value and its gradient by the logits."""
    cases = []
    logits = [0.0, 1e-3, 0.1, -0.1, 0.5, -0.7, 1.0, -1.3, 2.5, -3.0, 6.0, -8.0, 14.0, -17.0, 20.0, -30.0, 88.0, -100.0]
    lcg = Lcg(11)

    def pick(choices):
        return choices[int((lcg.next() + 1) / 2 * len(choices))]

    for loss in [
        "mean_squared_error", "mean_absolute_error", "binary_crossentropy", "sparse_categorical_crossentropy", "huber", "hinge",
    ]:  # fmt: skip
        for units in (1, 3):
            if loss == "sparse_categorical_crossentropy" and units == 1:
                continue
            z = [[value] * units if units == 1 else [pick(logits) for _ in range(units)] for value in logits * 2]
            rows = len(z)
            if loss == "sparse_categorical_crossentropy":
                y = [[float(row % units)] for row in range(rows)]
            else:
                choices = {
                    "binary_crossentropy": [0.0, 1.0, 0.0, 1.0, 0.3, 0.5],
                    "hinge": [0.0, 1.0, -1.0, 1.0, -1.0],
                }.get(loss, [0.0, 1.0, -1.0, 0.4, 2.5, 15.0])
                y = [[pick(choices) for _ in range(units)] for _ in range(rows)]
            for activation in ACTIVATIONS:
                if activation == "softmax" and units == 1 and loss != "binary_crossentropy":
                    continue
                config = {
                    "inputs": units, "layers": [{"units": units, "activation": activation}], "loss": loss,
                    "optimizer": "sgd", "seed": 1,
                }  # fmt: skip

                def compute(dtype):
                    model = compiled(config, weights=[np.eye(units), np.zeros(units)])

                    @tf.function(jit_compile=True)  # as `compile` has it for training
                    def value_and_gradient(x, y):
                        with tf.GradientTape() as tape:
                            tape.watch(x)
                            value = model.compute_loss(x, y, model(x, training=True))
                        return value, tape.gradient(value, x)

                    pairs = [
                        value_and_gradient(tf.constant([z_row], dtype), tf.constant([y_row], dtype))
                        for z_row, y_row in zip(z, y)
                    ]
                    whole = model.test_on_batch(np.array(z, dtype), np.array(y, dtype))
                    values = np.array([value.numpy() for value, _ in pairs])
                    return values, np.array([back.numpy()[0] for _, back in pairs]), np.array([whole], dtype)

                (value, back, whole), (value64, back64, whole64) = in_both(compute)
                cases.append(
                    {
                        "config": config, "z": np.reshape(z, -1).tolist(), "y": np.reshape(y, -1).tolist(),
                        "loss": short(value), "loss64": short(value64), "back": short(back), "back64": short(back64),
                        "whole": short(whole)[0], "whole64": short(whole64)[0],
                    }
                )  # fmt: skip
    return cases


# Runs

MAX_DRIFT = 3e-5  # of float32 from float64: a run that amplifies rounding more than this proves nothing


def run(kind, task, config, rows, batch, steps, number):
    """A training run: batch after batch in order, round and round; the last of a round may be smaller."""
    x, y = data(config, task, rows, 1000 + number)
    weights = initial_weights(config, 2000 + number)
    loss, outputs = config["loss"], config["layers"][-1]["units"]
    metrics = []
    if loss == "sparse_categorical_crossentropy" or loss == "binary_crossentropy" and outputs == 1:
        metrics = ["accuracy"]
    elif loss == "binary_crossentropy":
        metrics = ["binary_accuracy"]  # "accuracy" would compare the largest outputs, as of classes

    def compute(dtype):
        model = compiled(config, metrics, weights)
        found = []
        for _ in range(steps):
            at = len(found) * batch % (-(-rows // batch) * batch)
            result = model.train_on_batch(x[at : at + batch].astype(dtype), y[at : at + batch].astype(dtype))
            found.append(np.dtype(dtype).type(result[0] if isinstance(result, list) else result))
        final = model.evaluate(x.astype(dtype), y.astype(dtype), batch_size=8, verbose=0)
        final = [float(value) for value in (final if isinstance(final, list) else [final])]
        return np.array(found), model.get_weights(), final

    (found, final, evaluated), (found64, final64, evaluated64) = in_both(compute)
    # Small losses are judged by what they began with: the outputs that they come from are not small.
    scale = np.maximum(np.abs(found64), 0.1 * np.abs(found64[0]))
    loss_drift = np.max(np.abs(found - found64) / scale)
    weight_drift = max(np.max(np.abs(a - b)) / np.max(np.abs(b)) for a, b in zip(final, final64) if np.any(b))
    print(f"{kind} {number}: drift {loss_drift:.1e}, {weight_drift:.1e}; loss {found[0]:.4f} to {found[-1]:.4f}", flush=True)
    if max(loss_drift, weight_drift) > MAX_DRIFT:
        raise ValueError("this run amplifies rounding too much: choose calmer hyperparameters")
    return {
        "kind": kind, "config": config, "task": task, "rows": rows, "data_seed": 1000 + number, "weight_seed": 2000 + number,
        "batch": batch, "losses": short(found),
        "final": [
            {"norm": float(f"{np.linalg.norm(w.astype(np.float64)):.9g}"), "values": short(w.reshape(-1)[:: stride(w)])}
            for w in final
        ],
        "evaluated": short(np.array(evaluated, np.float32)),
        "drift": [coarse(loss_drift), coarse(weight_drift)],
    }  # fmt: skip


def stride(weights):
    """Of a large array every so many-th weight is stored."""
    return -(-weights.size // 256)


def network(inputs, layers, loss, optimizer):
    """The project's configuration; layers are (units, activation) or the whole object."""
    layers = [layer if isinstance(layer, dict) else dict(zip(("units", "activation"), layer)) for layer in layers]
    return {"inputs": inputs, "layers": layers, "loss": loss, "optimizer": optimizer, "seed": 1}


DEFAULT_OPTIMIZERS = [
    "sgd", "rmsprop", "adam", "adamw", "adagrad", "adadelta", "adamax", "nadam",
    {"name": "sgd", "momentum": 0.9},
    {"name": "sgd", "momentum": 0.9, "nesterov": True},
    {"name": "rmsprop", "momentum": 0.9},
    {"name": "rmsprop", "centered": True},
    {"name": "adam", "amsgrad": True},
]  # fmt: skip

UNUSUAL_OPTIMIZERS = [
    {"name": "sgd", "learning_rate": 0.3},
    {"name": "sgd", "learning_rate": 0.05, "momentum": 0.5, "nesterov": True},
    {"name": "sgd", "nesterov": True},
    {"name": "rmsprop", "learning_rate": 0.01, "rho": 0.5, "epsilon": 0.1},
    {"name": "rmsprop", "learning_rate": 0.003, "rho": 0.99, "momentum": 0.6},
    {"name": "rmsprop", "learning_rate": 0.01, "centered": True, "momentum": 0.5, "epsilon": 0.01},
    {"name": "adam", "learning_rate": 0.02, "beta_1": 0.5, "beta_2": 0.9, "epsilon": 0.01},
    {"name": "adam", "learning_rate": 0.02, "beta_1": 0.0, "beta_2": 0.0, "epsilon": 0.5},
    {"name": "adam", "learning_rate": 0.02, "beta_2": 0.9999},
    {"name": "adam", "learning_rate": 0.02, "beta_2": 0.7, "amsgrad": True},
    {"name": "adamw", "learning_rate": 0.01, "weight_decay": 0.5},
    {"name": "adamw", "learning_rate": 0.01, "weight_decay": 0.1, "beta_1": 0.8, "beta_2": 0.7, "amsgrad": True},
    {"name": "adagrad", "learning_rate": 0.1, "initial_accumulator_value": 0.01},
    {"name": "adagrad", "learning_rate": 0.1, "initial_accumulator_value": 2.0, "epsilon": 0.5},
    {"name": "adadelta", "learning_rate": 1.0},
    {"name": "adadelta", "learning_rate": 1.0, "rho": 0.5, "epsilon": 1e-3},
    {"name": "adamax", "learning_rate": 0.02, "beta_1": 0.5, "beta_2": 0.7, "epsilon": 0.1},
    {"name": "nadam", "learning_rate": 0.02, "beta_1": 0.5, "beta_2": 0.8, "epsilon": 0.01},
    {"name": "nadam", "learning_rate": 0.005, "beta_1": 0.99},
]  # fmt: skip

# (loss, activation of the output, outputs, task)
PROBLEMS = [
    ("binary_crossentropy", "sigmoid", 1, "quadrants"),
    ("sparse_categorical_crossentropy", "softmax", 3, "classes"),
    ("mean_squared_error", "linear", 1, "surface"),
    ("mean_squared_error", "linear", 3, "surface"),
    ("mean_absolute_error", "linear", 1, "surface"),
    ("huber", "linear", 2, "surface"),
    ("hinge", "tanh", 1, "signs"),
    ("hinge", "linear", 1, "quadrants"),
    ("binary_crossentropy", "sigmoid", 4, "quadrants"),
    ("sparse_categorical_crossentropy", "softmax", 5, "classes"),
    ("mean_squared_error", "sigmoid", 1, "quadrants"),
    ("mean_squared_error", "tanh", 2, "signs"),
]
HIDDEN = [[], [3], [8, 4], [16], [5, 4, 3], [64, 8], [6, 5, 4, 4, 3]]
TRAINERS = [
    {"name": "adam", "learning_rate": 0.01},
    {"name": "sgd", "learning_rate": 0.1},
    {"name": "rmsprop", "learning_rate": 0.002},
    {"name": "sgd", "learning_rate": 0.02, "momentum": 0.9},
    {"name": "nadam", "learning_rate": 0.005},
    {"name": "adagrad", "learning_rate": 0.05},
    {"name": "adamw", "learning_rate": 0.005, "weight_decay": 0.01},
    {"name": "sgd", "learning_rate": 0.02, "momentum": 0.8, "nesterov": True},
    {"name": "adamax", "learning_rate": 0.01},
    {"name": "adadelta", "learning_rate": 0.2, "epsilon": 1e-4},
    {"name": "adam", "learning_rate": 0.003, "amsgrad": True},
    {"name": "rmsprop", "learning_rate": 0.002, "momentum": 0.5, "centered": True, "epsilon": 1e-4},
    "adam",
]


def penalized(units, activation, **fields):
    penalty = {name: fields.pop(name) for name in ("l1", "l2") if name in fields}
    return {"units": units, "activation": activation, **({"kernel_regularizer": penalty} if penalty else {}), **fields}


def run_table():
    """What is run: (kind, task, config, rows, batch, steps)."""
    binary = [(5, "tanh"), (1, "sigmoid")]
    for optimizer in DEFAULT_OPTIMIZERS:
        yield "defaults", "quadrants", network(2, binary, "binary_crossentropy", optimizer), 30, 10, 200
    for optimizer in UNUSUAL_OPTIMIZERS:
        yield "unusual", "quadrants", network(2, binary, "binary_crossentropy", optimizer), 30, 10, 200
    rate = {"name": "sgd", "learning_rate": 0.1}
    for optimizer in (rate, {"name": "adam", "learning_rate": 0.01}, {"name": "adamw", "weight_decay": 0.1}):
        for layers, loss, task in (
            ([penalized(6, "tanh", l1=0.003), penalized(1, "sigmoid")], "binary_crossentropy", "quadrants"),
            ([penalized(6, "tanh", l2=0.02), penalized(3, "softmax", l2=0.005)], "sparse_categorical_crossentropy", "classes"),
            ([penalized(5, "elu", l1=0.001, l2=0.01), penalized(2, "linear", l1=0.002)], "mean_squared_error", "surface"),
            ([penalized(4, "tanh", use_bias=False), penalized(1, "sigmoid")], "binary_crossentropy", "quadrants"),
            ([penalized(4, "softsign", use_bias=False, l2=0.01), penalized(2, "linear", use_bias=False)], "huber", "surface"),
        ):
            yield "penalties", task, network(3, layers, loss, optimizer), 37, 8, 120
    for rows, batch in ((33, 32), (7, 3), (65, 64), (130, 129), (5, 4), (1, 1)):
        config = network(2, [(6, "silu"), (3, "softmax")], "sparse_categorical_crossentropy", {"name": "adam", "learning_rate": 0.01})
        yield "odd batches", "classes", config, rows, batch, 100
    for i in range(72):
        loss, activation, outputs, task = PROBLEMS[i % len(PROBLEMS)]
        hidden = HIDDEN[i % len(HIDDEN)]
        layers = [(units, SMOOTH_AND_NOT[(i + at) % len(SMOOTH_AND_NOT)]) for at, units in enumerate(hidden)]
        config = network(2 + i % 4, layers + [(outputs, activation)], loss, TRAINERS[i % len(TRAINERS)])
        steps = 100 if 64 in hidden else 100 + 50 * (i % 5)
        # An absolute error of a single example says little while it passes through 0: no last batch of one there.
        rows = 40 if loss == "mean_absolute_error" else 30 + 7 * i % 25
        yield "training", task, config, rows, 4 + i % 9, steps


def runs():
    return [run(*entry, number) for number, entry in enumerate(run_table())]


# Initializers


def initializers():
    """Statistics of 400 x 250 weights: mean, variance, smallest, largest, and the share in the inner half."""
    cases = []
    for name in ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_normal", "random_uniform", "zeros", "ones"]:
        keras.utils.set_random_seed(5)
        layer = keras.layers.Dense(250, kernel_initializer=name)
        layer.build((None, 400))
        w = layer.get_weights()[0].astype(np.float64)
        inner = np.mean(np.abs(w) < np.max(np.abs(w)) / 2)
        numbers = {"mean": w.mean(), "variance": w.var(), "min": w.min(), "max": w.max(), "inner": inner}
        cases.append({"initializer": name, "inputs": 400, "units": 250} | {k: float(f"{v:.9g}") for k, v in numbers.items()})
    return cases


if __name__ == "__main__":
    for part in sys.argv[1:] or ["activations", "losses", "runs", "initializers"]:
        write(part, globals()[part]())
