#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The profile: logging and undoing, fields in place, drafts, people, the timeline, a new customer and its doubles."""

import csv
import os
import shutil
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Missing, Tap, tab_to, wait_for  # noqa: E402

program = sys.argv[1]
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
ENTRY = ("entry", "text")
DEMO_BANNER = "You are looking at a demo company"


def ask(sql, *arguments):
    """The first row of the demo company's answer."""
    connection = sqlite3.connect(f"file:{data / 'demo.clientele'}?mode=ro", uri=True)
    try:
        return connection.execute(sql, arguments).fetchone()
    finally:
        connection.close()


def wait_for_row(what, sql, *arguments):
    return wait_for(lambda: ask(sql, *arguments), what)


# One of whom all is known that the tests touch, with a name no other has.
CUSTOMER = """SELECT c.rowid, c.id, c.name, c.city, c.credit_terms FROM customer c WHERE c.deleted = 0 AND c.city IS NOT NULL AND c.credit_terms IS NOT NULL
 AND EXISTS (SELECT 1 FROM contact_point p WHERE p.customer = c.id AND p.kind = 'phone' AND p.deleted = 0)
 AND EXISTS (SELECT 1 FROM role r JOIN person p ON p.id = r.person WHERE r.customer = c.id AND r.deleted = 0)
 AND EXISTS (SELECT 1 FROM task t WHERE t.customer = c.id AND t.done_at IS NULL AND t.deleted = 0)
 AND NOT EXISTS (SELECT 1 FROM customer o WHERE o.name = c.name AND o.rowid <> c.rowid)
 AND EXISTS (SELECT 1 FROM interaction i WHERE i.customer = c.id AND i.deleted = 0) ORDER BY c.rowid LIMIT 1"""


class Customer:
    def __init__(self):
        self.rowid, self.id, self.name, self.city, self.terms = ask(CUSTOMER)


def open_profile(app):
    """The profile of the tests' customer, by the palette."""
    app.find(None, DEMO_BANNER)
    customer = Customer()
    app.take_keys()
    app.keys("ctrl+k")
    app.find("dialog", "Search and Commands").find(ENTRY, "Search and Commands").write(customer.name)
    app.find("list", "Results").find("list item", customer.name)
    app.keys("Return")
    app.gone("dialog", "Search and Commands")
    app.find(ENTRY, "What happened?")
    return customer


def with_profile(test):
    """Gives the test a running program with a profile open, and looks at how it ends."""
    def run():
        app = App(program, "--demo")
        try:
            test(app, open_profile(app))
            app.quit()
        finally:
            app.kill()
    return run


def line(app):
    return app.find(ENTRY, "What happened?")


def field(app, label):
    return app.find("list item", lambda name: name.startswith(f"{label}: "))


def choose(app, position):
    """An item of the menu that is open, by its place: GTK gives them no names."""
    wait_for(lambda: len(app.find_all("menu item")) > 1, "menu")
    app.find_all("menu item")[position].click()


def undo(app):
    """By the keys: a toast may be gone before a slow computer has found it."""
    app.keys("ctrl+z")


# ── logging ──────────────────────────────────────────────────────────────────────────────────


@with_profile
def ready_to_log(app, customer):
    """The cursor stands in the log bar as soon as a profile is open."""
    wait_for(lambda: line(app).has("focused"), "focus in the log bar")


@with_profile
def logs_and_plans(app, customer):
    count = "SELECT (SELECT count(*) FROM interaction WHERE deleted = 0 AND customer = ?1), (SELECT count(*) FROM task WHERE deleted = 0 AND customer = ?1)"
    before = ask(count, customer.id)
    wait_for(lambda: line(app).has("focused"), "focus in the log bar")
    line(app).write("called yesterday 12 min about the autumn price list")
    app.find(ENTRY, "Next step").write("tomorrow 3pm send the offer")
    app.find(None, "12 min")
    app.find(None, lambda name: name.startswith("Next: tomorrow 15:00"))
    app.keys("Return")
    wait_for(lambda: ask(count, customer.id) == (before[0] + 1, before[1] + 1), "interaction and task in the file")
    app.find(None, "Logged, next step planned")
    logged = ask("SELECT kind, minutes, text FROM interaction ORDER BY rowid DESC LIMIT 1")
    assert logged == ("call", 12, "the autumn price list"), logged
    planned = ask("SELECT title, due_has_time FROM task ORDER BY rowid DESC LIMIT 1")
    assert planned == ("send the offer", 1), planned
    app.find("list item", lambda name: name.startswith("send the offer"))
    wait_for(lambda: line(app).text == "", "empty log bar")
    undo(app)
    wait_for(lambda: ask(count, customer.id) == before, "both taken back")
    app.gone("list item", lambda name: name.startswith("send the offer"))


