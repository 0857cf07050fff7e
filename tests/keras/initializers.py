"""The distribution of every initializer, under every name that Keras has for it."""

from functools import partial

import numpy as np
from models import keras
from vocabulary import initializer_words, meant_initializer


def initializers():
    return [partial(initializer, name) for name in filter(meant_initializer, initializer_words())]


def initializer(name):
    """Statistics of 400 x 250 weights: mean, variance, smallest, largest, and the share in the inner half."""
    keras.utils.set_random_seed(5)
    layer = keras.layers.Dense(250, kernel_initializer=name)
    layer.build((None, 400))
    w = layer.get_weights()[0].astype(np.float64)
    inner = np.mean(np.abs(w) < np.max(np.abs(w)) / 2)
    numbers = {"mean": w.mean(), "variance": w.var(), "min": w.min(), "max": w.max(), "inner": inner}
    return {"initializer": name, "inputs": 400, "units": 250} | {k: float(f"{v:.9g}") for k, v in numbers.items()}
