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
    # Data and weights come from a run's number: what is new comes last.
    yield from lion_and_ftrl()
    yield from clips_and_decay()
    yield from schedules()
    yield from more_losses()
    yield from more_activations()


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


def lion_and_ftrl():
    binary = network(2, [(5, "tanh"), (1, "sigmoid")], "binary_crossentropy", None)
    for optimizer in (
        "lion", "ftrl",
        {"name": "lion", "learning_rate": 0.004, "beta_1": 0.5, "beta_2": 0.8},
        {"name": "lion", "learning_rate": 0.002, "beta_1": 1.0},
        {"name": "lion", "learning_rate": 0.003, "weight_decay": 0.5},
        {"name": "ftrl", "learning_rate": 0.5},
        {"name": "ftrl", "learning_rate": 0.5, "learning_rate_power": -0.3, "initial_accumulator_value": 1.0},
        {"name": "ftrl", "learning_rate": 0.2, "learning_rate_power": 0.0},
        {"name": "ftrl", "learning_rate": 0.3, "learning_rate_power": -1.0, "initial_accumulator_value": 0.5},
        {"name": "ftrl", "learning_rate": 0.5, "initial_accumulator_value": 0.0},
        {"name": "ftrl", "learning_rate": 0.5, "l1_regularization_strength": 0.02},
        {"name": "ftrl", "learning_rate": 0.5, "l2_regularization_strength": 0.1},
        {"name": "ftrl", "learning_rate": 0.5, "l2_shrinkage_regularization_strength": 0.02},
        {"name": "ftrl", "learning_rate": 0.5, "beta": 0.3},
        {
            "name": "ftrl", "learning_rate": 0.7, "learning_rate_power": -0.6, "initial_accumulator_value": 0.3, "beta": 0.1,
            "l1_regularization_strength": 0.005, "l2_regularization_strength": 0.02,
            "l2_shrinkage_regularization_strength": 0.01, "weight_decay": 0.05,
        },
    ):  # fmt: skip
        yield "lion and ftrl", "quadrants", binary | {"optimizer": optimizer}, 30, 10, 120, 3


def clips_and_decay():
    """On every optimizer; a limit that binds sometimes, one that never does, and 0, which is none."""
    binary = network(2, [(5, "tanh"), (1, "sigmoid")], "binary_crossentropy", None)
    for optimizer in (
        {"name": "sgd", "learning_rate": 0.3, "momentum": 0.5},
        {"name": "rmsprop", "learning_rate": 0.003},
        {"name": "adam", "learning_rate": 0.01},
        {"name": "adamw", "learning_rate": 0.01},
        {"name": "adagrad", "learning_rate": 0.05},
        {"name": "adadelta", "learning_rate": 0.5},
        {"name": "adamax", "learning_rate": 0.01},
        {"name": "nadam", "learning_rate": 0.005},
        {"name": "lion", "learning_rate": 0.002},
        {"name": "ftrl", "learning_rate": 0.5},
    ):
        limit = 0.05 if optimizer["name"] == "ftrl" else 0.15  # its gradients are smaller here
        for field in ({"clipnorm": 0.1}, {"clipvalue": 0.03}, {"global_clipnorm": limit}, {"weight_decay": 0.2}):
            yield "clips and decay", "quadrants", binary | {"optimizer": optimizer | field}, 30, 10, 60, 3
    classes = network(3, [penalized(6, "elu", l2=0.02), penalized(3, "softmax", l1=0.002)], "sparse_categorical_crossentropy", None)
    surface = network(2, [(6, "tanh"), penalized(2, "linear", use_bias=False)], "huber", None)
    for optimizer in (
        {"name": "sgd", "learning_rate": 0.1, "momentum": 0.8, "nesterov": True, "clipnorm": 0.3, "weight_decay": 0.05},
        {"name": "adam", "learning_rate": 0.01, "amsgrad": True, "global_clipnorm": 0.4, "weight_decay": 0.3},
        {"name": "rmsprop", "learning_rate": 0.003, "centered": True, "momentum": 0.5, "epsilon": 1e-4, "clipvalue": 0.1, "weight_decay": 1.0},
        {"name": "adamw", "learning_rate": 0.01, "clipvalue": 0.05},
        {"name": "sgd", "learning_rate": 0.1, "clipnorm": 1000.0},
        {"name": "sgd", "learning_rate": 0.1, "global_clipnorm": 1000.0, "weight_decay": 0.0},
        {"name": "sgd", "learning_rate": 0.1, "clipnorm": 0.0},
        {"name": "sgd", "learning_rate": 0.1, "clipvalue": 0.0},
    ):  # fmt: skip
        yield "clips and decay", "classes", classes | {"optimizer": optimizer}, 31, 8, 90, 3
        yield "clips and decay", "surface", surface | {"optimizer": optimizer}, 31, 8, 90, 3
    first, then = {"name": "sgd", "learning_rate": 0.2, "clipnorm": 0.1}, {"name": "sgd", "learning_rate": 0.2, "weight_decay": 0.1}
    yield "clips and decay", "quadrants", binary | {"optimizer": first}, 30, 10, 90, 3, [{"step": 40, "optimizer": then}]