@with_profile
def guess_refused(app, customer):
    line(app).write("called 12 min about the price")
    wait_for(lambda: line(app).has("focused"), "focus in the log bar")
    chip = app.find(None, "12 min")
    chip.parent.find("button", "Not This").click()
    app.gone(None, "12 min")
    app.keys("Return")
    wait_for_row("interaction without minutes", "SELECT 1 FROM interaction WHERE text = 'called 12 min about the price' AND minutes IS NULL")


def draft_survives():
    """What was being typed is there again after the program was killed."""
    app = App(program, "--demo")
    try:
        open_profile(app)
        line(app).write("halfway through a thought")
        wait_for_row("draft in the file", "SELECT 1 FROM file WHERE name LIKE 'draft.%' AND value LIKE '%halfway through a thought%'")
    finally:
        app.kill()
    app = App(program, "--demo")
    try:
        open_profile(app)
        wait_for(lambda: line(app).text == "halfway through a thought", "draft in the log bar")
        line(app).write("")
        wait_for(lambda: not ask("SELECT 1 FROM file WHERE name LIKE 'draft.%' AND value IS NOT NULL"), "end of the draft")
    finally:
        app.kill()


# ── fields ───────────────────────────────────────────────────────────────────────────────────


@with_profile
def field_in_place(app, customer):
    field(app, "City").click()
    entry = app.find(ENTRY, "City")
    wait_for(lambda: entry.has("focused"), "focus in the field")
    assert entry.text == customer.city
    entry.write("Kaifeng")
    app.keys("Return")
    wait_for_row("city in the file", "SELECT 1 FROM customer WHERE rowid = ? AND city = 'Kaifeng'", customer.rowid)
    app.find("list item", "City: Kaifeng")
    app.gone(ENTRY, "City")


@with_profile
def field_given_up(app, customer):
    field(app, "City").click()
    entry = app.find(ENTRY, "City")
    wait_for(lambda: entry.has("focused"), "focus in the field")
    entry.write("Nowhere")
    app.keys("Escape")
    app.gone(ENTRY, "City")
    assert ask("SELECT city FROM customer WHERE rowid = ?", customer.rowid) == (customer.city,)


@with_profile
def field_refused(app, customer):
    """What cannot be saved stays as typed, with the reason below it."""
    field(app, "Payment terms in days").click()
    entry = app.find(ENTRY, "Payment terms in days")
    wait_for(lambda: entry.has("focused"), "focus in the field")
    for typed, reason in (("soon", "“soon” is no whole number."), ("-3", "Payment terms cannot be fewer than 0 days.")):
        entry.write(typed)
        app.keys("Return")
        app.find(None, reason)
        assert entry.text == typed
    app.keys("Escape")
    app.gone(ENTRY, "Payment terms in days")
    assert ask("SELECT credit_terms FROM customer WHERE rowid = ?", customer.rowid) == (customer.terms,)


@with_profile
def field_history(app, customer):
    row = field(app, "City")
    row.click()
    entry = app.find(ENTRY, "City")
    wait_for(lambda: entry.has("focused"), "focus in the field")
    entry.write("Xinxiang")
    app.keys("Return")
    wait_for_row("city in the file", "SELECT 1 FROM customer WHERE rowid = ? AND city = 'Xinxiang'", customer.rowid)
    app.gone(ENTRY, "City")
    app.keys("shift+F10")
    choose(app, 2)
    dialog = app.find("dialog", "History of City")
    dialog.find("button", "Restore").click()
    wait_for_row("city restored", "SELECT 1 FROM customer WHERE rowid = ? AND city = ?", customer.rowid, customer.city)
    app.gone("dialog", "History of City")


# ── people, points ───────────────────────────────────────────────────────────────────────────


