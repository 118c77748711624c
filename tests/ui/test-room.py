#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page, dialog and menu has its room: as a phone is held, with letters twice as large, and in a language of longer words, in which all is written that is not somebody's data."""

import os
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import pseudo  # noqa: E402
from driver import Tap  # noqa: E402
from walk import SAMPLES, front, go_everywhere, make_demo  # noqa: E402

program, cli = sys.argv[1:3]
TEMPLATES = (Path(__file__).resolve().parents[2] / "src/core/surveys/templates").glob("*.json")

# ── room ─────────────────────────────────────────────────────────────────────────────────────

WRITTEN = ("GtkLabel", "GtkInscription", "CrmTextCell", "GtkImage")
# What GTK says when a widget gets less room than it needs.
COMPLAINTS = ("but it needs at least", "but sizes must be >= 0", "negative content", "Allocation width too small", "Allocation height too small")


def is_scrolled(widget, wide):
    """Whether what does not show of it can be scrolled to."""
    for above in widget.ancestors():
        if above.type == "AdwCarousel" or (above.scrolls if wide else above.type in ("GtkScrolledWindow", "GtkViewport")):
            return True
    return False


def complaining(line, look):
    """libadwaita measures the larger heading of a dialog also where it shows the smaller one: nobody sees that. The numbers under GtkShortcutsWindow are GTK's own."""
    if any(each in line for each in COMPLAINTS):
        shown = [look.by_id[each] for each in re.findall("0x[0-9a-f]+", line) if each in look.by_id]
        return [widget for widget in shown if not widget.is_within("GtkShortcutsSection")]
    return []


def fitting(walk, place, look, findings):
    """Nothing is beyond the window, and nothing written is cut off, unless one can scroll there."""
    width, border = look.window[0], walk.app.border
    for line in findings.errors or ():
        for widget in complaining(line, look):
            findings.add((place, repr(widget)), place, f"{line.strip()}: {widget}")
    for widget in front(look):
        x, y, wide, high = widget.bounds
        x -= border
        # A popover has a surface of its own, which reaches over the window's edges.
        if any(above.css == "popover" for above in widget.ancestors()) or widget.type not in WRITTEN or wide < 2 or high < 2 or not (widget.text or widget.icon):
            continue
        if (x < -1 or x + wide > width + 1) and not is_scrolled(widget, True):
            findings.add((place, repr(widget)), place, f"beyond the window, {x:.0f} to {x + wide:.0f} of {width}: {widget}")
        elif widget.visible[3] > 1 and widget.visible[2] < wide - 1 and not is_scrolled(widget, True):
            findings.add((place, repr(widget)), place, f"{widget.visible[2]:.0f} of {wide:.0f} pixels shown: {widget}")


# ── words ────────────────────────────────────────────────────────────────────────────────────


def translated(walk, place, look, findings):
    """Nothing is shown that no translator was asked for."""
    for widget in front(look):
        if not is_foreign(widget):
            for part in [*pseudo.find_plain(widget.text), *pseudo.find_plain(widget.tooltip)]:
                if part not in OWN_WORDS and not known.has(part):
                    findings.add((widget.type, part), place, f"“{part}” of {widget}")


# What GTK and libadwaita write themselves, key caps, and the help, whose pages are translated as a whole.
FOREIGN = ("GtkWindowControls", "AdwBackButton", "GtkShortcutLabel", "AdwAboutDialog", "GtkCalendar", "CrmHelpWindow", "AdwAvatar")
OWN_WORDS = ("Search…", "Show Password")


def is_foreign(widget):
    return widget.is_within(*FOREIGN) or widget.type in FOREIGN


def set_letters(dpi):
    """Twice 96 makes them twice as large."""
    subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", f"Xft.dpi:\t{dpi}\n"], check=True)


demo = make_demo(cli)
known = pseudo.Known(demo, SAMPLES / "faulty-rows.csv", *TEMPLATES)
tap = Tap()
tests = os.environ.get("WALKS", "narrow large words").split()
if "narrow" in tests:
    go_everywhere(tap, program, demo, {"nothing is lost in a narrow window": fitting}, narrow=True, size=(360, 720))
if "words" in tests:
    language, folder = pseudo.make_catalogue(Path(os.environ["CLIENTELE_LOCALE_DIR"]), demo.parent)
    checks = {"everything is translated": translated, "longer words have their room, from right to left": fitting}
    go_everywhere(tap, program, demo, checks, language="en_US.UTF-8", LANGUAGE=language, CLIENTELE_LOCALE_DIR=str(folder), WATCHED_FROM_RIGHT="1")
if "large" in tests:
    set_letters(192)
    go_everywhere(tap, program, demo, {"nothing is lost with letters twice as large": fitting}, narrow=True, size=(1280, 800))
tap.finish()
