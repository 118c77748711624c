#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the benchmarks: ./dev bench [NAME…] [N]. N is the number of customers (of deals for "deals", five for each response of "surveys"), 1,000,000 when not given.
Alone, "load N" has whole teams work at a server for N seconds, 20 when not given. "simulate", only when it is named, runs N seeds of the synchronisation's simulation, 10,000 when not given."""

import os
import subprocess
import sys
from pathlib import Path

build = Path(sys.argv[1])
names = [argument for argument in sys.argv[2:] if not argument.isdigit()]
sizes = [argument for argument in sys.argv[2:] if argument.isdigit()] or ["1000000"]
here = Path(__file__).parent


def simulate(total):
    parts = os.cpu_count() or 1
    share = -(-total // parts)
    program = str(build / "tests" / "test-crm-sync-simulation")
    running = [
        subprocess.Popen([program, "-q"], env={**os.environ, "CLIENTELE_SEED_FIRST": str(1 + part * share), "CLIENTELE_SEEDS": str(share)})
        for part in range(parts)
    ]
    failed = [process for process in running if process.wait() != 0]
    print(f"{parts * share} seeds, {len(failed)} of {parts} parts failed", flush=True)
    sys.exit(bool(failed))


if names == ["simulate"]:
    print("── simulate", flush=True)
    simulate(int(sizes[0]) if any(argument.isdigit() for argument in sys.argv[2:]) else 10000)

programs = sorted(path for path in (build / "tests" / "bench").glob("bench-*") if path.is_file() and not path.suffix)
for program in programs:
    name = program.name.removeprefix("bench-")
    if names and name not in names:
        continue
    command = [str(program), *sizes]
    if name == "window":
        command = [sys.executable, str(here / "window.py"), str(program), *sizes]
    if name == "load":
        command = [str(program), str(build / "src" / "server" / "clientele-server"), *(argument for argument in sys.argv[2:] if argument.isdigit() and names == ["load"])]
    if name in ("board", "profile"):
        command = [str(here.parent / "ui" / "virtual-display"), str(program)]
    print(f"── {name}", flush=True)
    subprocess.run(command, check=True)
