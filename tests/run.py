#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every check and test of the project; the last line is "N passed, N failed"."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

project, build = Path(sys.argv[1]), Path(sys.argv[2])
options = sys.argv[3:]
passed = failed = 0


def check(name, *command, env=None):
    """One command that must end with 0; its output is shown when it does not."""
    global passed, failed
    result = subprocess.run(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            errors="replace", env={**os.environ, **(env or {})})
    ok = result.returncode == 0
    print(f"{'ok' if ok else 'FAILED':7}{name}", flush=True)
    if ok:
        passed += 1
    else:
        failed += 1
        print(result.stdout[-12000:], flush=True)
    return ok


def configure(folder, *arguments):
    if (folder / "build.ninja").exists():
        return True
    return check(f"set up {folder.name}", "meson", "setup", str(folder), str(project), "-Dprofile=development", *arguments)


def compile(folder):
    """Builds, and counts a warning of the compiler as a failure."""
    global passed, failed
    result = subprocess.run(["ninja", "-C", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    warnings = [line for line in result.stdout.splitlines() if "warning:" in line]
    ok = result.returncode == 0 and not warnings
    print(f"{'ok' if ok else 'FAILED':7}build {folder.name} without a warning", flush=True)
    passed, failed = passed + ok, failed + (not ok)
    if not ok:
        print("\n".join(warnings) if result.returncode == 0 else result.stdout[-12000:], flush=True)
    return result.returncode == 0


def suite(folder, *arguments, env=None):
    """Runs meson's tests and counts each case of each program."""
    global passed, failed
    report = folder / "meson-logs" / "testlog.junit.xml"
    report.unlink(missing_ok=True)
    result = subprocess.run(["meson", "test", "-C", str(folder), "--no-rebuild", "--print-errorlogs", "--num-processes", "2", *arguments],
                            env={**os.environ, **(env or {})})
    bad = 0
    if report.exists():
        for case in ElementTree.parse(report).iter("testcase"):
            if case.find("skipped") is not None:
                continue
            if case.find("failure") is not None or case.find("error") is not None:
                bad += 1
            else:
                passed += 1
    # A program that crashes reports no failing case of its own.
    failed += max(bad, 1 if result.returncode else 0)


def sanitized():
    """ASan and UBSan; leaks of ours are failures, those of the libraries are listed in one file."""
    folder = build.with_name(build.name + "-sanitized")
    if configure(folder, "-Db_sanitize=address,undefined", "-Db_lundef=false", "-Doptimization=1", "-Dc_args=-fno-omit-frame-pointer") and compile(folder):
        suppressions = project / "tests" / "leaks.supp"
        # Walks through the real window take many minutes under the sanitizers: they run in the first pass only.
        # Where an allocation came from is told as far as frame pointers lead. All of the way (fast_unwind_on_malloc=0) takes five times as long as
        # everything else: for looking into a leak that was found.
        suite(folder, "--no-suite", "slow", env={
            "ASAN_OPTIONS": "detect_leaks=1:abort_on_error=1:strict_string_checks=1:malloc_context_size=20",
            "LSAN_OPTIONS": f"suppressions={suppressions}:print_suppressions=0",
            "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
            "CLIENTELE_SANITIZED": "1",
        })


def translations():
    for language in (project / "po" / "LINGUAS").read_text().split():
        file = project / "po" / f"{language}.po"
        check(f"msgfmt {language}", "msgfmt", "--check", "-o", "/dev/null", str(file))
        rest = subprocess.run(["msgattrib", "--untranslated", "--no-obsolete", str(file)], stdout=subprocess.PIPE, text=True).stdout
        fuzzy = subprocess.run(["msgattrib", "--only-fuzzy", "--no-obsolete", str(file)], stdout=subprocess.PIPE, text=True).stdout
        check(f"{language} is complete", sys.executable, "-c", f"import sys; sys.exit({rest + fuzzy!r})" if rest + fuzzy else "pass")
    check("every string is in the catalogue", sys.executable, str(project / "tests" / "catalogue.py"), str(project), str(build))


def static_checks():
    check("clang-format", str(project / "dev"), "format", "--check")
    blueprints = sorted(str(path) for path in (project / "ui").rglob("*.blp"))
    if blueprints:
        check("blueprint format", "blueprint-compiler", "format", *blueprints)
    for desktop in sorted((build / "data").glob("*.desktop")):
        check(desktop.name, "desktop-file-validate", str(desktop))
    for metainfo in sorted((build / "data").glob("*.metainfo.xml")):
        check(metainfo.name, "appstreamcli", "validate", "--no-net", "--strict", "--pedantic", "--explain", str(metainfo))
    check("metainfo and Flatpak manifest", sys.executable, str(project / "tests" / "flatpak" / "check-files.py"), str(project))
    if (project / "po" / "LINGUAS").exists():
        translations()


if configure(build) and compile(build):
    if "--unit" not in options and "--ui" not in options:
        static_checks()
    suite(build, *(["--suite", "ui"] if "--ui" in options else ["--suite", "unit"] if "--unit" in options else []))
if "--unit" not in options and "--ui" not in options:
    sanitized()

print(f"\n{passed} passed, {failed} failed", flush=True)
sys.exit(1 if failed else 0)
