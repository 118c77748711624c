#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the window's benchmark on a virtual display: an empty window first, as the floor, then the list, then the program."""

import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

program, *sizes = sys.argv[1:]
display = Path(__file__).parent.parent / "ui" / "virtual-display"
STARTS = 5

if os.environ.get("CLIENTELE_BENCH_INSIDE") != "1":
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    os.environ.update(CLIENTELE_BENCH_INSIDE="1", CLIENTELE_BENCH_CACHE=cache)
    sys.exit(subprocess.run([str(display), sys.executable, __file__, program, *sizes]).returncode)

environment = {**os.environ, "XDG_CACHE_HOME": os.environ["CLIENTELE_BENCH_CACHE"]}


def run(n, *more):
    """All the lines of one start."""
    moment = str(time.monotonic_ns() // 1000)
    return subprocess.run([program, str(n), moment, *more], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout


def figure(text, what):
    return float(re.search(rf"{what}[^\t]*\t([\d.]+)", text).group(1))


for n in sizes:
    empties, lists, programs = [], [], []
    for _ in range(STARTS):
        empties.append(run(0))
        lists.append(run(n))
        programs.append(run(n, "program"))
    floor = statistics.median(figure(text, "start") for text in empties)
    start = statistics.median(figure(text, "start") for text in lists)
    whole = statistics.median(figure(text, "start") for text in programs)
    base = statistics.median(figure(text, "memory") for text in empties)
    memory = statistics.median(figure(text, "memory") for text in lists)
    print(f"window\tstart to the first 25 rows, {n} customers\t{start:.0f} ms\tfloor {floor:.0f} ms (empty window)\tratio {start / floor:.2f}")
    print(f"window\tstart of the program to the same, {n} customers\t{whole:.0f} ms\tratio {whole / floor:.2f}")
    print(f"window\tmemory, {n} customers, after use\t{memory:.0f} MiB\tfloor {base:.0f} MiB (empty window)\tmore by {memory - base:.0f} MiB")
    print("\n".join(line for line in lists[-1].splitlines() if "start" not in line and "memory" not in line))
