"""What Keras's names mean, and what it does when it is told nothing."""

import inspect
from functools import partial

import numpy as np
from keras.src import activations, initializers, losses, optimizers  # their tables of names are not exported
from models import ACTIVATIONS, INITIALIZERS, LOSSES, OPTIMIZERS, SCHEDULES, compiled, keras, short

# Far from each other and from where anything saturates.
Z = [-1.5, -0.25, 0.5, 2.0]
GRADIENTS = [0.5, -0.25, 1.0, 0.125]


def names():
    """Every spelling that Keras itself takes: which of our things it means (null for what we do not have), and what it computes.

    Optimizers are taken in any letter case, the others only as they stand here.
    """
    return (
        [
            partial(entry, "activation", word, meant_activation, activation_computes)
            for word in sorted(activations.ALL_OBJECTS_DICT)
        ]
        + [partial(entry, "loss", word, meant_loss, loss_computes) for word in sorted(losses.ALL_OBJECTS_DICT)]
        + [
            partial(entry, "optimizer", word, meant_optimizer, optimizer_computes)
            for cls in sorted(optimizers.ALL_OBJECTS, key=lambda cls: cls.__name__)
            for word in (cls.__name__, cls.__name__.lower(), cls.__name__.upper())
            if cls is not keras.optimizers.Optimizer
        ]
        + [partial(entry, "initializer", word, meant_initializer, lambda *_: None) for word in initializer_words()]
    )


def entry(what, word, meant, computes):
    means = meant(word)
    return {"what": what, "word": word, "means": means, "computes": computes(word) if means else None}


def meant_activation(word):
    return {keras.activations.get(name): name for name in ACTIVATIONS}.get(keras.activations.get(word))


def activation_computes(word):
    return short(keras.activations.get(word)(np.array([Z], np.float32)))


def meant_loss(word):
    try:
        loss = keras.losses.get(word)
    except TypeError:  # the abstract class
        return None
    return {keras.losses.get(name): name for name in LOSSES}.get(getattr(loss, "fn", loss))


def loss_computes(word):
    """The loss of outputs sigmoid(Z), or softmax(Z), for targets 0, 1, 1, 0, or class 2."""
    sparse = meant_loss(word) == "sparse_categorical_crossentropy"
    activation = "softmax" if sparse else "sigmoid"
    layers = [{"units": 4, "activation": activation}]
    model = compiled({"inputs": 4, "layers": layers, "loss": word, "optimizer": "sgd"}, (), [np.eye(4), np.zeros(4)])
    y = np.array([[2.0]] if sparse else [[0.0, 1.0, 1.0, 0.0]], np.float32)
    return short(np.array([model.test_on_batch(np.array([Z], np.float32), y)], np.float32))


def meant_optimizer(word):
    try:
        cls = type(keras.optimizers.get(word))
    except (KeyError, TypeError, ValueError):  # a wrapper: it cannot be made without arguments
        return None
    return {cls: name for name, cls in OPTIMIZERS.items()}.get(cls)


def optimizer_computes(word):
    """Where a parameter of 0.3 is after each of these gradients."""
    optimizer, parameter, found = keras.optimizers.get(word), keras.Variable([0.3]), []
    for gradient in GRADIENTS:
        optimizer.apply([keras.ops.array([gradient])], [parameter])
        found.append(parameter.numpy()[0])
    return short(np.array(found))


def meant_initializer(word):
    """By class and parameters: two of the same draw from the same distribution."""
    distribution = distribution_of(word)
    same = (name for name in INITIALIZERS if distribution_of(name) == distribution)
    return next(same, None) if distribution else None


def distribution_of(word):
    try:
        initializer = keras.initializers.get(word)
        return type(initializer), {key: value for key, value in initializer.get_config().items() if key != "seed"}
    except (ImportError, KeyError, TypeError, NotImplementedError):  # not without arguments, or not without scipy
        return None


def initializer_words():
    return sorted(initializers.ALL_OBJECTS_DICT)


def defaults():
    """What Keras's objects say of themselves when they are made without arguments."""
    return (
        [partial(optimizer_default, name) for name in OPTIMIZERS]
        + [layer_default]
        + [partial(weights_default, bias_initializer) for bias_initializer in ("zeros", "ones")]
        + [fit_default]
        + [partial(schedule_default, name) for name in SCHEDULES]
    )


def optimizer_default(name):
    return {"optimizer": name, "config": plain(OPTIMIZERS[name]().get_config())}


def layer_default():
    return {"layer": plain(keras.layers.Dense(3).get_config())}


def small_model(bias_initializer):
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(4, bias_initializer=bias_initializer),
            keras.layers.Dense(3, use_bias=False),
            keras.layers.Dense(1, bias_initializer=bias_initializer),
        ]
    )


def weights_default(bias_initializer):
    weights = small_model(bias_initializer).get_weights()
    biases = [short(array) if array.ndim == 1 else None for array in weights]
    return {"bias_initializer": bias_initializer, "shapes": [array.shape for array in weights], "biases": biases}


def fit_default():
    model = small_model("ones")
    model.compile("sgd", "mse")
    model.fit(np.zeros((70, 2)), np.zeros(70), verbose=0)
    return {"rows": 70, "updates_of_fit": int(model.optimizer.iterations.numpy())}


def schedule_default(name):
    """The arguments of a schedule: those that must be there, and what the others are without being told."""
    arguments = inspect.signature(SCHEDULES[name]).parameters
    required = [key for key, argument in arguments.items() if argument.default is argument.empty]
    others = {key: argument.default for key, argument in arguments.items() if key not in required}
    return {"schedule": name, "class": SCHEDULES[name].__name__, "required": required, "config": plain(others)}


def plain(config):
    """A `get_config()` without what is no hyperparameter; a float that has been a float32 in its shortest form."""
    entries = {}
    for key, value in config.items():
        if key in ("name", "dtype", "trainable"):
            continue
        if isinstance(value, dict):
            value = value["class_name"]
        entries[key] = short(np.float32(value))[0] if isinstance(value, float) else value
    return entries
