#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Today page: what it shows, what its keys do, undo, more of a long list, nothing at all, and the next start."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, tab_to, wait_for  # noqa: E402

program = sys.argv[1]
cli = str(Path(program).parent.parent / "cli/clientele-cli")
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
config = Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0"
own = data / "clientele.clientele"
ENTRY = ("entry", "text")


def ask(sql, *values):
    connection = sqlite3.connect(f"file:{own}?mode=ro", uri=True)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def run(*arguments):
    return subprocess.run([cli, "--db", str(own), *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def make_file(tasks):
    """A customer with open tasks; each is a title and how many days ago it was due."""
    shutil.rmtree(data, ignore_errors=True)
    shutil.rmtree(config, ignore_errors=True)
    data.mkdir(parents=True)
    customer = run("new", "customer", "name=Old Mill Bakery", "type=company")
    for title, _ in tasks:
        run("log", customer, "talked", f"--next=tomorrow 9am {title}")
    connection = sqlite3.connect(own)
    for title, days in tasks:
        connection.execute("UPDATE task SET due = ? WHERE title = ?", (int((time.time() - days * 86400) * 1000000), title))
    connection.execute("UPDATE task SET due_has_time = 0")
    connection.commit()
    connection.close()


def rows(app):
    return [row.name for row in app.find("list", "Overdue").find_all("list item")]


def focused(app, start):
    wait_for(lambda: (node := app.focused()) and node.name.startswith(start), f"focus on “{start}”")


def with_file(*tasks):
    def wrap(test):
        def inner():
            make_file(tasks)
            app = App(program, page=None)
            try:
                test(app)
                app.quit()
                journals = [journal for journal in data.glob("*.clientele-wal") if journal.stat().st_size]
                assert not journals, f"the program ended before its file was closed: {journals}"
            finally:
                app.kill()
        return inner
    return wrap


@with_file(("Call about flour", 5), ("Send the offer", 4), ("Ask for the key", 3), ("Thank them", 2))
def acts_by_keys(app):
    app.find("list item", "Today, 4")  # in the sidebar: the page it opens on
    app.take_keys()
    focused(app, "Call about flour")
    app.keys("d")
    focused(app, "Send the offer")
    app.find("button", "Undo")
    app.find("list item", "Today, 3")
    assert ask("SELECT count(*) FROM task WHERE done_at IS NOT NULL") == [(1,)]
    app.keys("s")
    wait_for(lambda: len(app.find_all("menu item")) == 5, "menu of times")
    app.keys("Down", "Return")  # tomorrow
    focused(app, "Ask for the key")
    app.find("list", "The Next Seven Days").find("list item", lambda name: name.startswith("Send the offer"))
    app.keys("ctrl+z")
    app.find("list", "Overdue").find("list item", lambda name: name.startswith("Send the offer"))
    app.keys("ctrl+z")
    app.find("list item", "Today, 4")
    assert ask("SELECT count(*) FROM task WHERE done_at IS NOT NULL") == [(0,)]


@with_file(("Call about flour", 3))
def logs_what_came_of_it(app):
    app.take_keys()
    focused(app, "Call about flour")
    app.keys("l")
    dialog = app.find("dialog", "What Happened?")
    dialog.find("check box", "“Call about flour” is done with it")
    line = dialog.find(ENTRY, "What happened?")
    wait_for(lambda: line.has("focused"), "focus in what happened")
    line.write("They want forty sacks")
    dialog.find(ENTRY, "Next step").write("in 2 days send the offer")
    dialog.find("button", "Log").click()
    app.gone("dialog")
    app.find("list", "The Next Seven Days").find("list item", lambda name: name.startswith("send the offer"))
    assert ask("SELECT count(*) FROM task WHERE done_at IS NOT NULL") == [(1,)]
    app.take_keys()
    app.keys("ctrl+z")  # all of it in one
    app.find("list", "Overdue").find("list item", lambda name: name.startswith("Call about flour"))
    assert ask("SELECT count(*) FROM task WHERE done_at IS NULL AND deleted = 0") == [(1,)]


@with_file(("Call about flour", 3))
def opens_customer_and_comes_back(app):
    app.take_keys()
    focused(app, "Call about flour")
    app.keys("Return")
    wait_for(lambda: app.window.name.startswith("Old Mill Bakery"), "profile")
    app.keys("ctrl+1")
    focused(app, "Call about flour")
    app.quit()  # and once more at the end, which does nothing
    again = App(program, page=None)
    try:
        again.find("list", "Overdue")
        again.quit()
    finally:
        again.kill()


@with_file(*((f"Task {n}", 2) for n in range(12)))
def shows_the_rest(app):
    more = app.find("list item", "All 12 Overdue")
    assert len(rows(app)) == 8, rows(app)
    more.click()
    wait_for(lambda: len(rows(app)) == 12, "all of them")


@with_file(("Water the plants", 3))
def plans_the_next(app):
    app.take_keys()
    focused(app, "Water the plants")
    app.keys("F2")
    dialog = app.find("dialog", "Edit Task")
    dialog.find(ENTRY, lambda name: name.startswith("Due")).write("today")
    tab_to(app, lambda node: node.role in ("switch", "check box") and node.name == "Repeat", "switch of the repeat")
    app.keys("space")
    dialog.find(None, lambda name: "every week on" in name)
    dialog.find("button", "Save").click()
    app.gone("dialog")
    app.find("list", "Due Today")
    focused(app, "Water the plants")
    app.keys("space")
    app.gone("list", "Due Today")
    app.find("list", "The Next Seven Days").find("list item", lambda name: name.startswith("Water the plants"))
    app.keys("ctrl+z")
    app.find("list", "Due Today")
    app.gone("list", "The Next Seven Days")


@with_file()
def says_when_there_is_nothing(app):
    app.find(None, "Nothing Waits for You")
    app.take_keys()
    app.keys("ctrl+n")
    dialog = app.find("dialog", "New Task")
    dialog.find(ENTRY, "Task").write("Tidy the desk")
    dialog.find("button", "Save").click()
    app.gone("dialog")
    app.find("list", "Due Today").find("list item", lambda name: name.startswith("Tidy the desk"))


def begins_fresh():
    shutil.rmtree(data, ignore_errors=True)
    shutil.rmtree(config, ignore_errors=True)
    app = App(program, page=None)
    try:
        app.find("list item", "Start Fresh").click()
        app.find(None, "A Fresh Start")
        app.find("button", "Import Customers…")
        app.find("button", "New Customer").click()
        app.find("dialog", "New Customer")
        app.take_keys()
        app.keys("Escape")
        app.gone("dialog")
        app.quit()
    finally:
        app.kill()


wanted = [word for word in sys.argv[2:] if word]
tap = Tap()
for name, case in [
    ("/ui/today/acts-by-keys", acts_by_keys),
    ("/ui/today/logs-what-came-of-it", logs_what_came_of_it),
    ("/ui/today/opens-and-comes-back", opens_customer_and_comes_back),
    ("/ui/today/shows-the-rest", shows_the_rest),
    ("/ui/today/repeats", plans_the_next),
    ("/ui/today/nothing", says_when_there_is_nothing),
    ("/ui/today/fresh", begins_fresh),
]:
    if not wanted or any(word in name for word in wanted):
        tap.run(name, case)
tap.finish()
