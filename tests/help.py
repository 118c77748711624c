#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the help calls a thing is what the window calls it, in every language: the words that stand out in an English page and in the window, too, must stand in its translations as the window has them there."""

import gettext
import re
import sys
from pathlib import Path

OUT = re.compile(r"\*\*(.+?)\*\*|(?<!\*)\*([^*]+?)\*(?!\*)")
CODE = re.compile(r"`[^`]*`")


def plain(label):
    """Without the key that is underlined in it, and without dots that say a question follows."""
    return re.sub(r"\(_\w\)|_", "", label).rstrip("…")


def labels(folder, language):
    """What each English label is called; one may have several translations."""
    catalogue = gettext.translation("clientele", folder, [language])._catalog
    found = {}
    for key, text in catalogue.items():
        if isinstance(key, str) and key:
            found.setdefault(plain(key.rpartition("\x04")[2]), set()).add(plain(text))
    return found


def check(pages, folder, language):
    known = labels(folder, language)
    for page in sorted((pages / "en").glob("*.md")):
        translated = CODE.sub("", (pages / language / page.name).read_text())
        for strong, weak in OUT.findall(CODE.sub("", page.read_text())):
            wanted = known.get(plain(strong or weak), set())
            if wanted and not any(each in translated for each in wanted):
                yield f"{language}/{page.name} has no “{'” or “'.join(sorted(wanted))}” for “{strong or weak}”"


pages, folder = Path(sys.argv[1]), Path(sys.argv[2])
wrong = [each for language in ("zh_CN", "zh_TW") for each in check(pages, folder, language)]
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
