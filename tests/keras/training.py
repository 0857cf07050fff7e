"""Training runs and `fit`: every loss on the way, and the weights in the end."""

from functools import partial

import numpy as np
import tensorflow as tf
from models import coarse, compiled, data, in_both, initial_weights, optimizer, schedule, short
from problems import fit_table, run_table

MAX_DRIFT = 3e-5  # of float32 from float64: a run that amplifies rounding more than this proves nothing


def runs():
    return [partial(run, number, *entry) for number, entry in enumerate(run_table())]


def run(number, kind, task, config, rows, batch, steps, every=1, changes=()):
    """A training run: batch after batch in order, round and round; the last of a round may be smaller.

    Before some steps the model may be compiled again with another optimizer, or get another learning rate. Of the losses
    the first of each `every` is stored.
    """
    x, y = data(config, task, rows, 1000 + number)
    weights = initial_weights(config, 2000 + number)
    metrics = metrics_of(config)

    def compute(dtype):
        model = compiled(config, metrics, weights)
        found = []
        for step in range(steps):
            for change in (change for change in changes if change["step"] == step):
                if "optimizer" in change:
                    model.compile(optimizer=optimizer(change["optimizer"]), loss=config["loss"], metrics=metrics)
                else:
                    model.optimizer.learning_rate = change["learning_rate"]
            at = step * batch % (-(-rows // batch) * batch)
            result = model.train_on_batch(x[at : at + batch].astype(dtype), y[at : at + batch].astype(dtype))
            found.append(np.dtype(dtype).type(result[0] if isinstance(result, list) else result))
        final = model.evaluate(x.astype(dtype), y.astype(dtype), batch_size=8, verbose=0)
        final = [float(value) for value in (final if isinstance(final, list) else [final])]
        return np.array(found), model.get_weights(), final

    (found, final, evaluated), (found64, final64, evaluated64) = in_both(compute)
    loss_drift, weight_drift = distance(found, found64, found64[0]), weights_distance(final, final64)
    print(f"{kind} {number}: drift {loss_drift:.1e}, {weight_drift:.1e}; loss {found[0]:.4f} to {found[-1]:.4f}", flush=True)
    if max(loss_drift, weight_drift) > MAX_DRIFT:
        raise ValueError("this run amplifies rounding too much: choose calmer hyperparameters")
    if np.max(np.abs(np.subtract(evaluated[1:], evaluated64[1:])), initial=0) > 1e-6:
        raise ValueError("an example lies on the border between the classes: choose another seed")
    for each in [config["optimizer"], *(change.get("optimizer") for change in changes)]:
        if isinstance(each, dict) and isinstance(each.get("learning_rate"), dict):
            check_schedule(each["learning_rate"], steps)
    return {
        "kind": kind, "config": config, "task": task, "rows": rows, "data_seed": 1000 + number, "weight_seed": 2000 + number,
        "batch": batch, **({"steps": steps, "every": every} if every > 1 else {}), **({"changes": changes} if changes else {}),
        "losses": short(found[::every]), "final": stored(final),
        "evaluated": short(np.array(evaluated, np.float32)),
        "drift": [coarse(loss_drift), coarse(weight_drift)],
    }  # fmt: skip


def histories():
    return [partial(history, number, *entry) for number, entry in enumerate(fit_table())]


def history(number, task, config, rows, validation_rows, batch, epochs):
    """`model.fit` in the order of the data, with validation data: its history and the final weights."""
    seeds = [3000 + number, 4000 + number]
    (x, y), (val_x, val_y) = (data(config, task, count, seed) for count, seed in zip((rows, validation_rows), seeds))
    weights = initial_weights(config, 5000 + number)

    def compute(dtype):
        model = compiled(config, metrics_of(config), weights)
        validation = (val_x.astype(dtype), val_y.astype(dtype)) if validation_rows else None
        found = model.fit(
            x.astype(dtype), y.astype(dtype), batch_size=batch, epochs=epochs, shuffle=False, validation_data=validation,
            verbose=0,
        )  # fmt: skip
        series = {key: np.array(values) for key, values in found.history.items()}
        return series, model.get_weights()

    (series, final), (series64, final64) = in_both(compute)
    loss_drift = max(distance(series[key], series64[key], series64["loss"][0]) for key in series if "loss" in key)
    weight_drift = weights_distance(final, final64)
    print(f"history {number}: drift {loss_drift:.1e}, {weight_drift:.1e}; {sorted(series)}", flush=True)
    if max(loss_drift, weight_drift) > MAX_DRIFT:
        raise ValueError("this run amplifies rounding too much: choose calmer hyperparameters")
    if any(np.max(np.abs(series[key] - series64[key])) > 1e-6 for key in series if "accuracy" in key):
        raise ValueError("an example lies on the border between the classes: choose another seed")
    return {
        "config": config, "task": task, "rows": rows, "validation_rows": validation_rows, "data_seeds": seeds,
        "weight_seed": 5000 + number, "batch": batch, "epochs": epochs,
        "history": {key: short(values.astype(np.float32)) for key, values in sorted(series.items())},
        "final": stored(final), "drift": [coarse(loss_drift), coarse(weight_drift)],
    }  # fmt: skip


def metrics_of(config):
    """The accuracy, as Keras understands the word, where a number of that name is compared.

    Of hinge and squared hinge it is not: Keras asks whether outputs exceed one half, the core whether they exceed 0.
    """
    has_classes = config["loss"].endswith("crossentropy") or config["loss"] == "kl_divergence"
    return ["accuracy"] if has_classes else []


def check_schedule(written, steps):
    """That a compiled model has this schedule's rates; see `schedules.py`."""
    made = schedule(written)
    compiled = tf.function(made)
    for step in range(steps):
        alone, in_training = (float(each(tf.constant(step, tf.int64))) for each in (made, compiled))
        if abs(alone - in_training) > 1e-5 * abs(alone):
            raise ValueError(f"in training TensorFlow rounds step {step} of this schedule elsewhere: choose other decay_steps")


def distance(found, found64, first):
    """Small losses are judged by what they began with: the outputs that they come from are not small."""
    return np.max(np.abs(found - found64) / np.maximum(np.abs(found64), 0.1 * np.abs(first)))


def weights_distance(final, final64):
    return max(np.max(np.abs(a - b)) / np.max(np.abs(b)) for a, b in zip(final, final64) if np.any(b))


def stored(weights):
    """Of each array its norm, and all values or, of more than 256, every so many-th."""
    return [
        {
            "shape": list(w.shape), "norm": float(f"{np.linalg.norm(w.astype(np.float64)):.9g}"),
            "values": short(w.reshape(-1)[:: -(-w.size // 256)]),
        }
        for w in weights
    ]  # fmt: skip
