#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page, dialog and menu: all that takes the focus has a name and is reached with keys, and all that is written can be read."""

import functools
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import Tap  # noqa: E402
from walk import front, go_everywhere, make_demo  # noqa: E402

program, cli = sys.argv[1:3]
TEXT, ICON = 4.5, 3.0


# ── names ────────────────────────────────────────────────────────────────────────────────────

# Lists hand the focus on to their rows, and scrolled areas to what is in them.
CONTAINERS = ("list", "filler", "panel", "scroll pane", "viewport", "tree table", "table")
BY_CONTENT = ("list item", "menu item", "table row", "table cell")


def nameless(walk):
    """What assistive technology could be told to focus, and has no name; rows and menu items are read by what stands in them, too."""
    for item in walk.accessibles():
        if item.had("focusable") and item.role not in CONTAINERS and not item.known_name.strip():
            if item.role not in BY_CONTENT or not any(each.known_name for each in item.in_order()):
                yield item


def names_around(item):
    names, above = [], item.around
    while above:
        if above.known_name and above.known_name not in names:
            names.append(above.known_name)
        above = above.around
    return " in ".join(f"“{name}”" for name in names[:3])


def names(walk, place, look, findings):
    # The tree changes while it is read: only what is found twice is there.
    if any(nameless(walk)):
        for item in nameless(walk):
            findings.add((item.role, names_around(item)), place, f"a {item.role} in {names_around(item)}")


# ── keys ─────────────────────────────────────────────────────────────────────────────────────

# What is typed there ends, and the form goes, when the focus leaves it: only the form is crossed.
FORMS = {"contact point": "CrmContactPointEditor", "new person": "CrmPeoplePane"}
MOST_STOPS = 70
GROUPS = ("GtkListBox", "GtkListView", "GtkGridView", "GtkColumnView", "GtkFlowBox", "AdwToggleGroup", "AdwInlineViewSwitcher", "AdwViewSwitcher", "CrmChart", "CrmChartCanvas", "CrmMonthView", "GtkPopoverMenu", "GtkListBase")


def go_round(walk, key, seen):
    """Until the focus is where it was before, or stays; whether it came round."""
    stuck = 0
    while len(seen) < MOST_STOPS:
        now = walk.tab(key)
        stuck = stuck + 1 if now == seen[-1] else 0
        if now in seen[:-1] or stuck > 1:
            return True
        if now != seen[-1]:
            seen.append(now)
    return False


def to_be_met(widgets):
    return [widget for widget in widgets if widget.focusable and widget.sensitive and widget.type != "GtkScrolledWindow" and not widget.classes.count("help-code")]


def crossing(walk, place, look, findings):
    """Tab goes through all of the place and comes back to where it began; of a long list, the beginning and, with Shift, the end."""
    if place in FORMS:
        return crossing_form(walk, place, look, findings)
    there, back = [walk.ask("where")], [walk.ask("where")]
    if not go_round(walk, "Tab", there):
        walk.ask("focus", there[0])
        go_round(walk, "shift+Tab", back)
    look = walk.look()
    reached = {look.by_id[each] for each in there + back if each in look.by_id}
    for widget in to_be_met(front(look)):
        if not is_reached(widget, reached):
            findings.add((place, widget.type, repr(widget)), place, f"no way by keys to {widget}")


def crossing_form(walk, place, look, findings):
    entries = [widget for widget in to_be_met(look.of_type("GtkText", "GtkToggleButton")) if widget.is_within(FORMS[place])]
    walk.ask("focus", entries[0].id)
    there = [entries[0].id]
    for _ in entries[1:]:
        there.append(walk.tab())
    for widget in entries:
        if widget.id not in there:
            findings.add((place, widget.type, repr(widget)), place, f"no way by keys to {widget}")


