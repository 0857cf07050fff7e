"""What `metrics=["accuracy"]` is for every loss, with one output and with several, for targets of every kind."""

from functools import partial

import numpy as np
from models import LOSSES, compiled, short

HALF = np.float32(0.5)
JUST_BELOW, JUST_ABOVE = (float(np.nextafter(HALF, np.float32(side))) for side in (0, 1))

# Outputs: on both sides of every threshold that there might be, and on it.
ONE = [0.5, JUST_ABOVE, JUST_BELOW, 0.0, 1.0, 0.2, 0.8, -1.0, 3.0, -0.3, 0.3]
# Ties, as good as ties, and clear cases. No sum is 0: the categorical cross-entropy divides by it.
SEVERAL = [
    [0.5, 0.5, 0.25], [0.25, 0.5, 0.5], [0.5, 0.25, 0.5], [0.25, 0.25, 0.25], [0.5, JUST_ABOVE, 0.0], [0.5, JUST_BELOW, 0.0],
    [0.1, 0.2, 0.7], [0.9, 0.8, 0.7], [0.4, 0.3, 0.2], [-0.5, -1.0, -0.25], [3.0, -1.0, 0.5],
]  # fmt: skip

HARD = [0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0]
SOFT = [0.5, 0.7, 0.3, 0.0, 1.0, 0.9, 0.5, 0.25, 1.0, 0.0, 0.7]
SIGNS = [-1.0, 1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0, 1.0, 1.0, 1.0]
CLASSES = [[0.0], [1.0], [2.0], [1.0], [1.0], [1.0], [2.0], [0.0], [1.0], [2.0], [0.0]]
ONE_HOT = [[float(row[0] == k) for k in range(3)] for row in CLASSES]
# As labels of their own: several are right, or none.
LABELS = [
    [1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [1.0, 0.0, 1.0], [0.0, 1.0, 1.0],
    [1.0, 1.0, 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0],
]  # fmt: skip
MIXED = [
    [0.25, 0.5, 0.25], [0.4, 0.4, 0.2], [0.2, 0.4, 0.4], [0.3, 0.4, 0.3], [0.45, 0.55, 0.0], [0.6, 0.4, 0.0], [0.0, 0.1, 0.9],
    [0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.1, 0.1, 0.8], [0.5, 0.5, 0.0],
]  # fmt: skip
SIGNS_OF_SEVERAL = [[2 * value - 1 for value in row] for row in LABELS]

TARGETS = {
    "sparse_categorical_crossentropy": [("classes", CLASSES)],
    "categorical_crossentropy": [("hard", ONE_HOT), ("soft", MIXED), ("labels", LABELS)],
    "hinge": [("hard", HARD), ("signs", SIGNS), ("hard", ONE_HOT), ("labels", LABELS), ("signs", SIGNS_OF_SEVERAL)],
    "binary_crossentropy": [("hard", HARD), ("soft", SOFT), ("hard", ONE_HOT), ("soft", MIXED), ("labels", LABELS)],
}
TARGETS["squared_hinge"], TARGETS["kl_divergence"] = TARGETS["hinge"], TARGETS["binary_crossentropy"]


def accuracies():
    return [
        partial(accuracy, loss, kind, y)
        for loss in LOSSES
        for kind, y in TARGETS.get(loss, [("hard", HARD), ("soft", SOFT), ("hard", ONE_HOT)])
    ]


def accuracy(loss, kind, y):
    """The accuracy of each example by itself, and of all in batches of 4, the last of 3. What comes in goes out."""
    outputs = SEVERAL if np.ndim(y) > 1 else ONE
    z, y = (np.reshape(np.array(values, np.float32), (len(values), -1)) for values in (outputs, y))
    units, batch = z.shape[1], 4
    config = {
        "inputs": units, "layers": [{"units": units, "activation": "linear"}], "loss": loss, "optimizer": "sgd", "seed": 1,
    }  # fmt: skip
    model = compiled(config, ["accuracy"], [np.eye(units), np.zeros(units)])
    assert np.array_equal(model.predict(z, verbose=0), z)
    each = [model.test_on_batch(z[at : at + 1], y[at : at + 1])[1] for at in range(len(z))]
    model.reset_metrics()
    whole = model.evaluate(z, y, batch_size=batch, verbose=0)[1]
    metric = model.metrics[-1].metrics[0]
    return {
        "config": config, "targets": kind, "metric": type(metric).__name__, "z": short(z), "y": short(y), "batch": batch,
        "each": short(np.array(each, np.float32)), "accuracy": short(np.array([whole], np.float32))[0],
    }  # fmt: skip
