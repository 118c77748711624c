#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calendar: planning where the cursor stands, moving by keys and taking that back, a month, and the view it opens with again."""

import datetime
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, mouse, tab_to, wait_for  # noqa: E402

program = sys.argv[1]
cli = str(Path(program).parent.parent / "cli/clientele-cli")
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
config = Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0"
own = data / "clientele.clientele"
ENTRY = ("entry", "text")


def due():
    connection = sqlite3.connect(f"file:{own}?mode=ro", uri=True)
    try:
        return [datetime.datetime.fromtimestamp(at / 1000000) for (at,) in connection.execute("SELECT due FROM task WHERE deleted = 0 ORDER BY rowid")]
    finally:
        connection.close()


def focused(app, *parts):
    wait_for(lambda: (node := app.focused()) and all(part in node.name for part in parts), f"focus on {parts}")


def open_calendar():
    app = App(program, page=None)
    app.take_keys()
    app.keys("ctrl+5")
    app.find("heading", lambda name: str(datetime.date.today().year) in name)
    return app


def with_file(test):
    def inner():
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(config, ignore_errors=True)
        data.mkdir(parents=True)
        subprocess.run([cli, "--db", str(own), "new", "customer", "name=Old Mill Bakery", "type=company"], check=True, stdout=subprocess.DEVNULL)
        app = open_calendar()
        try:
            test(app)
            app.quit()
        finally:
            app.kill()
    return inner


def plan(app, title):
    app.keys("ctrl+n")
    dialog = app.find("dialog", "New Task")
    dialog.find(ENTRY, "Task").write(title)
    dialog.find("button", "Save").click()
    app.gone("dialog")


@with_file
def plans_and_moves(app):
    app.find("label", lambda name: "N plans a task" in name)
    plan(app, "Call about flour")
    entry = app.find("button", lambda name: name.startswith("Call about flour") and "9:00" in name)
    first = due()[0]
    assert (first.hour, first.date()) == (9, datetime.date.today()), first
    tab_to(app, lambda node: node.name == entry.name, "task")
    app.keys("ctrl+shift+Down")
    focused(app, "Call about flour", "10:00")
    app.keys("ctrl+shift+Right")
    wait_for(lambda: due()[0].date() == first.date() + datetime.timedelta(days=1), "the day after")
    focused(app, "Call about flour", "10:00")
    app.keys("ctrl+z")
    wait_for(lambda: due()[0].date() == first.date(), "the day as it was")
    focused(app, "Call about flour")
    app.keys("Return")
    dialog = app.find("dialog", "Edit Task")
    dialog.find("button", "Cancel").click()
    app.gone("dialog")
    focused(app, "Call about flour")
    app.keys("d")
    app.find("button", lambda name: name.startswith("Call about flour") and "done" in name)
    focused(app, "Call about flour", "done")
    before = due()
    app.keys("ctrl+shift+Right")
    app.find(None, "What is over stays where it was")
    assert due() == before


@with_file
def moves_by_drag(app):
    plan(app, "Call about flour")
    entry = app.find("button", lambda name: name.startswith("Call about flour") and "9:00" in name)
    first = due()[0]
    entry.settle()
    x, y = entry.place()
    # 96 pixels: two hours down, on the same day.
    mouse("mousemove", x, y, "mousedown", 1)
    for step in range(1, 13):
        mouse("mousemove", x, y + 8 * step, "sleep", 0.02)
    mouse("mouseup", 1)
    wait_for(lambda: due()[0] != first, "another time")
    moved = due()[0]
    assert moved.date() == first.date() and 10 <= moved.hour <= 12 and moved.minute % 15 == 0, moved
    app.find("button", "Undo").click()
    wait_for(lambda: due()[0] == first, "the time as it was")


@with_file
def shows_a_month_and_remembers(app):
    plan(app, "Order sugar")
    week, month = wait_for(lambda: app.find_all("radio button"), "views")
    month.click()
    wait_for(lambda: month.has("checked"), "month")
    title = app.find("heading", lambda name: str(datetime.date.today().year) in name).name
    # Of the month, Tab meets the one day and what stands on it; arrow keys go from day to day.
    entry = tab_to(app, lambda node: node.name.startswith("Order sugar"), "task")
    days = entry.parent.parent.parent.parent
    app.keys("Right")
    wait_for(lambda: (at := app.focused()) and at.name != entry.name, "focus on the day after")
    app.keys("Tab")
    wait_for(lambda: (node := app.focused()) and node not in days.look(), "focus outside the month")
    app.keys("shift+Tab")
    wait_for(lambda: app.focused() in days.look(), "focus in the month again")
    app.keys("Page_Down")
    app.gone("heading", title)
    app.keys("t")
    app.find("heading", title)
    app.quit()
    again = open_calendar()
    try:
        again.find("heading", title)
        again.quit()
    finally:
        again.kill()


wanted = [word for word in sys.argv[2:] if word]
tap = Tap()
for name, case in [
    ("/ui/calendar/plans-and-moves", plans_and_moves),
    ("/ui/calendar/drag", moves_by_drag),
    ("/ui/calendar/month", shows_a_month_and_remembers),
]:
    if not wanted or any(word in name for word in wanted):
        tap.run(name, case)
tap.finish()
