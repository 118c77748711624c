# SPDX-License-Identifier: GPL-3.0-or-later
"""A walk over everything there is to see, in any language: pages, dialogs, menus.

It runs watched-clientele, the program with an ear, and finds its way by actions instead of words. Each place is looked at once it is still.
"""

import contextlib
import json
import os
import queue
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

from driver import DEADLINE, POLL, App, Missing, wait_for

SAMPLES = Path(__file__).parents[1] / "data/csv"
SETTINGS = "[org/clientele/Clientele]"
WAITING = ("AdwSpinner", "AdwSpinnerPaintable", "GtkSpinner")


def is_waiting(said):
    """GTK shows a button pressed for a moment before it acts when no pointer pressed it."""
    return said["type"] in WAITING or "keyboard-activating" in said.get("classes", "")


class Widget:
    """A widget that is shown, as the program itself knows it; places and sizes are in pixels of the window."""

    def __init__(self, said, around):
        self.__dict__.update(text="", icon="", action="", tooltip="", classes="", css="", sensitive=False, focusable=False, ellipsized=False, scrolls=False, rtl=False)
        self.__dict__.update(said)
        self.around, self.inside = around, []
        if around:
            around.inside.append(self)

    def ancestors(self):
        widget = self.around
        while widget:
            yield widget
            widget = widget.around

    def walk(self):
        yield self
        for child in self.inside:
            yield from child.walk()

    def is_within(self, *types):
        return any(above.type in types for above in self.ancestors())

    @property
    def words(self):
        return " ".join(widget.text for widget in self.walk() if widget.text)[:60]

    def __repr__(self):
        path = [above for above in self.ancestors() if above.type.startswith(("Crm", "Adw")) and above.type not in ("AdwGizmo", "AdwBin", "AdwClamp")][:2]
        return f"{self.type} “{self.words or self.tooltip or self.icon}”{'.' + self.classes.replace(' ', '.') if self.classes else ''} in {' in '.join(above.type for above in path)}"


class Look:
    """What is shown at one moment."""

    def __init__(self, said):
        self.window, self.focus = said["window"], said.get("focus")
        self.widgets, self.by_id = [], {}
        for each in said["widgets"]:
            widget = Widget(each, self.by_id.get(each.get("in")))
            self.by_id[widget.id] = widget
            self.widgets.append(widget)

    def of_type(self, *types):
        return [widget for widget in self.widgets if widget.type in types]


def front(look):
    """What an open popover lies on is looked at without it."""
    popover = next((widget for widget in reversed(look.widgets) if widget.css == "popover"), None)
    return list(popover.walk()) if popover else look.widgets