def schedules():
    """Rates that change with every update; `compile` begins them again."""
    exponential = {"name": "exponential_decay", "initial_learning_rate": 0.3, "decay_steps": 20, "decay_rate": 0.5}
    cosine = {"name": "cosine_decay", "initial_learning_rate": 0.02, "decay_steps": 60, "alpha": 0.1}
    warm = {"name": "cosine_decay", "initial_learning_rate": 0.0, "decay_steps": 50, "warmup_target": 0.2, "warmup_steps": 16}
    piecewise = {"name": "piecewise_constant_decay", "boundaries": [13, 30, 31], "values": [0.02, 0.3, 0.1, 0.01]}
    inverse = {"name": "inverse_time_decay", "initial_learning_rate": 0.02, "decay_steps": 10, "decay_rate": 0.4}
    polynomial = {"name": "polynomial_decay", "initial_learning_rate": 0.2, "decay_steps": 50, "end_learning_rate": 0.01}
    momentum = {"name": "sgd", "momentum": 0.8}
    binary = network(2, [(5, "tanh"), (1, "sigmoid")], "binary_crossentropy", None)
    for optimizer, schedule in (
        (momentum, exponential),
        ({"name": "sgd"}, exponential | {"staircase": True, "decay_steps": 16}),
        ({"name": "adam"}, exponential | {"initial_learning_rate": 0.02}),
        ({"name": "adam"}, cosine),
        (momentum, warm),
        ({"name": "adamw", "weight_decay": 0.3}, cosine),
        (momentum, piecewise),
        ({"name": "rmsprop", "epsilon": 1e-3}, piecewise | {"values": [0.003, 0.01, 0.02, 0.001]}),
        ({"name": "adam"}, inverse),
        ({"name": "nadam"}, inverse | {"staircase": True}),
        (momentum, polynomial),
        ({"name": "sgd", "weight_decay": 0.1, "clipnorm": 0.1}, polynomial | {"power": 2.0, "decay_steps": 16, "cycle": True}),
        ({"name": "adagrad"}, polynomial | {"power": 0.5}),
        ({"name": "adadelta"}, exponential | {"initial_learning_rate": 2.0}),
        ({"name": "adamax"}, cosine | {"decay_steps": 30}),
        ({"name": "lion"}, cosine | {"initial_learning_rate": 0.005}),
        ({"name": "ftrl"}, exponential | {"initial_learning_rate": 0.8, "decay_rate": 0.9}),
    ):
        yield "schedules", "quadrants", binary | {"optimizer": optimizer | {"learning_rate": schedule}}, 30, 10, 90, 3
    first, again = momentum | {"learning_rate": exponential}, {"name": "adam", "learning_rate": cosine}
    changes = [{"step": 25, "optimizer": first}, {"step": 50, "optimizer": again}]
    yield "schedules", "quadrants", binary | {"optimizer": first}, 30, 10, 90, 3, changes


