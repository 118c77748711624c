#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The strings to translate. `catalogue.py PROJECT BUILD` checks that po/ knows all of them; `--update` makes it so."""

import subprocess
import sys
import tempfile
from pathlib import Path

project = Path(sys.argv[1])
update = "--update" in sys.argv
po = project / "po"
languages = (po / "LINGUAS").read_text().split()

# What the preset "glib" of Meson's i18n module passes to xgettext.
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "g_dcgettext:2", "g_dngettext:2,3", "g_dpgettext2:2c,3", "ngettext:1,2"]
MARKS = ("_(", "_ (", "ngettext (", "ngettext(", "N_ (", "C_ (", "C_(", "_('")


def sources():
    """Files with a string in them, in a stable order."""
    found = []
    for folder, ends in (("src", {".c", ".h"}), ("ui", {".blp"}), ("data", {".in"})):
        for path in sorted((project / folder).rglob("*")):
            if path.suffix in ends and path.is_file():
                text = path.read_text(errors="replace")
                if path.name.endswith((".desktop.in", ".metainfo.xml.in", ".desktop.in.in", ".metainfo.xml.in.in")) or any(mark in text for mark in MARKS):
                    if not path.name.endswith(".gschema.xml.in"):
                        found.append(str(path.relative_to(project)))
    return found


def extract(files, pot):
    arguments = ["xgettext", "--from-code=UTF-8", "--add-comments=Translators", "--package-name=clientele", "--add-location=file", "--sort-by-file", "-o", str(pot)]
    arguments += [f"--keyword={keyword}" for keyword in KEYWORDS]
    arguments += ["--flag=N_:1:pass-c-format", "--flag=C_:2:pass-c-format", "--flag=NC_:2:pass-c-format", "--flag=g_strdup_printf:1:c-format"]
    subprocess.run([*arguments, *files], cwd=project, check=True, stderr=subprocess.DEVNULL)


files = sources()
listed = [line for line in (po / "POTFILES").read_text().splitlines() if line and not line.startswith("#")]
problems = []
if update:
    (po / "POTFILES").write_text("\n".join(files) + "\n")
elif files != listed:
    problems.append("po/POTFILES is not current: " + ", ".join(sorted(set(files) ^ set(listed))))

with tempfile.TemporaryDirectory() as folder:
    pot = Path(folder) / "clientele.pot"
    extract(files, pot)
    for language in languages:
        catalogue = po / f"{language}.po"
        if update:
            if catalogue.exists():
                subprocess.run(["msgmerge", "--quiet", "--update", "--backup=none", "--no-fuzzy-matching", "--no-wrap", "--add-location=file", str(catalogue), str(pot)], check=True)
                subprocess.run(["msgattrib", "--no-obsolete", "--no-wrap", "-o", str(catalogue), str(catalogue)], check=True)
            else:
                subprocess.run(["msginit", "--no-translator", "--no-wrap", f"--locale={language}.UTF-8", "-i", str(pot), "-o", str(catalogue)], check=True)
                # msginit knows the rule only where the locale is installed; Chinese has one form.
                text = catalogue.read_text().replace("nplurals=INTEGER; plural=EXPRESSION;", "nplurals=1; plural=0;")
                catalogue.write_text(text.replace('msgstr[0] ""\nmsgstr[1] ""\n', 'msgstr[0] ""\n'))
            continue
        result = subprocess.run(["msgcmp", "--use-untranslated", str(catalogue), str(pot)], stderr=subprocess.PIPE, text=True)
        if result.returncode != 0:
            problems.append(f"{language}.po lacks strings of the sources:\n{result.stderr[-4000:]}")

if problems:
    print("\n".join(problems) + "\nRun ./dev strings, then translate what is new.")
sys.exit(1 if problems else 0)
