"""What all parts of the generator need: data and weights by formula, a network as Keras builds it, numbers as text."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

tf.get_logger().setLevel("ERROR")  # a batch of another size is traced anew, and it says so

# Activations and losses in the order in which they came to the project: what is appended as another wave leaves the cases,
# seeds and numbers of the waves before as they are.
WAVES = [
    {
        "activations": [
            "linear", "relu", "sigmoid", "tanh", "softmax", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus",
            "softsign",
        ],
        "losses": [
            "mean_squared_error", "mean_absolute_error", "binary_crossentropy", "sparse_categorical_crossentropy", "huber",
            "hinge",
        ],
    },
    {
        "activations": ["relu6", "mish", "hard_sigmoid", "exponential"],
        "losses": ["categorical_crossentropy", "squared_hinge", "log_cosh", "kl_divergence"],
    },
]  # fmt: skip
ACTIVATIONS = [name for wave in WAVES for name in wave["activations"]]
LOSSES = [name for wave in WAVES for name in wave["losses"]]
OPTIMIZERS = {
    "sgd": keras.optimizers.SGD,
    "rmsprop": keras.optimizers.RMSprop,
    "adam": keras.optimizers.Adam,
    "adamw": keras.optimizers.AdamW,
    "adagrad": keras.optimizers.Adagrad,
    "adadelta": keras.optimizers.Adadelta,
    "adamax": keras.optimizers.Adamax,
    "nadam": keras.optimizers.Nadam,
    "lion": keras.optimizers.Lion,
    "ftrl": keras.optimizers.Ftrl,
}
SCHEDULES = {
    "exponential_decay": keras.optimizers.schedules.ExponentialDecay,
    "cosine_decay": keras.optimizers.schedules.CosineDecay,
    "piecewise_constant_decay": keras.optimizers.schedules.PiecewiseConstantDecay,
    "inverse_time_decay": keras.optimizers.schedules.InverseTimeDecay,
    "polynomial_decay": keras.optimizers.schedules.PolynomialDecay,
}
INITIALIZERS = [
    "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_normal", "random_uniform", "zeros", "ones",
]  # fmt: skip


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
    elif task in ("classes", "one hot"):  # slanted stripes, as class indices, or a column for each class
        a, b = columns[0]
        place = (a * quarters + b * quarter + np.float32(1)) * half * np.float32(outputs)
        y = np.minimum(np.floor(place), np.float32(outputs - 1)).reshape(-1, 1)
        if task == "one hot":
            y = (y == np.arange(outputs)).astype(np.float32)
    elif task == "mixtures":  # probabilities of two neighbouring classes
        place = (x[:, 0] + np.float32(1)) * half * np.float32(outputs - 1)
        first = np.minimum(np.floor(place), np.float32(outputs - 2))
        second = (place - first).reshape(-1, 1)
        first = first.reshape(-1, 1)
        classes = np.arange(outputs)
        y = np.where(classes == first, np.float32(1) - second, np.where(classes == first + 1, second, np.float32(0)))
    elif task == "surface":  # a saddle, tilted
        y = np.stack([a * b + half * x[:, 0] for a, b in columns], 1)
    else:
        raise ValueError(task)
    return x, y


def optimizer(written):
    """The optimizer of a configuration: a name, or an object with a name and hyperparameters."""
    if isinstance(written, str):
        return OPTIMIZERS[written]()
    hyperparameters = {key: value for key, value in written.items() if key != "name"}
    if isinstance(hyperparameters.get("learning_rate"), dict):
        hyperparameters["learning_rate"] = schedule(hyperparameters["learning_rate"])
    return OPTIMIZERS[written["name"]](**hyperparameters)


def schedule(written):
    """The learning-rate schedule of a configuration. (Keras computes with integers if its rates are integers.)"""
    return SCHEDULES[written["name"]](**{key: value for key, value in written.items() if key != "name"})


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
    model.compile(optimizer=optimizer(config["optimizer"]), loss=config["loss"], metrics=list(metrics))
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
