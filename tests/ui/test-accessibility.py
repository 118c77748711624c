#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page, dialog and menu: all that takes the focus has a name and is reached with keys, and all that is written can be read."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import Tap  # noqa: E402
from walk import Walk  # noqa: E402

program, cli = sys.argv[1:3]
only = sys.argv[3] if len(sys.argv) > 3 else None
folder = Path(os.environ["XDG_DATA_HOME"])
demo = folder / "walk.clientele"
LOOKS = {
    "light": ("light", {}),
    "dark": ("dark", {}),
    "high contrast": ("light", {"ADW_DEBUG_HIGH_CONTRAST": "1"}),
    "dark with high contrast": ("dark", {"ADW_DEBUG_HIGH_CONTRAST": "1"}),
}
TEXT, ICON = 4.5, 3.0


class Findings:
    """Each once, whereever it was seen first."""

    def __init__(self):
        self.found, self.errors = {}, None

    def add(self, key, place, words):
        self.found.setdefault(key, f"{place}: {words}")

    def check(self):
        assert not self.found, f"{len(self.found)} found:\n" + "\n".join(self.found.values())


def front(look):
    """What an open popover lies on is looked at without it."""
    popover = next((widget for widget in reversed(look.widgets) if widget.css == "popover"), None)
    return list(popover.walk()) if popover else look.widgets


# ── names ────────────────────────────────────────────────────────────────────────────────────

# Lists hand the focus on to their rows, and scrolled areas to what is in them.
CONTAINERS = ("list", "filler", "panel", "scroll pane", "viewport", "tree table", "table")
BY_CONTENT = ("list item", "menu item", "table row", "table cell")


def nameless(walk):
    """What assistive technology could be told to focus, and has no name; rows and menu items are read by what stands in them, too."""
    for item in walk.accessibles():
        if item.has("FOCUSABLE") and item.role not in CONTAINERS and not item.name:
            if item.role not in BY_CONTENT or not any(each.name for each in item.walk()):
                yield item


def names(walk, place, look, findings):
    # The tree changes while it is read: only what is found twice is there.
    if any(nameless(walk)):
        for item in nameless(walk):
            findings.add((item.role, item.path_of_names), place, f"a {item.role} in {item.path_of_names}")


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
        command = ["import", "-silent", "-window", "root", "-crop", f"{self.width}x{self.height}+0+0", "+repage", "-depth", "8", "rgb:-"]
        self.pixels = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout

    def colors(self, x, y, width, height):
        """How often each colour is there."""
        left, right = max(0, round(x)), min(self.width, round(x + width))
        counts = Counter()
        for line in range(max(0, round(y)), min(self.height, round(y + height))):
            row = self.pixels[(line * self.width + left) * 3:(line * self.width + right) * 3]
            counts.update(zip(row[0::3], row[1::3], row[2::3]))
        return counts


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
    picture = Picture((1400, 1100))
    for widget in filter(is_to_be_read, front(look)):
        least = ICON if widget.type == "GtkImage" else TEXT
        found, ink, ground = measure(picture, widget)
        if found is not None and found < least:
            findings.add((widget.type, widget.classes, widget.around.type, ink), place, f"{found:.2f}:1 of #{bytes(ink).hex()} on #{bytes(ground).hex()}: {widget}")


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


# ── ──────────────────────────────────────────────────────────────────────────────────────────


def with_walk(look, check, *, menus=True, narrow=False, errors=None, **more):
    """Goes everywhere, at last to where no file is open."""
    def run():
        appearance, variables = LOOKS[look]
        path = folder / f"{look}.clientele"
        shutil.copy(demo, path)
        findings = Findings()
        for each in (path, None):
            findings.errors = open(errors) if errors else None
            walk = Walk(program, each, appearance=appearance, errors=open(errors, "a") if errors else None, **variables, **more)
            try:
                for place, seen in walk.places(menus=menus, only=only, narrow=narrow):
                    check(walk, place, seen, findings)
                walk.quit()
            finally:
                walk.kill()
        findings.check()
    return run


def set_letters(dpi):
    """Twice 96 makes them twice as large."""
    subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", f"Xft.dpi:\t{dpi}\n"], check=True)


def roomy(size, dpi=96):
    """Everything has its room in a window of this size."""
    said = folder / "complaints"
    said.write_text("")
    set_letters(dpi)
    try:
        with_walk("light", fitting, narrow=True, size=size, errors=said)()
    finally:
        set_letters(96)


def bold():
    """For as long as colours are measured."""
    file = Path(os.environ["XDG_CONFIG_HOME"]) / "gtk-4.0/settings.ini"
    file.write_text(file.read_text().replace("Inter 11", "Inter Bold 11"))


subprocess.run([cli, "--db", str(demo), "--quiet", "demo", "--customers=120"], check=True)
tap = Tap()
tests = os.environ.get("WALKS", "names keys light dark high").split()
if "names" in tests:
    tap.run("what takes the focus has a name", with_walk("light", names))
if "keys" in tests:
    tap.run("Tab crosses every page and leaves nothing out", with_walk("light", crossing, menus=False))
if "room" in tests:
    tap.run("nothing is lost in a narrow window", roomy, (360, 720))
if "large" in tests:
    tap.run("nothing is lost with letters twice as large", roomy, (1280, 800), 192)
bold()
for look in LOOKS:
    if look.split()[0] in tests:
        tap.run(f"text and icons can be read: {look}", with_walk(look, contrast))
tap.finish()