@with_profile
def adds_person(app, customer):
    app.find("button", "Add a Person").click()
    name = app.find(ENTRY, "Name")
    wait_for(lambda: name.has("focused"), "focus in the name")
    name.write("秦叔宝")
    app.find(ENTRY, "Job title").write("Logistics")
    app.keys("Return")
    app.find("list item", "秦叔宝, Logistics").click()
    dialog = app.find("dialog", "秦叔宝")
    dialog.find("button", "Add a Phone, Email or Address").click()
    value = dialog.find(ENTRY, "Value")
    wait_for(lambda: value.has("focused"), "focus in the value")
    value.write("qin@wagang.example")
    app.keys("Return")
    wait_for_row("email of the person", "SELECT 1 FROM contact_point p JOIN person n ON n.id = p.person WHERE n.name = '秦叔宝' AND p.kind = 'email'")
    dialog.find("list item", "Email: qin@wagang.example")
    dialog.find("button", "Remove from This Customer").click()
    app.gone("list item", "秦叔宝, Logistics")
    undo(app)
    app.find("list item", "秦叔宝, Logistics")


# ── the timeline ─────────────────────────────────────────────────────────────────────────────


@with_profile
def task_done(app, customer):
    open_tasks = "SELECT count(*) FROM task WHERE customer = ? AND done_at IS NULL AND deleted = 0"
    before = ask(open_tasks, customer.id)
    wait_for(lambda: line(app).has("focused"), "focus in the log bar")
    planned = tab_to(app, lambda node: node.role == "list item" and node.parent.name == "Timeline", "line of the timeline").name
    app.keys("space")
    wait_for(lambda: ask(open_tasks, customer.id) == (before[0] - 1,), "task done")
    # It is on disk before the window knows of it, and can take it back.
    app.gone("list item", planned)
    undo(app)
    wait_for(lambda: ask(open_tasks, customer.id) == before, "task open again")


@with_profile
def searches(app, customer):
    app.keys("ctrl+f")
    search = app.find(ENTRY, "Search the timeline")
    wait_for(lambda: search.has("focused"), "focus in the search")
    search.write("zzzzqqqq")
    app.find(None, "Nothing like that on this timeline.")
    app.find("button", "Show All").click()
    app.find("list", "Timeline").find("list item")


# ── going on, and away ───────────────────────────────────────────────────────────────────────


@with_profile
def deletes(app, customer):
    app.find(("toggle button", "button"), "Menu").click()
    choose(app, -2)
    app.find(None, "This Customer Was Deleted")
    wait_for_row("deletion in the file", "SELECT 1 FROM customer WHERE rowid = ? AND deleted = 1", customer.rowid)
    undo(app)
    line(app)
    assert ask("SELECT deleted FROM customer WHERE rowid = ?", customer.rowid) == (0,)


@with_profile
def erases(app, customer):
    app.find(("toggle button", "button"), "Menu").click()
    choose(app, -1)
    app.find(None, f"Erase “{customer.name}” for Good?")
    app.keys("Escape")
    assert ask("SELECT deleted FROM customer WHERE rowid = ?", customer.rowid) == (0,)
    app.find(("toggle button", "button"), "Menu").click()
    choose(app, -1)
    app.find("button", "Erase for Good").click()
    app.find(None, "This Customer Was Erased")
    wait_for_row("erasure in the file", "SELECT 1 FROM customer WHERE rowid = ? AND deleted = 1 AND name IS NULL", customer.rowid)
    assert ask("SELECT count(*) FROM interaction WHERE customer = ?", customer.id) == (0,)


def travels():
    app = App(program, "--demo")
    try:
        app.find(None, DEMO_BANNER)
        app.find("table row")
        app.take_keys()
        app.keys("ctrl+f")
        # Where the pointer rests on the window from before, the X server may give the keys back to it.
        app.take_keys()
        wait_for(lambda: (at := app.focused()) and at.role in ENTRY, "focus in the search")
        app.keys("Down")
        wait_for(lambda: (at := app.focused()) and at.role == "table row", "focus in the table")
        app.keys("Return")
        app.find(None, lambda name: name.startswith("1 of "))
        first = app.window.name
        app.keys("ctrl+Page_Down")
        app.find(None, lambda name: name.startswith("2 of "))
        wait_for(lambda: app.window.name != first, "the next customer")
        app.keys("ctrl+Page_Up")
        wait_for(lambda: app.window.name == first, "the customer before")
    finally:
        app.kill()


