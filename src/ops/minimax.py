"""The recipe of the coefficients in math.rs: what each polynomial approximates, where, in which norm, and how well.

    pip install mpmath && python src/ops/minimax.py

For each approximation it reads the coefficients from math.rs, measures their largest error in exact arithmetic, and finds
the minimax coefficients themselves (Remez's exchange on the nonlinear error, started from a least-squares fit), with their
error: the smallest that any coefficients could have. The difference is what rounding them to float32, and choosing among
neighbours those whose float32 evaluation rounds best, has cost.

The rounding of one float32 operation is 2^-25 = 3.0e-8 relative; an approximation well below that is lost in it.
"""

import re
import struct
from pathlib import Path

from mpmath import atanh, cos, erfc, exp, expm1, findroot, linspace, log, matrix, mp, mpf, nstr, pi, qr_solve, sqrt, tanh

mp.dps = 40
MATH = Path(__file__).with_name("math.rs").read_text(encoding="utf-8")


def f32(number):
    return mpf(struct.unpack("f", struct.pack("f", float(number)))[0])


def written(function):
    """The lists of coefficients in a function of math.rs, as the float32 that they are there."""
    body = MATH.split(f"fn {function}(", 1)[1].split("\n}", 1)[0]
    lists = re.findall(r"polynomial!\(\w+, \[([^\]]+)\]\)", body)
    return [[f32(number.replace("_", "")) for number in text.split(",")] for text in lists]


def polynomial(coefficients, x):
    total = mpf(0)
    for coefficient in reversed(coefficients):
        total = total * x + coefficient
    return total


def extrema(error, low, high, count):
    """The largest error of each sign in a row: [(x, error)], those of a grid refined by a parabola."""
    xs = linspace(low, high, count)
    values = [error(x) for x in xs]
    peaks = []
    for at, (x, value) in enumerate(zip(xs, values)):
        inner = 0 < at < count - 1
        if inner and not (abs(value) >= abs(values[at - 1]) and abs(value) >= abs(values[at + 1])):
            continue
        if inner:
            before, after = values[at - 1], values[at + 1]
            bend = before - 2 * value + after
            if bend != 0:
                x += (xs[1] - xs[0]) * (before - after) / (2 * bend)
                value = error(x)
        if peaks and (peaks[-1][1] > 0) == (value > 0):
            if abs(value) > abs(peaks[-1][1]):
                peaks[-1] = (x, value)
        else:
            peaks.append((x, value))
    return peaks


def largest(error, low, high, count):
    return max(abs(value) for _, value in extrema(error, low, high, count))


def least_squares(error, start, low, high):
    """Coefficients whose error has the least squares at Chebyshev's nodes (Gauss and Newton's steps from `start`)."""
    count = 8 * len(start)
    nodes = [(low + high) / 2 + (high - low) / 2 * cos(pi * (at + mpf(1) / 2) / count) for at in range(count)]
    found = list(start)
    for _ in range(8):
        errors = matrix([error(found, x) for x in nodes])
        slopes = matrix(count, len(found))
        for column, value in enumerate(found):
            step = abs(value) * mpf(10) ** -15 + mpf(10) ** -25
            moved = [*found[:column], value + step, *found[column + 1 :]]
            for row, x in enumerate(nodes):
                slopes[row, column] = (error(moved, x) - errors[row]) / step
        change, _ = qr_solve(slopes, -errors)
        found = [value + delta for value, delta in zip(found, change)]
    return found


