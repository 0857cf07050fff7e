"""What is trained: networks, problems, optimizers."""

from models import WAVES

SMOOTH_AND_NOT = [name for name in WAVES[0]["activations"] if name != "softmax"]


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
    yield from softmax_inside()
    yield from changes()
    yield from long_runs()


def softmax_inside():
    """Softmax in hidden layers, and as the output under losses that it does not belong to."""
    for hidden, (loss, activation, outputs, task), optimizer in (
        ([(4, "softmax")], PROBLEMS[0], {"name": "adam", "learning_rate": 0.02}),
        ([(6, "tanh"), (5, "softmax")], PROBLEMS[1], {"name": "sgd", "learning_rate": 0.3}),
        ([(5, "softmax"), (4, "relu")], PROBLEMS[3], {"name": "rmsprop", "learning_rate": 0.003}),
        ([(7, "softmax"), (3, "softmax")], PROBLEMS[2], {"name": "adam", "learning_rate": 0.02}),
        ([(8, "gelu")], ("mean_squared_error", "softmax", 3, "quadrants"), {"name": "adam", "learning_rate": 0.01}),
        ([(5, "elu")], ("huber", "softmax", 2, "quadrants"), {"name": "sgd", "learning_rate": 0.2, "momentum": 0.5}),
        ([(5, "tanh")], ("binary_crossentropy", "softmax", 3, "quadrants"), {"name": "adam", "learning_rate": 0.01}),
        ([(5, "tanh")], ("sparse_categorical_crossentropy", "sigmoid", 3, "classes"), {"name": "adam", "learning_rate": 0.01}),
    ):
        yield "softmax inside", task, network(3, hidden + [(outputs, activation)], loss, optimizer), 29, 8, 150


def changes():
    """Another optimizer in mid-run (compiled again: weights stay, its state is new), another learning rate (all stays)."""
    binary = [(5, "tanh"), (1, "sigmoid")]
    momentum = {"name": "sgd", "learning_rate": 0.05, "momentum": 0.9}
    adam, nadam = {"name": "adam", "learning_rate": 0.02}, {"name": "nadam", "learning_rate": 0.01}
    rmsprop = {"name": "rmsprop", "learning_rate": 0.003, "momentum": 0.5}
    for first, others in (
        (momentum, [{"step": 60, "optimizer": adam}]),
        (adam, [{"step": 45, "optimizer": momentum}, {"step": 100, "optimizer": nadam}]),
        (nadam, [{"step": 70, "optimizer": rmsprop}]),
        (rmsprop, [{"step": 31, "optimizer": "adamax"}, {"step": 62, "optimizer": "sgd"}, {"step": 93, "optimizer": rmsprop}]),
        (momentum, [{"step": 50, "learning_rate": 0.2}, {"step": 100, "learning_rate": 0.01}]),
        (adam, [{"step": 50, "learning_rate": 0.1}, {"step": 100, "learning_rate": 0.001}]),
        (nadam, [{"step": 50, "learning_rate": 0.002}]),
        (rmsprop, [{"step": 75, "learning_rate": 0.0005}]),
        ({"name": "adagrad", "learning_rate": 0.05}, [{"step": 50, "learning_rate": 0.3}]),
        ({"name": "adadelta", "learning_rate": 0.5}, [{"step": 50, "learning_rate": 2.0}]),
        ({"name": "adamax", "learning_rate": 0.01}, [{"step": 50, "learning_rate": 0.05}]),
        ({"name": "adamw", "learning_rate": 0.01, "weight_decay": 0.1}, [{"step": 50, "learning_rate": 0.05}]),
    ):
        yield "changes", "quadrants", network(2, binary, "binary_crossentropy", first), 30, 10, 150, 1, others


def long_runs():
    """Thousands of steps. A penalty or decay draws neighbouring paths together, so that rounding does not grow."""
    layers = [penalized(6, "tanh", l2=0.001), penalized(1, "sigmoid", l2=0.001)]
    config = network(2, layers, "binary_crossentropy", {"name": "sgd", "learning_rate": 0.1, "momentum": 0.9})
    yield "long", "quadrants", config, 30, 10, 3000, 25
    layers = [penalized(8, "silu", l2=0.002), penalized(3, "softmax", l2=0.002)]
    config = network(3, layers, "sparse_categorical_crossentropy", {"name": "adam", "learning_rate": 0.003})
    yield "long", "classes", config, 28, 7, 3000, 25
    layers = [(5, "tanh"), (4, "softplus"), (2, "linear")]
    config = network(2, layers, "mean_squared_error", {"name": "adamw", "learning_rate": 0.002, "weight_decay": 0.05})
    yield "long", "surface", config, 24, 8, 3000, 25


def fit_table():
    """What `fit` is called with: (task, config, rows, rows of validation data, batch size, epochs)."""
    adam, sgd = {"name": "adam", "learning_rate": 0.01}, {"name": "sgd", "learning_rate": 0.1}
    binary = network(2, [(5, "tanh"), (1, "sigmoid")], "binary_crossentropy", adam)
    yield "quadrants", binary, 50, 20, 8, 12
    yield "quadrants", binary, 33, 0, 32, 12
    yield "quadrants", network(3, [(6, "silu"), (3, "sigmoid")], "binary_crossentropy", sgd), 37, 13, 8, 10
    classes = network(2, [(6, "tanh"), (4, "softmax")], "sparse_categorical_crossentropy", adam)
    yield "classes", classes, 61, 35, 7, 10
    penalties = [penalized(6, "elu", l1=0.002), penalized(3, "softmax", l2=0.02)]
    yield "classes", network(3, penalties, "sparse_categorical_crossentropy", sgd), 45, 33, 10, 12
    yield "surface", network(2, [(8, "tanh"), (1, "linear")], "mean_squared_error", sgd), 40, 17, 9, 12
    yield "surface", network(3, [penalized(6, "softplus", l1=0.001, l2=0.01), (2, "linear")], "huber", "nadam"), 41, 9, 5, 8
    yield "quadrants", network(2, [(5, "gelu"), (1, "linear")], "hinge", adam), 31, 12, 6, 10
