#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs test programs against a PostgreSQL of their own: a private cluster on a socket in a folder, without network, gone in the end. Speaks TAP.

with-postgres.py PROGRAM [ARGUMENT…] [-- PROGRAM [ARGUMENT…]]…

CLIENTELE_TEST_POSTGRES says where it is. Where PostgreSQL's programs are not installed, the whole is skipped.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def find_programs():
    """Debian keeps them out of the path."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def as_somebody(folder):
    """PostgreSQL refuses to be run by root."""
    if os.getuid() != 0:
        return []
    shutil.chown(folder, "nobody")
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "env", f"HOME={folder}"]


def start(programs, folder):
    who, data = as_somebody(folder), f"{folder}/data"
    subprocess.run([*who, programs / "initdb", "-D", data, "-U", "clientele", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    log = open(f"{folder}/log", "w")
    settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=200", f"unix_socket_directories={folder}", "timezone=UTC"]
    process = subprocess.Popen([*who, programs / "postgres", "-D", data, *(word for one in settings for word in ("-c", one))], cwd=folder, stdout=log, stderr=log)
    for _ in range(1000):
        if subprocess.run([programs / "pg_isready", "-q", "-h", folder, "-U", "clientele", "-d", "postgres"], cwd=folder).returncode == 0:
            return process
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise SystemExit(Path(f"{folder}/log").read_text())


def run(number, command, environment):
    began = time.monotonic()
    result = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    name = next((Path(word).name for word in command if Path(word).name.startswith("test-")), None)
    failed = result.returncode != 0
    for line in result.stdout.decode(errors="replace").splitlines():
        if failed or not name or "# SKIP" in line:
            print("# " + line)
    print(f"{'not ok' if failed else 'ok'} {number} - {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return not failed


def main():
    commands = [[]]
    for word in sys.argv[1:]:
        commands.append([]) if word == "--" else commands[-1].append(word)
    programs = find_programs()
    if not programs:
        print("1..0 # SKIP PostgreSQL is not installed")
        return 0
    print(f"1..{len(commands)}", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="clientele-postgres-") as folder:
        os.chmod(folder, 0o755)
        process = start(programs, folder)
        try:
            environment = {**os.environ, "CLIENTELE_TEST_POSTGRES": f"postgresql://clientele@/postgres?host={folder}", "CLIENTELE_TEST_POSTGRES_PROCESS": str(process.pid)}
            done = [run(number, command, environment) for number, command in enumerate(commands, 1)]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
            if os.environ.get("CLIENTELE_KEEP_LOG"):
                shutil.copy(f"{folder}/log", os.environ["CLIENTELE_KEEP_LOG"])
    return 0 if all(done) else 1


sys.exit(main())