def remez(error, start, low, high, count):
    """Coefficients whose error has its largest size as often as it can, with alternating signs; and that size."""
    found, unknowns = least_squares(error, start, low, high), len(start)
    for _ in range(30):
        peaks = extrema(lambda x: error(found, x), low, high, count)
        while len(peaks) > unknowns + 1:  # keep the largest of neighbours that alternate
            weakest = min(range(len(peaks)), key=lambda at: abs(peaks[at][1]))
            del peaks[weakest]
            for at in range(len(peaks) - 1, 0, -1):
                if (peaks[at][1] > 0) == (peaks[at - 1][1] > 0):
                    del peaks[at if abs(peaks[at][1]) < abs(peaks[at - 1][1]) else at - 1]
        if len(peaks) < unknowns + 1:
            raise ValueError(f"only {len(peaks)} extrema for {unknowns} coefficients")
        sign = 1 if peaks[0][1] > 0 else -1

        def level(*values):
            return [error(values[:-1], x) - sign * (-1) ** at * values[-1] for at, (x, _) in enumerate(peaks)]

        size = sum(abs(value) for _, value in peaks) / len(peaks)
        solved = findroot(level, [*found, size], tol=mpf(10) ** -30, maxsteps=50)
        moved = max(abs(new - old) / (abs(old) + mpf(10) ** -30) for new, old in zip(solved, found))
        found = list(solved)[:-1]
        if moved < mpf(10) ** -12:
            break
    return found, largest(lambda x: error(found, x), low, high, count)


def report(name, what, error, coefficients, low, high, count=2001):
    own = largest(lambda x: error(coefficients, x), low, high, count)
    best, bound = remez(error, coefficients, low, high, count)
    print(f"{name}: {what}, {nstr(low, 6)} to {nstr(high, 6)}")
    print(f"  in math.rs {' '.join(nstr(c, 9) for c in coefficients)}: {nstr(own, 3)} = 2^{nstr(log(own, 2), 4)}")
    print(f"  minimax    {' '.join(nstr(c, 9) for c in best)}: {nstr(bound, 3)} = 2^{nstr(log(bound, 2), 4)}")


def main():
    tiny = mpf(10) ** -6

    # e^r - 1 = r + r^2 P(r) for the rest r of a division by ln 2: P itself is fitted. In e^r, times r^2 / e^r, its
    # error is 8e-9.
    report("exp", "error of P(r) = (e^r - 1 - r) / r^2", lambda c, r: polynomial(c, r) - (expm1(r) - r) / (r * r),
           written("exp_parts")[0], -log(2) / 2, log(2) / 2, 2000)  # fmt: skip

    # tanh x = 2 N D / (N^2 + D^2) with N / D = tanh(x / 2): N = x (n0 + n1 s + n2 s^2), D = d0 + ... + d3 s^3, s = x^2. Both
    # have a common factor, so d0 is given: chosen so that n0 and d0 = 2 n0 are float32 whose rounding errors cancel.
    numerator, denominator = written("tanh")
    assert denominator[0] == 2 * numerator[0]

    def tanh_error(c, x):
        s = x * x
        n, d = x * polynomial([numerator[0], *c[:2]], s), polynomial([denominator[0], *c[2:]], s)
        return 2 * n * d / (n * n + d * d) / tanh(x) - 1

    report("tanh", "relative error of tanh x, n0 and d0 given", tanh_error, numerator[1:] + denominator[1:],
           tiny, f32("8.720004"))  # fmt: skip

    # ln(1 + e) = 2 artanh t = 2 t + t s P(s) with s = t^2, t = e / (2 + e), e from 0 to 1.
    (artanh,) = written("twice_artanh")
    report("twice_artanh", "relative error of 2 artanh t",
           lambda c, t: (2 * t + t**3 * polynomial(c, t * t)) / (2 * atanh(t)) - 1, artanh, tiny, mpf(1) / 3)  # fmt: skip

    # Phi(-z) = e^(-z^2/2) / (sqrt(2 pi) z + N(z) / D(z)), N(0) / D(0) = 2 given, so that Phi(0) = 1/2 exactly. (The list before
    # these two, 1 - r/2 + r^2/6, is Taylor's of (1 - e^-r) / r for a rest below 2^-9 * 14.5.)
    _, numerator, denominator = written("normal")
    assert (numerator[0], denominator[0]) == (2, 1)

    def phi_error(c, z):
        tail = exp(-z * z / 2) / (sqrt(2 * pi) * z + polynomial([mpf(2), *c[:3]], z) / polynomial([mpf(1), *c[3:]], z))
        return tail / (erfc(z / sqrt(2)) / 2) - 1

    report("normal", "relative error of Phi(-z)", phi_error, numerator[1:] + denominator[1:], mpf(0), mpf("14.5"), 3001)


if __name__ == "__main__":
    main()