@with_profile
def doubles(app, customer):
    phone = ask("SELECT value FROM contact_point WHERE customer = ? AND kind = 'phone' AND deleted = 0", customer.id)[0]
    app.keys("ctrl+n")
    dialog = app.find("dialog", "New Customer")
    dialog.find(ENTRY, "Name").write("Quite Another")
    dialog.find(ENTRY, "Phone").write(phone.replace(" ", "-"))
    dialog.find("list item", lambda name: name.startswith(customer.name) and "same phone" in name)
    dialog.find(ENTRY, "Phone").write("")
    app.gone("list item", lambda name: "same phone" in name)
    dialog.find("button", "Create").click()
    app.gone("dialog", "New Customer")
    wait_for(lambda: app.window.name.startswith("Quite Another"), "profile of the new customer")


# ── for everybody ────────────────────────────────────────────────────────────────────────────


@with_profile
def everything_named(app, customer):
    """Every control that can have the focus has a name, wide and narrow."""
    for width in (1280, 900, 360):
        app.resize(width, 800)
        line(app)
        nameless = [node.whereabouts for node in app.window.look()
                    if node.has("focusable") and node.has("showing") and not node.name and not node.description
                    and node.role not in ("list", "scroll pane", "panel", "filler", "table", "page tab list")]
        assert not nameless, f"at {width}: {nameless[0]}"
    app.resize(1280, 800)


@with_profile
def narrow(app, customer):
    wait_for(lambda: line(app).has("focused"), "focus in the log bar")
    app.resize(360, 700)
    app.find("page tab", "Timeline")
    wait_for(lambda: line(app).has("focused"), "focus in the log bar of one column")
    app.find("page tab", "About").click()
    app.find("list item", lambda name: name.startswith("City: "))
    app.resize(1280, 800)
    line(app)


@with_profile
def saved_as_pdf(app, customer):
    path = data / "profile.pdf"
    app.take_keys()
    app.keys("ctrl+k")
    app.find("dialog", "Search and Commands").find(ENTRY, "Search and Commands").write("Save as PDF")
    app.find("list", "Results").find("list item", "Save as PDF")
    app.keys("Return")
    app.save_as("Save as PDF", path)
    app.find(None, "Saved as PDF")
    assert path.read_bytes().startswith(b"%PDF-"), "a PDF"


@with_profile
def timeline_saved(app, customer):
    path = data / "timeline.csv"
    app.find("toggle button", "Filter the Timeline").click()
    # A menu's items have no names here; the last saves as CSV.
    app.find("menu", "Filter the Timeline").settle()
    app.find_all("menu item")[-1].click()
    app.save_as("Save the Timeline", path)
    app.find(None, "Timeline saved")
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    touches, = ask("SELECT count(*) FROM interaction WHERE customer = ? AND deleted = 0", customer.id)
    assert len([row for row in rows if row["kind"] not in ("task", "change")]) >= touches, f"{len(rows)} rows for {touches} touches"


tap = Tap()
shutil.rmtree(data, ignore_errors=True)
for name, test in (
    ("the cursor stands in the log bar", ready_to_log),
    ("a line is logged, the next step planned, both undone at once", logs_and_plans),
    ("a guess that was refused does not count", guess_refused),
    ("a draft survives a crash", draft_survives),
    ("a field is edited in place", field_in_place),
    ("Escape gives a field up", field_given_up),
    ("a refused value stays as typed", field_refused),
    ("a field's history restores", field_history),
    ("a person is added, reached, removed and brought back", adds_person),
    ("a task is done and open again", task_done),
    ("the timeline is searched", searches),
    ("a customer is deleted and brought back", deletes),
    ("a customer is erased for good, once it is said", erases),
    ("the next and the one before in the list", travels),
    ("a new customer is compared with those there", doubles),
    ("every control has a name", everything_named),
    ("one column has tabs", narrow),
    ("the profile becomes a PDF", saved_as_pdf),
    ("the timeline becomes a CSV", timeline_saved),
):
    if len(sys.argv) > 2 and sys.argv[2] not in name:
        continue
    tap.run(name, test)
tap.finish()