def is_reached(widget, reached):
    """Itself, something inside it, what it stands for, or its group, whose arrow keys go on from there."""
    if widget in reached or any(each in reached for each in widget.walk()) or widget.is_within("GtkDropDown") or (widget.type in GROUPS and not to_be_met(widget.walk())[1:]):
        return True
    return any(above.type in GROUPS and any(each in reached for each in above.walk()) for above in widget.ancestors())


# ── contrast ─────────────────────────────────────────────────────────────────────────────────


class Picture:
    """The screen as it is."""

    def __init__(self, window):
        self.width, self.height = window
        command = ["import", "-silent", "-window", "root", "-crop", f"{self.width}x{self.height}+0+0", "+repage", "-depth", "8", "rgba:-"]
        # A number a pixel: they are counted much faster than triples are.
        self.pixels = memoryview(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout).cast("I")

    def colors(self, x, y, width, height):
        """How often each colour is there."""
        left, right = max(0, round(x)), min(self.width, round(x + width))
        counts = Counter()
        for line in range(max(0, round(y)), min(self.height, round(y + height))):
            counts.update(self.pixels[line * self.width + left:line * self.width + right])
        return Counter({tuple(pixel.to_bytes(4, sys.byteorder)[:3]): count for pixel, count in counts.items()})


@functools.cache
def luminance(color):
    """WCAG 2.2, relative luminance."""
    linear = [part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def measure(picture, widget):
    """The contrast of what is drawn there to what it is drawn on: the commonest colour is the ground, the one furthest from it the ink.

    Text is bold while this is measured, so that some pixels are covered by ink alone."""
    counts = picture.colors(*widget.visible)
    if len(counts) < 2:
        return None, None, None
    ground = counts.most_common(1)[0][0]
    ink = max(counts, key=lambda color: ratio(color, ground))
    return ratio(ink, ground), ink, ground


def is_to_be_read(widget):
    # Initials on the colour of a name stand beside the name; what a switch shows is on which side it stands.
    if not widget.sensitive or widget.is_within("AdwAvatar") or widget.is_within("GtkSwitch") or widget.visible[2] < 3 or widget.visible[3] < 0.8 * widget.bounds[3] or widget.css == "placeholder":
        return False
    return any(map(str.isalnum, widget.text)) if widget.type in ("GtkLabel", "GtkInscription", "CrmTextCell", "GtkText") else widget.type == "GtkImage" and widget.icon.endswith("-symbolic")


def contrast(walk, place, look, findings):
    read = [widget for widget in front(look) if is_to_be_read(widget)]
    # The first is the one that is there already.
    for appearance in reversed(walk.appearances):
        walk.wear(appearance)
        picture = Picture((1400, 1100))
        for widget in read:
            found, ink, ground = measure(picture, widget)
            if found is not None and found < (ICON if widget.type == "GtkImage" else TEXT):
                findings.add((appearance, widget.type, widget.classes, widget.around.type, ink), f"{place}, {appearance}", f"{found:.2f}:1 of #{bytes(ink).hex()} on #{bytes(ground).hex()}: {widget}")


# ── ──────────────────────────────────────────────────────────────────────────────────────────


def bold():
    """While colours are measured, so that letters have pixels of their colour alone."""
    file = Path(os.environ["XDG_CONFIG_HOME"]) / "gtk-4.0/settings.ini"
    file.write_text(file.read_text().replace("Inter 11", "Inter Bold 11"))


demo = make_demo(cli)
tap = Tap()
tests = os.environ.get("WALKS", "keys light high").split()
if "keys" in tests:
    go_everywhere(tap, program, demo, {"Tab crosses every page and leaves nothing out": crossing}, menus=False)
bold()
if "light" in tests:
    go_everywhere(tap, program, demo, {"what takes the focus has a name": names, "text and icons can be read, light and dark": contrast})
if "high" in tests:
    go_everywhere(tap, program, demo, {"text and icons can be read with high contrast, light and dark": contrast}, ADW_DEBUG_HIGH_CONTRAST="1")
tap.finish()