class Walk:
    def __init__(self, program, path, language="C.UTF-8", size=(1280, 800), appearance="light", errors=None, **variables):
        folder = Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0/settings"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "keyfile").write_text(f"{SETTINGS}\nappearance='{appearance}'\nwidth={size[0] + 10}\nheight={size[1] + 10}\n")
        # The one it wears is the last.
        self.appearances = sorted(("light", "dark"), key=lambda each: each == appearance)
        self.path, self.lines, self.place, self.seen = path, queue.Queue(), "", set()
        self.records = {kind: record_id(path, sql) for kind, sql in RECORDS.items()} if path else {}
        self.app = App(program, *(["--db", str(path)] if path else []), language=language, come_back=True, pipes=True, errors=errors, **variables)
        threading.Thread(target=lambda: [self.lines.put(line) for line in self.app.process.stdout], daemon=True).start()
        self.keys = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, text=True)
        self.app.take_keys()
        self.app.resize(*size)
        self.settle()

    def say(self, *words):
        self.app.process.stdin.write(" ".join(words) + "\n")
        self.app.process.stdin.flush()

    def ask(self, *words):
        self.say(*words)
        try:
            return json.loads(self.lines.get(timeout=DEADLINE))
        except queue.Empty:
            raise AssertionError(f"the program says nothing to “{' '.join(words)}” at {self.place}") from None

    def accessibles(self):
        """All controls that show, of the window that was opened last, with their names."""
        found = [node for node in self.app.root.children[-1].look() if node.had("showing")]
        found[0].learn_names(found)
        return found

    def look(self):
        return Look(self.ask("look"))

    def settle(self):
        """Waits until two looks in a row are alike and nothing is being waited for."""
        last, end = None, time.monotonic() + DEADLINE
        while time.monotonic() < end:
            said = self.ask("look")
            if not said.get("active"):
                self.app.take_keys()
            if said == last and not any(map(is_waiting, said["widgets"])):
                return Look(said)
            last = said
            time.sleep(POLL)
        raise AssertionError(f"{self.place} does not come to rest")

    def wear(self, appearance):
        """Light or dark, and drawn so when it returns."""
        if appearance != self.appearances[-1]:
            self.ask("wear", appearance)
            self.appearances.remove(appearance)
            self.appearances.append(appearance)

    def act(self, action):
        """Where nothing has the action yet, it is still being made."""
        wait_for(lambda: self.ask("act", action), f"action {action} at {self.place}")

    def tab(self, key="Tab"):
        """Presses the key; what has the focus then, the same as before where it does not move. To be asked for the first time after "where"."""
        self.say("next")
        for _ in range(3):
            self.keys.stdin.write(f"key {key}\n")
            self.keys.stdin.flush()
            # A window that was just being shown may have missed it.
            with contextlib.suppress(queue.Empty):
                return json.loads(self.lines.get(timeout=DEADLINE / 10))
        raise AssertionError(f"{key} does not reach the window at {self.place}")

    # ── where there is something to see ──────────────────────────────────────────────────────

    def go(self, name, *steps):
        """Takes these steps from the page that was last shown: "open KIND", "press TYPE N in TYPE", "import FILE", or an action."""
        self.place = name
        for step in steps:
            word, _, rest = step.partition(" ")
            if word == "open":
                self.ask("open", f"clientele:{rest}/{self.records[rest]}")
                # A dialog of the place before may have come only after it was told to go.
                wait_for(lambda: self.look().of_type(HEADS[rest]) or not self.ask("close"), f"page of the {rest} at {name}")
            elif word == "import":
                self.act(f"win.import-files(['{(SAMPLES / rest).as_uri()}'])")
            elif word == "press":
                self.ask("press", wait_for(lambda: self.find(rest), f"{rest} at {name}").id)
            else:
                self.act(step)
            self.settle()
        return self.settle()

    def find(self, description):
        """The widget of a "TYPE NUMBER in TYPE"; number and the rest may be missing."""
        words, within = description.split(" in ") if " in " in description else (description, "")
        kind, _, number = words.partition(" ")
        found = [widget for widget in self.look().widgets if kind in (widget.type, widget.action) and (not within or widget.is_within(within))]
        return found[int(number or 0)] if len(found) > int(number or 0) else None

    def places(self, *, menus=True, only=None, narrow=False):
        """Goes everywhere, and gives each place's name and what is shown there."""
        for name, steps in (NARROW if narrow else PLACES) if self.path else START:
            if only and not name.startswith(tuple(only.split(","))):
                continue
            self.ask("close")
            look = self.go(name, *steps)
            yield name, look
            if menus and not any(step in steps for step in ("win.menu",)):
                yield from self.menus(name, look)
        self.ask("close")

    def menus(self, name, look):
        """Each menu and popover that a button of the place opens, unless another place has it, too; of buttons alike in a list, the first."""
        for button in look.of_type("GtkMenuButton", "GtkDropDown"):
            listed = button.is_within("GtkListBox", "GtkListView", "GtkColumnView")
            kind = (button.type, not listed and (button.tooltip or button.classes), *[above.type for above in button.ancestors() if above.type.startswith("Crm")])
            if kind in self.seen or not button.sensitive:
                continue
            self.seen.add(kind)
            self.place = f"{name}: menu of {button}"
            self.ask("press", button.id)
            # A long list of choices comes some frames later; where the button is out of sight, none does.
            if button.type == "GtkDropDown":
                with contextlib.suppress(Missing):
                    wait_for(lambda: any(widget.css == "popover" for widget in self.look().widgets), f"choices at {self.place}", 1)
            opened = self.settle()
            if opened.of_type("GtkPopover", "GtkPopoverMenu", "CrmFilterPopover"):
                yield self.place, opened
            for popover in reversed([widget for widget in opened.widgets if widget.css == "popover"]):
                self.ask("popdown", popover.id)
            self.settle()

    def quit(self):
        self.ask("close")
        self.ask("act", "app.quit")
        wait_for(lambda: self.app.process.poll() is not None, "end of the program")
        assert self.app.process.returncode == 0, f"the program ended with {self.app.process.returncode}"

    def kill(self):
        self.app.kill()
        self.keys.stdin.close()
        self.keys.wait()


