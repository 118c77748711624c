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
for part, whole in [(18, 41), (1, 1), (0, 1), (0, 10), (2, 5), (3, 6), (500, 1000)]:
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


def holt_winters(y, ahead, m=12):
    """The component form of the recursions, where the program has the form with the error; the search as crm-seasonal.h states it."""
    first, second = sum(y[:m]) / m, sum(y[m:2 * m]) / m
    b0 = (second - first) / m
    l0 = first - 6.5 * b0
    s0 = [(y[i] - l0 - b0 * (i + 1) + y[m + i] - l0 - b0 * (m + i + 1)) / 2 for i in range(m)]

    def run(a, b, g):
        level, trend, season, squares = l0, b0, list(s0), 0.0
        for t, value in enumerate(y):
            old = season[t % m]
            squares += (value - level - trend - old) ** 2
            new = a * (value - old) + (1 - a) * (level + trend)
            season[t % m] = g * (value - level - trend) + (1 - g) * old
            level, trend = new, b * (new - level) + (1 - b) * trend
        return squares, level, trend, season

    best = min(((run(a / 10, b / 10, g / 10)[0], (a / 10, b / 10, g / 10)) for a in range(11) for b in range(11) for g in range(11 - a)))
    step = 0.05
    while step >= 0.1 / 64:
        for _ in range(10):
            a, b, g = best[1]
            near = [(a + d, b, g) for d in (-step, step)] + [(a, b + d, g) for d in (-step, step)] + [(a, b, g + d) for d in (-step, step)]
            near = [w for w in near if min(w) >= 0 and max(w) <= 1 and w[2] <= 1 - w[0] + 1e-12]
            found = min((run(*w)[0], w) for w in near)
            if found[0] >= best[0]:
                break
            best = found
        step /= 2
    (a, b, g), (squares, level, trend, season) = best[1], run(*best[1])
    sigma = (squares / (len(y) - 17)) ** 0.5
    result = []
    for h in range(1, ahead + 1):
        spread = 1 + sum((a + a * b * j + (g if j % m == 0 else 0)) ** 2 for j in range(1, h))
        middle, reach = level + h * trend + season[(len(y) + h - 1) % m], 1.2815515655446004 * sigma * spread ** 0.5
        result.append(tuple(round(max(x, 0)) for x in (middle, middle - reach, middle + reach)))
    return best[1], result


print("Holt-Winters")
PATTERN = [-30, -50, 10, 0, 20, 35, -10, -20, 15, 25, 10, -5]
SALES = [400000 + 2500 * t + 1000 * PATTERN[t % 12] + ((t * 7919) % 13 - 6) * 1700 + (60000 if t > 27 else 0) for t in range(42)]
weights, months = holt_winters(SALES, 14)
print("  alpha %.6f beta %.6f gamma %.6f" % weights)
for month in months:
    print("   ", month)
for length in (24, 25):
    print("  with", length, "months:", holt_winters(SALES[:length], 1)[1])
# A pattern that grows from year to year, a trend that bends: all three weights are needed.
GROWING = [300000 + 150 * t * t + 700 * (1 + t // 12) * PATTERN[t % 12] + ((t * 31) % 7 - 3) * 900 for t in range(60)]
weights, months = holt_winters(GROWING, 3)
print("  growing: alpha %.6f beta %.6f gamma %.6f" % weights, months)


def left_out(deals, features, lam, least=8):
    """Estimates of each deal by counting all others anew; `deals` is [(values, won)]."""
    from math import exp, log
    distinct = [len({v[f] for v, _ in deals if v[f]}) for f in range(features)]
    estimates = []
    for i, (values, _) in enumerate(deals):
        others = deals[:i] + deals[i + 1:]
        estimates.append(estimate(others, values, lam, distinct, least))
    return estimates


def estimate(others, values, lam, distinct, least=8):
    from math import exp, log
    won = sum(w for _, w in others)
    odds = log((won + 1) / (len(others) - won + 1))
    for f, value in enumerate(values):
        like = [w for v, w in others if v[f] == value]
        if value == 0 or len(like) < least:
            continue
        known_won = sum(w for v, w in others if v[f])
        known_lost = sum(1 - w for v, w in others if v[f])
        odds += lam * (log((sum(like) + 1) / (known_won + distinct[f])) - log((len(like) - sum(like) + 1) / (known_lost + distinct[f])))
    return 1 / (1 + exp(-odds))


print("Win probability")
# Feature 0 tells much, feature 1 is a copy of it with some unknown, feature 2 tells nothing, feature 3 is rare.
DEALS = []
for i in range(120):
    source = 1 + i % 3
    won = int((i * 37 + 11) % 100 < (75, 45, 20)[source - 1])
    DEALS.append(((source, source if i % 4 else 0, 1 + (i // 3) % 2, 1 + i // 5), won))
scores = []
for step in range(11):
    guesses = left_out(DEALS, 4, step / 10)
    scores.append(sum((g - w) ** 2 for g, (_, w) in zip(guesses, DEALS)) / len(DEALS))
lam = min(range(11), key=lambda k: scores[k]) / 10
guesses = left_out(DEALS, 4, lam)
print(f"  won {sum(w for _, w in DEALS)} of {len(DEALS)}; lambda {lam}; base {scores[0]:.9f}; brier {min(scores):.9f}; skill {1 - min(scores) / scores[0]:.9f}")
for b in range(10):
    inside = [(g, w) for g, (_, w) in zip(guesses, DEALS) if min(int(g * 10), 9) == b]
    if inside:
        print(f"  bin {b}: {sum(w for _, w in inside)} of {len(inside)}, mean {sum(g for g, _ in inside) / len(inside):.9f}")
distinct = [len({v[f] for v, _ in DEALS if v[f]}) for f in range(4)]
for values in [(1, 1, 1, 99), (3, 3, 2, 1), (2, 0, 0, 0), (0, 0, 0, 0)]:
    print(f"  {values}: {estimate(DEALS, values, lam, distinct):.9f}")
for source in (1, 2, 3):
    print(f"  source {source}: {sum(w for v, w in DEALS if v[0] == source)} of {sum(1 for v, _ in DEALS if v[0] == source)}")
