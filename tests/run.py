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


def run_programs(folder, *arguments, env=None):
    """Runs meson's tests; how many cases of each program passed and failed, and whether all ended well."""
    report = folder / "meson-logs" / "testlog.junit.xml"
    report.unlink(missing_ok=True)
    result = subprocess.run(["meson", "test", "-C", str(folder), "--no-rebuild", "--print-errorlogs", *arguments], env={**os.environ, **(env or {})})
    counts = {}
    for program in ElementTree.parse(report).iter("testsuite") if report.exists() else ():
        cases = [case for case in program.iter("testcase") if case.find("skipped") is None]
        bad = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
        # A program that crashes reports no failing case of its own.
        counts[program.get("name")] = len(cases) - bad, max(bad, int(program.get("errors")) + int(program.get("failures")) > 0)
    return counts, result.returncode == 0


def suite(folder, *arguments, env=None):
    """Counts each case of each program."""
    global passed, failed
    counts, well = run_programs(folder, "--num-processes", "2", *arguments, env=env)
    # A walk through the real window presses keys and drags for minutes, beside others that do: what goes wrong in one is tried once more, alone.
    again = [name for name, (good, bad) in counts.items() if bad and "+slow / " in name]
    if again:
        print("tried once more:", ", ".join(name.split(" / ")[1] for name in again), flush=True)
        counts.update(run_programs(folder, *(name.split(" / ")[1] for name in again), "--num-processes", "1", env=env)[0])
        well = not any(bad for good, bad in counts.values())
    bad = sum(bad for good, bad in counts.values())
    passed += sum(good for good, bad in counts.values())
    failed += max(bad, 0 if well else 1)


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


whole = not {"--unit", "--ui", "--quick"} & set(options)
if configure(build) and compile(build):
    if whole:
        static_checks()
    suite(build, *(["--suite", "ui"] if "--ui" in options else ["--suite", "unit"] if "--unit" in options else ["--no-suite", "slow"] if "--quick" in options else []))
if whole:
    sanitized()

print(f"\n{passed} passed, {failed} failed", flush=True)
sys.exit(1 if failed else 0)
