#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes the numbers of the survey figures' golden tests in another way than the program does; run by hand, prints what the tests hold.

Plain and slow on purpose: fractions where the program has doubles, areas under a curve where it has continued fractions, every table
there is where it follows one."""

from collections import Counter
from fractions import Fraction
from itertools import product
from math import atan, comb, cos, erfc, exp, factorial, gamma, lgamma, pi, sin, sqrt, tanh, atanh
from statistics import NormalDist, correlation, fmean, mean, median, quantiles, stdev, variance

Z = NormalDist().inv_cdf(0.975)


def student_share(t, freedom):
    """P(|T| <= t) for a whole number of degrees of freedom: the finite sums of Abramowitz and Stegun, 26.7.3 and 26.7.4."""
    angle = atan(t / sqrt(freedom))
    if freedom % 2:
        term, total = cos(angle), 0.0
        for k in range(1, freedom - 1, 2):
            total += term
            term *= cos(angle) ** 2 * (k + 1) / (k + 2)
        return 2 / pi * (angle + sin(angle) * total)
    term, total = 1.0, 0.0
    for k in range(0, freedom - 1, 2):
        total += term
        term *= cos(angle) ** 2 * (k + 1) / (k + 2)
    return sin(angle) * total


def simpson(f, a, b, n=20000):
    h = (b - a) / n
    return h / 3 * (f(a) + f(b) + 4 * sum(f(a + i * h) for i in range(1, n, 2)) + 2 * sum(f(a + i * h) for i in range(2, n, 2)))


def student_area(t, freedom):
    """The same for any degrees of freedom: the area under the density, with t = sqrt(freedom) tan(angle) so that it ends."""
    factor = exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2)) / sqrt(pi)
    return 2 * factor * simpson(lambda angle: cos(angle) ** (freedom - 1), 0, atan(t / sqrt(freedom)))


def invert(share, f, high=1e7):
    low = 0.0
    for _ in range(300):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) < share else (low, middle)
    return low


print("Student: quantile of 95 %")
for freedom in (1, 2, 3, 4, 5, 9, 10, 30, 99, 100, 1000, 20001):
    print(f"  {freedom}: {invert(0.95, lambda t: student_share(t, freedom)):.12f}")
for freedom in (1.5, 2.7, 17.3, 250.25):
    print(f"  {freedom}: {invert(0.95, lambda t: student_area(t, freedom), 100):.12f}")
print("  infinite: %.12f" % Z)
print("Student: quantile of 99.9 %, 50 %")
for freedom in (1, 3, 12):
    print(f"  {freedom}: {invert(0.999, lambda t: student_share(t, freedom)):.12f} {invert(0.5, lambda t: student_share(t, freedom)):.12f}")
print("Student: tail")
for t, freedom in ((0.1, 3), (0.5, 10), (2.5, 7), (6.0, 40), (12.0, 5)):
    print(f"  {t}, {freedom}: {1 - student_share(t, freedom):.14f}")


def chi_square_tail(x, freedom):
    """By the finite sums of Abramowitz and Stegun, 26.4.4 and 26.4.5."""
    half = x / 2
    if freedom % 2 == 0:
        return exp(-half) * sum(half ** k / factorial(k) for k in range(freedom // 2))
    total, term = 0.0, sqrt(x)
    for k in range(1, freedom, 2):
        total += term
        term *= x / (k + 2)
    return erfc(sqrt(half)) + sqrt(2 / pi) * exp(-half) * total


print("Chi-square: tail")
for x, freedom in ((3.841458820694124, 1), (5.0, 2), (0.3, 3), (11.07, 5), (40.0, 12), (1.0, 30), (120.0, 81)):
    print(f"  {x}, {freedom}: {chi_square_tail(x, freedom):.14f}")


def nps_interval(p, q, d):
    """The variance of +1, 0, -1 as fractions."""
    answers = [1] * p + [0] * q + [-1] * d
    n, m = len(answers), mean(map(Fraction, answers))
    se = sqrt(sum((a - m) ** 2 for a in answers) / n / n)
    return tuple(float(100 * x) for x in (m, max(m - Z * se, -1), min(m + Z * se, 1)))


print("Net promoter score")
for kinds in ((5, 3, 2), (40, 35, 25), (1, 1, 0), (150, 30, 20), (1, 0, 3)):
    print("  %s: %.9f %.9f %.9f" % (kinds, *nps_interval(*kinds)))
# All of one kind: with 3/4, 3/2, 3/4 added.
for p, q, d in ((10, 0, 0), (0, 4, 0)):
    n = p + q + d + 3
    pp, dd = (p + 0.75) / n, (d + 0.75) / n
    reach = Z * sqrt((pp + dd - (pp - dd) ** 2) / n)
    print("  %s: %.9f %.9f" % ((p, q, d), 100 * max(pp - dd - reach, -1), 100 * min(pp - dd + reach, 1)))


def t_interval(values):
    n, m = len(values), fmean(values)
    reach = invert(0.95, lambda t: student_share(t, n - 1)) * stdev(values) / sqrt(n)
    return m, m - reach, m + reach


print("Mean")
print("  effort: %.9f %.9f %.9f" % t_interval([7, 6, 5, 7, 3, 6, 6, 7, 2, 5]))
# "Student" (1908), the additional hours of sleep of ten patients by two medicines, and their difference.
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
print("  Student's sleep: %.9f %.9f %.9f" % t_interval([b - a for a, b in zip(FIRST, SECOND)]))

print("Numbers")
NUMBERS = [12.5, 3, 7, 7, 101, -4, 0.25, 18, 9, 33]
print("  quartiles", quantiles(NUMBERS, n=4, method="inclusive"), "median", median(NUMBERS), "mean %.9f %.9f %.9f" % t_interval(NUMBERS))
print("  of nine", quantiles(NUMBERS[:9], n=4, method="inclusive"))

print("Shares, z")
for a, n, b, m in ((60, 100, 45, 100), (300, 400, 260, 400), (25, 50, 24, 50)):
    p = Fraction(a + b, n + m)
    z = float(Fraction(a, n) - Fraction(b, m)) / sqrt(p * (1 - p) * (Fraction(1, n) + Fraction(1, m)))
    print(f"  {a}/{n} {b}/{m}: {2 * (1 - NormalDist().cdf(abs(z))):.12f}")


def fisher(a, n, b, m):
    column = a + b
    weights = {k: comb(n, k) * comb(m, column - k) for k in range(max(0, column - m), min(n, column) + 1)}
    return float(Fraction(sum(w for w in weights.values() if w <= weights[a]), sum(weights.values())))


print("Shares, Fisher")
# (3/4, 1/4) is the lady tasting tea: 34/70.
for four in ((3, 4, 1, 4), (1, 24, 5, 24), (0, 10, 4, 10), (10, 10, 2, 10), (3, 1000, 12, 900), (0, 12, 0, 15)):
    print("  %d/%d %d/%d: %.12f" % (*four, fisher(*four)))

print("NPS, z")
for a, b in (((40, 35, 25), (60, 30, 10)), ((150, 30, 20), (10, 0, 0))):
    def variance_of(k):
        n = sum(k) + (3 if max(k) == sum(k) else 0)
        p, d = ((k[0] + 0.75) / n, (k[2] + 0.75) / n) if max(k) == sum(k) else (k[0] / n, k[2] / n)
        return 1e4 * (p + d - (p - d) ** 2) / n
    z = (nps_interval(*a)[0] - nps_interval(*b)[0]) / sqrt(variance_of(a) + variance_of(b))
    print(f"  {a} {b}: {2 * (1 - NormalDist().cdf(abs(z))):.14f}")

print("Means, Welch")


def welch(x, y):
    v, w = variance(x) / len(x), variance(y) / len(y)
    t, freedom = (fmean(x) - fmean(y)) / sqrt(v + w), (v + w) ** 2 / (v * v / (len(x) - 1) + w * w / (len(y) - 1))
    return t, freedom, 1 - student_area(abs(t), freedom)


print("  Student's sleep, unpaired: t %.6f freedom %.6f p %.10f" % welch(FIRST, SECOND))
print("  effort: t %.6f freedom %.6f p %.10f" % welch([7, 6, 5, 7, 3, 6, 6, 7, 2, 5], [4, 3, 5, 2, 6, 4, 3, 3, 4, 2, 4, 5]))

print("SERVQUAL")
# Six persons, four items in two dimensions (0, 0, 1, 1); None is no answer.
N = None
EXPECTED = [[7, 6, 7, 5, 6, 7], [6, 6, N, 7, 5, 7], [5, 4, 6, 6, 7, N], [6, 7, 5, 6, N, N]]
MET = [[5, 6, 4, 5, 6, 3], [6, 4, 5, N, 5, 6], [5, 5, 4, 6, 6, 7], [7, 6, 5, 3, N, 4]]


def gaps_of(person, items):
    return [(Fraction(EXPECTED[i][person]), Fraction(MET[i][person])) for i in items if EXPECTED[i][person] is not N and MET[i][person] is not N]


def show(name, pairs):
    print("  %s: n %d expected %.9f met %.9f gap %.9f from %.9f to %.9f" % (name, len(pairs), mean(e for e, _ in pairs), mean(m for _, m in pairs), *t_interval([float(m - e) for e, m in pairs])))


for i in range(4):
    show(f"item {i}", [g for p in range(6) for g in gaps_of(p, [i])])
DIMENSIONS = ([0, 1], [2, 3])


def of_dimension(person, items):
    found = gaps_of(person, items)
    return found and (mean(e for e, _ in found), mean(m for _, m in found))


for d, items in enumerate(DIMENSIONS):
    show(f"dimension {d}", [g for p in range(6) if (g := of_dimension(p, items))])
for name, weights in (("overall", (Fraction(1, 2), Fraction(1, 2))), ("weighted 70:30", (Fraction(7, 10), Fraction(3, 10)))):
    people = [[of_dimension(p, items) for items in DIMENSIONS] for p in range(6)]
    show(name, [tuple(sum(w * g[k] for w, g in zip(weights, person)) for k in (0, 1)) for person in people if all(person)])

print("Correlation")
X, Y = [5, 4, 3, 5, 2, 1, 4, 3], [5, 5, 3, 4, 2, 2, 3, 3]
r = correlation(X, Y)
print("  %.12f from %.12f to %.12f" % (r, tanh(atanh(r) - Z / sqrt(5)), tanh(atanh(r) + Z / sqrt(5))))

print("Alpha")


def alpha(items):
    k = len(items)
    return float(Fraction(k, k - 1) * (1 - sum(variance(map(Fraction, i)) for i in items) / variance(Fraction(sum(p)) for p in zip(*items))))


ITEMS = [[4, 5, 3, 5, 2, 4, 1, 3], [5, 5, 3, 4, 2, 4, 2, 3], [4, 4, 2, 5, 3, 5, 1, 2], [1, 4, 5, 2, 4, 3, 3, 2]]
print("  all %.12f" % alpha(ITEMS), "without each", *("%.12f" % alpha(ITEMS[:i] + ITEMS[i + 1:]) for i in range(4)))

print("Cross tables")


def cross(table):
    rows, columns = [sum(r) for r in table], [sum(c) for c in zip(*table)]
    n = sum(rows)
    cells = [(Fraction(o), Fraction(rows[i] * columns[j], n)) for i, r in enumerate(table) for j, o in enumerate(r)]
    chi, freedom = float(sum((o - e) ** 2 / e for o, e in cells)), (len(rows) - 1) * (len(columns) - 1)
    k = min(len(rows), len(columns))
    phi = max(0, chi / n - freedom / (n - 1))
    r, c = (x - (x - 1) ** 2 / (n - 1) for x in (len(rows), len(columns)))
    return chi, freedom, chi_square_tail(chi, freedom), sqrt(chi / n / (k - 1)), sqrt(phi / (min(r, c) - 1)), sum(e < 5 for _, e in cells), float(min(e for _, e in cells))


# Hair by eyes of 592 students (R. D. Snee 1974): chi-square 138.29 with 9 degrees of freedom, V 0.279.
for table in ([[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]], [[10, 20], [20, 10]], [[3, 1], [1, 3]], [[20, 20, 5], [22, 18, 6]]):
    print("  chi %.9f freedom %d p %.15g V %.9f corrected %.9f small %d least %.9f" % cross(table))
