"""The learning rates of every schedule, step by step."""

from functools import partial

import numpy as np
import tensorflow as tf
from models import schedule, short

# Every step at first, then around powers of 2 that float32 still has and no longer has, and far beyond any end.
STEPS = [*range(9), 15, 31, 32, 33, 100, 999, 1000, 12345, 1000000, 2**24 - 1, 2**24 + 1, 10**9]


def written(name, *ends, **fields):
    """A schedule as a configuration has it, and the numbers of steps after which something ends or begins."""
    return {"name": name, **fields}, ends


def table():
    rates = {"initial_learning_rate": 0.1}
    for name in ("exponential_decay", "inverse_time_decay"):
        yield written(name, 10, **rates, decay_steps=10, decay_rate=0.5)
        yield written(name, 10, **rates, decay_steps=10, decay_rate=0.5, staircase=True)
        yield written(name, 1, initial_learning_rate=0.3, decay_steps=1, decay_rate=0.96)
        yield written(name, 1000, initial_learning_rate=1.0, decay_steps=1000, decay_rate=0.9, staircase=True)
        yield written(name, 41, initial_learning_rate=0.02, decay_steps=41, decay_rate=0.25, staircase=True)
        yield written(name, 37, initial_learning_rate=0.05, decay_steps=37, decay_rate=1.0)
        yield written(name, 7, initial_learning_rate=0.05, decay_steps=7, decay_rate=0.0)
    yield written("exponential_decay", 10**8, initial_learning_rate=0.001, decay_steps=10**8, decay_rate=1.5)
    yield written("cosine_decay", 10, **rates, decay_steps=10)
    yield written("cosine_decay", 1000, **rates, decay_steps=1000, alpha=0.1)
    yield written("cosine_decay", 33, initial_learning_rate=0.7, decay_steps=33, alpha=1.0)
    yield written("cosine_decay", 12, initial_learning_rate=0.01, decay_steps=12, alpha=1.5)
    yield written("cosine_decay", 10, **rates, decay_steps=10, warmup_steps=5)  # without a target there is no warmup
    yield written("cosine_decay", 5, 15, initial_learning_rate=0.0, decay_steps=10, warmup_target=0.1, warmup_steps=5)
    yield written(
        "cosine_decay", 100, 1100, initial_learning_rate=0.001, decay_steps=1000, alpha=0.05, warmup_target=0.3, warmup_steps=100
    )
    yield written("cosine_decay", 7, 20, initial_learning_rate=0.4, decay_steps=13, alpha=0.2, warmup_target=0.1, warmup_steps=7)
    yield written("cosine_decay", 10, initial_learning_rate=0.5, decay_steps=10, warmup_target=0.2)
    yield written("piecewise_constant_decay", 3, 7, boundaries=[3, 7], values=[0.1, 0.05, 0.01])
    yield written("piecewise_constant_decay", 0, boundaries=[0], values=[0.5, 0.25])
    yield written(
        "piecewise_constant_decay", 1, 2, 30, 1000, boundaries=[1, 2, 30, 1000], values=[1.0, 0.0, 0.3, 0.03, 0.003]
    )
    yield written("polynomial_decay", 10, **rates, decay_steps=10)
    yield written("polynomial_decay", 1000, **rates, decay_steps=1000, end_learning_rate=0.01, power=0.5)
    yield written("polynomial_decay", 33, **rates, decay_steps=33, end_learning_rate=0.0, power=2.0)
    yield written("polynomial_decay", 12, initial_learning_rate=0.001, decay_steps=12, end_learning_rate=0.1, power=3.5)
    yield written("polynomial_decay", 10, **rates, decay_steps=10, end_learning_rate=0.02, power=0.0)
    yield written("polynomial_decay", 10, **rates, decay_steps=10, cycle=True)
    yield written("polynomial_decay", 7, **rates, decay_steps=7, end_learning_rate=0.01, cycle=True)
    yield written("polynomial_decay", 1000, **rates, decay_steps=1000, end_learning_rate=0.001, power=1.7, cycle=True)


def schedules():
    return [partial(rates_of, *entry) for entry in table()]


def rates_of(written, ends):
    """`schedule(step)` in float32 and in float64, and what it is in a compiled model, where that is another number.

    There TensorFlow multiplies by 1/decay_steps, rounded, where it should divide by decay_steps; where the quotient is
    rounded down (a staircase) or up (a cycle) this makes whole steps of a difference.
    """
    around = [k * end + by for end in ends for k in (1, 2, 3, 5, 6) for by in (-1, 0, 1)]
    steps = sorted({step for step in STEPS + around if step >= 0})

    def rates(function):
        return np.array([function(tf.constant(step, tf.int64)).numpy() for step in steps])

    rate, trained = rates(schedule(written)), rates(tf.function(schedule(written)))
    rate64 = rates(schedule(in_double(written)))  # Python's own numbers would become float32
    assert [rate.dtype, trained.dtype, rate64.dtype] == [np.float32, np.float32, np.float64]
    apart = np.abs(trained - rate) > 1e-3 * np.abs(rate) + 1e-6 * np.max(np.abs(rate))
    return {
        "schedule": written, "steps": steps, "rate": short(rate), "rate64": short(rate64),
        "in_training": [[steps[at], short(trained[at])[0]] for at in np.flatnonzero(apart)],
    }  # fmt: skip


def in_double(written):
    """The same with each number that is not whole as a float64."""
    if isinstance(written, dict):
        return {key: in_double(value) for key, value in written.items()}
    if isinstance(written, list):
        return [in_double(value) for value in written]
    return np.float64(written) if isinstance(written, float) else written
