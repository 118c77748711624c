#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the benchmarks: ./dev bench [NAME…] [N]. N is the number of customers (of deals for "deals", five for each response of "surveys"), 1,000,000 when not given."""

import subprocess
import sys
from pathlib import Path

build = Path(sys.argv[1])
names = [argument for argument in sys.argv[2:] if not argument.isdigit()]
sizes = [argument for argument in sys.argv[2:] if argument.isdigit()] or ["1000000"]
here = Path(__file__).parent

programs = sorted(path for path in (build / "tests" / "bench").glob("bench-*") if path.is_file() and not path.suffix)
for program in programs:
    name = program.name.removeprefix("bench-")
    if names and name not in names:
        continue
    command = [str(program), *sizes]
    if name == "window":
        command = [sys.executable, str(here / "window.py"), str(program), *sizes]
    if name in ("board", "profile"):
        command = [str(here.parent / "ui" / "virtual-display"), str(program)]
    print(f"── {name}", flush=True)
    subprocess.run(command, check=True)
