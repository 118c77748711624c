#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes the numbers of the figures' golden tests in another way than the program does; run by hand, prints what the tests hold.

Plain and slow on purpose: fractions where the program has doubles, definitions where it has solved forms."""

from fractions import Fraction


def wilson(part, whole, z=1.959963984540054):
    """Both p with (part/whole - p)² = z² p (1 - p) / whole, found by halving."""
    observed = part / whole

    def outside(p):
        return (observed - p) ** 2 > z * z * p * (1 - p) / whole

    def edge(inside, out):
        for _ in range(200):
            middle = (inside + out) / 2
            inside, out = (inside, middle) if outside(middle) else (middle, out)
        return inside

    return (0.0 if part == 0 else edge(observed, 0.0), 1.0 if part == whole else edge(observed, 1.0))


print("Wilson")
for part, whole in [(18, 41), (1, 1), (0, 1), (0, 10), (2, 5), (4, 7), (500, 1000)]:
    print(f"  {part} of {whole}: {wilson(part, whole)[0]:.6f} {wilson(part, whole)[1]:.6f}")


def surviving(ended, running, t):
    """Kaplan and Meier's S(t) by its definition, in fractions."""
    share = Fraction(1)
    for moment in sorted(set(ended)):
        if moment <= t:
            at_risk = sum(1 for d in ended + running if d >= moment)
            share *= 1 - Fraction(ended.count(moment), at_risk)
    return share


print("Kaplan-Meier")
ENDED, RUNNING = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
for week in sorted(set(ENDED)):
    print(f"  S({week}) = {float(surviving(ENDED, RUNNING, week)):.3f}")


def difference(won_with, n_with, won_without, n_without):
    """Newcombe's interval from Wilson's, as his method 10 states it."""
    p, q = won_with / n_with, won_without / n_without
    (l, u), (m, v) = wilson(won_with, n_with), wilson(won_without, n_without)
    return p - q, p - q - ((p - l) ** 2 + (v - q) ** 2) ** 0.5, p - q + ((u - p) ** 2 + (q - m) ** 2) ** 0.5


print("Newcombe")
# His own example (a): 56/70 against 48/80 gives 0.0524 to 0.3339.
for four in [(56, 70, 48, 80), (4, 5, 1, 5), (9, 10, 1, 10)]:
    print("  %d/%d - %d/%d: %.6f %.6f %.6f" % (*four, *difference(*four)))