def more_losses():
    adam, sgd, momentum = {"name": "adam", "learning_rate": 0.01}, {"name": "sgd", "learning_rate": 0.1}, TRAINERS[3]
    for hidden, loss, activation, outputs, task, optimizer in (
        ([6], "categorical_crossentropy", "softmax", 3, "one hot", adam),
        ([8, 4], "categorical_crossentropy", "softmax", 5, "mixtures", momentum),
        ([], "categorical_crossentropy", "softmax", 4, "one hot", sgd),
        ([5], "categorical_crossentropy", "softmax", 3, "quadrants", adam),  # sums of 0 to 3
        ([5], "categorical_crossentropy", "sigmoid", 3, "mixtures", adam),
        ([6], "categorical_crossentropy", "softplus", 3, "one hot", adam),
        ([6], "categorical_crossentropy", "exponential", 4, "mixtures", sgd),
        ([16], "categorical_crossentropy", "softmax", 2, "one hot", {"name": "lion", "learning_rate": 0.003}),
        ([8], "squared_hinge", "tanh", 1, "signs", adam),
        ([5, 4], "squared_hinge", "linear", 3, "quadrants", adam),
        ([], "squared_hinge", "linear", 1, "quadrants", sgd),
        ([6], "squared_hinge", "linear", 2, "signs", {"name": "nadam", "learning_rate": 0.005}),
        ([8], "log_cosh", "linear", 1, "surface", adam),
        ([16], "log_cosh", "linear", 3, "surface", sgd),
        ([5], "log_cosh", "tanh", 2, "signs", {"name": "rmsprop", "learning_rate": 0.003}),
        ([6], "kl_divergence", "softmax", 3, "one hot", adam),
        ([8, 4], "kl_divergence", "softmax", 5, "mixtures", momentum),
        ([5], "kl_divergence", "sigmoid", 2, "mixtures", adam),
        ([6], "kl_divergence", "sigmoid", 1, "quadrants", sgd),
        ([5], "kl_divergence", "softplus", 3, "mixtures", adam),
    ):
        layers = [penalized(units, "tanh", l2=0.001) for units in hidden] + [(outputs, activation)]
        yield "more losses", task, network(3, layers, loss, optimizer), 33, 8, 120, 3


def more_activations():
    adam, sgd = {"name": "adam", "learning_rate": 0.01}, {"name": "sgd", "learning_rate": 0.1}
    binary, classes = PROBLEMS[0], ("categorical_crossentropy", "softmax", 3, "one hot")
    for hidden, (loss, activation, outputs, task), optimizer in (
        ([(6, "relu6")], binary, adam),
        ([(6, "mish")], binary, sgd),
        ([(6, "hard_sigmoid")], binary, adam),
        ([(4, "exponential")], binary, adam),
        ([(16, "relu6"), (4, "mish")], classes, sgd),
        ([(8, "mish"), (5, "hard_sigmoid")], classes, adam),
        ([(5, "hard_sigmoid"), (4, "exponential")], PROBLEMS[3], adam),
        ([(5, "exponential"), (4, "relu6")], PROBLEMS[5], adam),
        ([(6, "tanh")], ("mean_squared_error", "relu6", 2, "quadrants"), sgd),
        ([(6, "tanh")], ("binary_crossentropy", "hard_sigmoid", 1, "quadrants"), sgd),
        ([(6, "tanh")], ("log_cosh", "mish", 2, "surface"), adam),
        ([(6, "tanh")], ("mean_squared_error", "exponential", 2, "quadrants"), adam),
    ):
        yield "more activations", task, network(2, hidden + [(outputs, activation)], loss, optimizer), 33, 8, 120, 3


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
    # Seeds come from the number here, too.
    one_hot = network(2, [(6, "tanh"), (4, "softmax")], "categorical_crossentropy", adam)
    yield "one hot", one_hot, 41, 15, 7, 10
    yield "mixtures", network(3, [(6, "mish"), (3, "softmax")], "kl_divergence", sgd), 37, 33, 8, 10
    yield "signs", network(2, [(5, "tanh"), (2, "linear")], "squared_hinge", adam), 31, 12, 6, 10
    yield "surface", network(2, [penalized(5, "tanh", l2=0.01), (1, "linear")], "log_cosh", "lion"), 29, 33, 8, 8
    decaying = {"name": "exponential_decay", "initial_learning_rate": 0.2, "decay_steps": 16, "decay_rate": 0.8}
    momentum = {"name": "sgd", "momentum": 0.8, "learning_rate": decaying, "global_clipnorm": 0.5}
    yield "quadrants", network(2, [(5, "tanh"), (3, "sigmoid")], "binary_crossentropy", momentum), 45, 20, 8, 10
    one_unit = network(2, [(5, "relu6"), (1, "sigmoid")], "kl_divergence", adam | {"weight_decay": 0.1, "clipnorm": 0.2})
    yield "quadrants", one_unit, 33, 0, 32, 12