RECORDS = {
    "customer": "SELECT id FROM customer c WHERE deleted = 0 AND next_step IS NOT NULL AND unicode(name) < 0x2e80 "
                "ORDER BY (SELECT count(*) FROM interaction i WHERE i.customer = c.id) DESC, rowid LIMIT 1",
    "deal": "SELECT id FROM deal WHERE deleted = 0 AND closed_at IS NULL ORDER BY amount DESC LIMIT 1",
    "survey": "SELECT id FROM survey s WHERE deleted = 0 ORDER BY (SELECT count(*) FROM response r WHERE r.survey = s.id) DESC LIMIT 1",
}


HEADS = {"customer": "CrmProfileHeader", "deal": "CrmDealHeader", "survey": "CrmSurveyHeader"}


def record_id(path, sql):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return str(uuid.UUID(bytes=connection.execute(sql).fetchone()[0]))
    finally:
        connection.close()


def view(number):
    return f"press GtkToggleButton {number} in AdwInlineViewSwitcher"


TODAY, CUSTOMERS, DEALS, SURVEYS, CALENDAR = ("win.page::" + page for page in ("today", "customers", "deals", "surveys", "calendar"))

# Where no file is open.
START = [("start page", [])]

PLACES = [
    ("today", [TODAY]),
    ("calendar", [CALENDAR]),
    ("calendar of a month", [CALENDAR, "press GtkToggleButton 1 in CrmCalendarPage"]),
    ("new task", [TODAY, "win.create"]),
    ("what happened", [TODAY, "today-row.act::log"]),
    ("next step", [TODAY, "today-row.act::plan"]),
    ("duplicates", [CUSTOMERS, "win.find-duplicates"]),
    ("data quality", ["win.page::quality"]),
    ("way through data quality", ["win.page::quality", "press GtkButton 1 in CrmQualityRow"]),
    ("history", ["win.page::history"]),
    ("an edit", ["win.page::history", "press GtkListItemWidget 0 in CrmHistoryPage"]),
    ("bin", ["win.page::bin"]),
    ("customers", [CUSTOMERS]),
    ("selected customers", [CUSTOMERS, "page.select-all"]),
    ("change of many customers", [CUSTOMERS, "page.select-all", "page.change"]),
    ("new view", [CUSTOMERS, "page.unselect-all", "views.new"]),
    ("new customer", [CUSTOMERS, "win.create"]),
    ("import of customers", ["import faulty-rows.csv"]),
    ("export of customers", [CUSTOMERS, "win.export"]),
    ("main menu", ["win.menu"]),
    ("palette", ["win.palette"]),
    ("files", ["win.files"]),
    ("team", ["win.team"]),
    ("preferences", ["win.preferences"]),
    ("custom fields", ["win.custom-fields"]),
    ("new custom field", ["win.custom-fields", "press GtkButton 0 in AdwStatusPage"]),
    ("pipelines", ["win.pipelines"]),
    ("targets", ["win.targets"]),
    ("rates", ["win.rates"]),
    ("lead score", ["win.score-rules"]),
    ("help", ["win.help"]),
    ("shortcuts", ["win.shortcuts"]),
    ("about", ["win.about"]),
    ("profile", ["open customer"]),
    ("new person", ["open customer", "press GtkButton 0 in CrmPeoplePane"]),
    ("person", ["open customer", "press CrmPersonRow"]),
    ("contact point", ["open customer", "press GtkButton 0 in CrmReachPane"]),
    ("new deal of a customer", ["open customer", "press GtkButton 0 in CrmDealsPane"]),
    ("survey to answer", ["open customer", "win.answer-survey"]),
    ("interview", ["open customer", "win.answer-survey", "press AdwActionRow 0 in CrmAnswerSurveyDialog"]),
    ("related customer", ["open customer", "press GtkButton 0 in CrmLinksPane"]),
    ("response", ["open customer", "press AdwActionRow 0 in CrmResponsesPane"]),
    ("erasing", ["open customer", "profile.erase"]),
    ("step of a customer", ["open customer", "entry.do::edit"]),
    ("values of a field", ["open customer", "field.history"]),
    ("history of a customer", ["open customer", "profile.history"]),
    ("board", [DEALS, view(0)]),
    ("list of deals", [DEALS, view(1)]),
    ("forecast", [DEALS, view(2)]),
    ("funnel", [DEALS, view(3)]),
    ("movement", [DEALS, view(4)]),
    ("review", [DEALS, view(5)]),
    ("new deal", [DEALS, "win.create"]),
    ("deal", ["open deal"]),
    ("lost deal", ["open deal", "deal.lose"]),
    ("plan of a deal", ["open deal", "deal.plan"]),
    ("surveys", [SURVEYS]),
    ("new survey", [SURVEYS, "win.new-survey"]),
    ("builder", ["open survey", view(0)]),
    ("collecting", ["open survey", view(1)]),
    ("interview of nobody known", ["open survey", view(1), "press AdwActionRow 0 in CrmSurveyCollect"]),
    ("kiosk to be set up", ["open survey", view(1), "press AdwActionRow 1 in CrmSurveyCollect"]),
    ("invitation", ["open survey", view(1), "press GtkButton 1 in CrmSurveyCollect"]),
    ("results", ["open survey", view(2)]),
    ("import of deals", ["win.import-deals"]),
    ("import of calendars", ["win.import-calendar"]),
]


def is_pressed_in_a_pane(steps):
    return any(step == "field.history" or step.startswith("press") and ("Pane" in step or "PersonRow" in step) for step in steps)


# There, panes of the profile are behind a tab.
NARROW = [place for place in PLACES if not is_pressed_in_a_pane(place[1])] + [("profile: details", ["open customer", view(1)])]


# ── checks ───────────────────────────────────────────────────────────────────────────────────


class Findings:
    """Each once, wherever it was seen first."""

    def __init__(self):
        self.found, self.errors = {}, ()

    def add(self, key, place, words):
        self.found.setdefault(key, f"{place}: {words}")

    def check(self):
        assert not self.found, f"{len(self.found)} found:\n" + "\n".join(self.found.values())


def make_demo(cli, language="C.UTF-8"):
    demo = Path(os.environ["XDG_DATA_HOME"]) / "walk.clientele"
    subprocess.run([cli, "--db", str(demo), "--quiet", "demo", "--customers=120"], check=True, env={**os.environ, "LC_ALL": language})
    return demo


def go_everywhere(tap, program, demo, checks, *, menus=True, narrow=False, **more):
    """A test case for each of the checks, called with (walk, place, what is shown, findings) at each place, at last where no file is open. What is complained of on the way is in findings.errors."""
    only = sys.argv[3] if len(sys.argv) > 3 else None
    found = {name: Findings() for name in checks}
    said = demo.with_suffix(".errors")

    def go():
        path = demo.with_suffix(".walked")
        shutil.copy(demo, path)
        for each in (path, None):
            said.write_text("")
            with open(said) as errors, open(said, "a") as complaints:
                walk = Walk(program, each, errors=complaints, **more)
                try:
                    for place, look in walk.places(menus=menus, only=only, narrow=narrow):
                        new = errors.readlines()
                        for name, check in checks.items():
                            found[name].errors = new
                            check(walk, place, look, found[name])
                    walk.quit()
                finally:
                    walk.kill()

    tap.run("everything can be gone to: " + ", ".join(checks), go)
    for name in checks:
        tap.run(name, found[name].check)
