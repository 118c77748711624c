#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Custom fields: defined in the preferences, filled in on a profile, undone, found, and there after a restart."""

import os
import shutil
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Missing, Tap, wait_for  # noqa: E402

program = sys.argv[1]
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
ENTRY = ("entry", "text")
DEMO_BANNER = "You are looking at a demo company"
CUSTOMER = """SELECT name FROM customer c WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM customer o WHERE o.name = c.name AND o.rowid <> c.rowid)
 ORDER BY name_key LIMIT 1"""
VALUE = "SELECT v.text FROM custom_value v JOIN custom_field f ON f.id = v.field WHERE f.label = ? AND v.deleted = 0"


def ask(sql, *arguments):
    """The first row of the demo company's answer."""
    connection = sqlite3.connect(f"file:{data / 'demo.clientele'}?mode=ro", uri=True)
    try:
        return connection.execute(sql, arguments).fetchone()
    finally:
        connection.close()


def wait_for_value(label, value):
    wait_for(lambda: ask(VALUE, label) == value, f"“{label}” of {value}")


def open_palette(app, typed):
    app.take_keys()
    app.keys("ctrl+k")
    palette = app.find("dialog", "Search and Commands")
    palette.find(ENTRY, "Search and Commands").write(typed)
    return palette


def open_profile(app, name):
    open_palette(app, name).find("list", "Results").find("list item", name)
    app.keys("Return")
    app.gone("dialog", "Search and Commands")
    line = app.find(ENTRY, "What happened?")
    wait_for(lambda: line.has("focused"), "focus in the log bar")


def open_preferences(app):
    open_palette(app, "Custom Fields").find("list", "Results").find("list item", lambda name: name.startswith("Custom Fields"))
    app.keys("Return")
    app.gone("dialog", "Search and Commands")
    return app.find("dialog", "Preferences")


def fill_in_definition(app, label, downs=0, choices=None):
    dialog = app.find("dialog", "New Custom Field")
    name = dialog.find(ENTRY, "Name")
    wait_for(lambda: name.has("focused"), "focus in the name")
    name.write(label)
    if downs:
        app.keys("Tab")
        wait_for(lambda: not name.has("focused"), "focus gone on")
        app.keys("space", *["Down"] * downs, "Return")
    if choices:
        dialog.find(ENTRY, "Choices").write(choices)
    dialog.find("button", "Add").click()
    app.gone("dialog", "New Custom Field")


def field(app, label):
    return app.find("list item", lambda name: name.startswith(f"{label}: "))


def choose(app, position):
    """An item of the menu that is open, by its place: GTK gives them no names."""
    wait_for(lambda: len(app.find_all("menu item")) > 1, "menu")
    app.find_all("menu item")[position].click()


def places(app):
    return [item.place() for item in app.find_all("menu item")]


def custom_menu(app):
    """The profile's menu of custom fields: back, those without a value, Add Custom Field…, Manage Custom Fields…"""
    for last in (False, True):
        app.find(("button", "push button", "toggle button"), "Add a Field").click()
        try:
            wait_for(lambda: len(app.find_all("menu item")) > 1, "menu", 3)
            break
        except Missing:  # the button is made anew when the profile is read again
            if last:
                raise
    before = places(app)
    choose(app, -2)

    def slid():
        """GTK gives menu items no names: the menu that slid in is told by where its items stand."""
        now = places(app)
        return len(now) > 1 and now != before and now == places(app)

    wait_for(slid, "menu of custom fields")


def write(app, label, text):
    entry = app.find(ENTRY, label)
    wait_for(lambda: entry.has("focused"), f"focus in “{label}”")
    entry.write(text)
    app.keys("Return")
    app.gone(ENTRY, label)


# ── the cases, on one running program ────────────────────────────────────────────────────────


def defines(app):
    dialog = open_preferences(app)
    dialog.find(None, "No Custom Fields")
    dialog.find("button", "Add Field…").click()
    fill_in_definition(app, "Contract no.")
    dialog.find("list item", "Contract no.")
    dialog.find("button", "Add Field").click()
    fill_in_definition(app, "Grade", 2, "Gold\n\n Silver \nGold")
    dialog.find("list item", "Grade")
    assert ask("SELECT type, choices FROM custom_field WHERE label = 'Grade'") == ("choice", "Gold\nSilver")
    dialog.find("button", "Add Field").click()
    name = app.find("dialog", "New Custom Field").find(ENTRY, "Name")
    name.write("contract NO.")
    app.find("dialog", "New Custom Field").find("button", "Add").click()
    app.find(None, "There is a custom field “Contract no.” already. Choose another name.")
    app.keys("Escape")
    app.gone("dialog", "New Custom Field")
    app.keys("Escape")
    app.gone("dialog", "Preferences")


def fills_in(app):
    open_profile(app, ask(CUSTOMER)[0])
    custom_menu(app)
    choose(app, 1)
    write(app, "Contract no.", "Quay 20416")
    wait_for_value("Contract no.", ("Quay 20416",))
    field(app, "Contract no.")


def chooses(app):
    open_profile(app, ask(CUSTOMER)[0])
    custom_menu(app)
    choose(app, 1)
    choose(app, 1)
    wait_for_value("Grade", ("Silver",))
    assert field(app, "Grade").name == "Grade: Silver"


def adds(app):
    open_profile(app, ask(CUSTOMER)[0])
    custom_menu(app)
    choose(app, -2)
    fill_in_definition(app, "Berth")
    write(app, "Berth", "12 north")
    wait_for_value("Berth", ("12 north",))
    field(app, "Berth")
    app.keys("ctrl+z")
    wait_for_value("Berth", None)
    app.keys("ctrl+shift+z")
    wait_for_value("Berth", ("12 north",))
    field(app, "Berth")


def is_found(app):
    palette = open_palette(app, "0416")
    palette.find("list", "Results").find("list item", ask(CUSTOMER)[0])
    app.keys("Escape")
    app.gone("dialog", "Search and Commands")


def order():
    """The labels of the definitions that are there, as they stand."""
    return ask("SELECT group_concat(label, ', ') FROM (SELECT label FROM custom_field WHERE deleted = 0 ORDER BY position, rowid)")[0]


def focus_row(app, label):
    for _ in range(12):
        focused = app.focused()
        if focused and focused.role == "list item" and focused.name == label:
            return
        app.keys("Down" if focused and focused.role == "list item" else "Tab")
        wait_for(lambda: (at := app.focused()) and at != focused, "focus gone on")
    raise Missing(f"no focus on “{label}”")


def row_of(app, name):
    """A row of the table, which is named by what stands in its cells."""
    return app.find(("tree table", "table")).find_all("table row", lambda text: text.startswith(name))


def toggle_columns(app, *positions):
    """Chooses in the menu of columns by place, from the end: GTK gives its items no names."""
    for position in positions:
        app.find("toggle button", "Choose columns").click()
        wait_for(lambda: len(app.find_all("menu item")) > 3, "menu of columns")
        app.find_all("menu item")[position].click()
        app.gone("menu item")


def shows_columns(app):
    name = ask(CUSTOMER)[0]
    app.take_keys()
    app.find("label", lambda text: text.endswith(" customers"))
    assert not row_of(app, f"{name} ")[0].name.endswith("Quay 20416 Silver")
    toggle_columns(app, -3, -2)
    wait_for(lambda: row_of(app, f"{name} ")[0].name.endswith("Quay 20416 Silver"), "values in the row")


def sorts_by_column(app):
    """Shown again after a restart; its header sorts."""
    name = ask(CUSTOMER)[0]
    wait_for(lambda: (row := row_of(app, f"{name} ")) and row[0].name.endswith("Quay 20416 Silver"), "values in the row")
    header = app.find(("tree table", "table")).find_all("table row")[0]
    assert header.name.endswith("Contract no. Grade"), header.name
    app.take_keys()
    header.find_all(None, "Grade")[0].click_on()
    wait_for(lambda: app.find(("tree table", "table")).find_all("table row")[1].name.startswith(name), "the only one with a grade on top")
    toggle_columns(app, -3, -2)
    wait_for(lambda: not row_of(app, f"{name} ")[0].name.endswith("Silver"), "columns gone")


def moves_and_removes(app):
    dialog = open_preferences(app)
    dialog.find("list item", "Berth")
    focus_row(app, "Grade")
    app.keys("alt+Up")
    wait_for(lambda: order() == "Grade, Contract no., Berth", "order by keys")
    focus_row(app, "Grade")
    app.keys("Delete")
    wait_for(lambda: order() == "Contract no., Berth", "definition gone")
    app.find("button", "Undo").click()
    wait_for(lambda: order() == "Grade, Contract no., Berth", "definition brought back")
    assert ask(VALUE, "Grade") == ("Silver",)
    app.find("dialog", "Preferences").find("button", "Close").click()
    app.gone("dialog", "Preferences")


def ticks_several(app):
    dialog = open_preferences(app)
    dialog.find("button", "Add Field").click()
    fill_in_definition(app, "Goods", 3, "Ink\nPaper\nGlue")
    dialog.find("list item", "Goods")
    app.keys("Escape")
    app.gone("dialog", "Preferences")
    open_profile(app, ask(CUSTOMER)[0])
    custom_menu(app)
    choose(app, -3)
    app.find("check box", "Ink")
    app.keys("space", "Tab", "space", "Escape")
    app.gone("check box", "Ink")
    wait_for_value("Goods", ("Ink\nPaper",))
    assert field(app, "Goods").name == "Goods: Ink, Paper"
    palette = open_palette(app, "pape")
    palette.find("list", "Results").find("list item", ask(CUSTOMER)[0])
    app.keys("Escape")
    app.gone("dialog", "Search and Commands")


def refers(app):
    name, other = ask(CUSTOMER)[0], ask(CUSTOMER.replace("LIMIT 1", "LIMIT 1 OFFSET 3"))[0]
    dialog = open_preferences(app)
    dialog.find("button", "Add Field").click()
    fill_in_definition(app, "Broker", 9)
    dialog.find("list item", "Broker")
    app.keys("Escape")
    app.gone("dialog", "Preferences")
    open_profile(app, name)
    custom_menu(app)
    choose(app, -3)
    wait_for(lambda: (at := app.focused()) and at.name == "Search: Customer", "focus in the finder")
    app.type(other)
    app.find("list item", lambda text: text.startswith(other))
    app.keys("Return")
    wait_for(lambda: ask("SELECT c.name FROM custom_value v JOIN customer c ON c.id = v.other WHERE v.deleted = 0") == (other,), "reference")
    assert field(app, "Broker").name == f"Broker: {other}"
    app.find("button", f"Open {other}").click()
    app.gone("button", f"Open {other}")
    app.find("label", other)


def count(label):
    return ask("SELECT count(*) FROM custom_value v JOIN custom_field f ON f.id = v.field WHERE f.label = ? AND v.deleted = 0", label)[0]


def changes_many(app):
    app.take_keys()
    app.find("label", lambda text: text.endswith(" customers"))
    row_of(app, ask(CUSTOMER)[0])[0].click_on()
    app.keys("ctrl+a")
    app.keys("F2")
    dialog = app.find("dialog", lambda name: name.startswith("Change "))
    dialog.find(("button", "push button", "toggle button"), "Add a Field").click()
    choose(app, -5)
    wait_for(lambda: (at := app.focused()) and at.name.startswith("Grade"), "focus in the choice")
    app.keys("space", "Down", "Return")
    dialog.find("button", "Change").click()
    everybody = ask("SELECT count(*) FROM customer WHERE deleted = 0")[0]
    wait_for(lambda: count("Grade") == everybody, "a grade for everybody")
    assert ask("SELECT DISTINCT v.text FROM custom_value v JOIN custom_field f ON f.id = v.field WHERE f.label = 'Grade' AND v.deleted = 0") == ("Gold",)
    app.find("button", "Undo").click()
    wait_for(lambda: count("Grade") == 1, "grades as they were")
    assert ask(VALUE, "Grade") == ("Silver",)


def with_program(test):
    """Each case begins where the one before ended, in a program started anew: what it finds has survived the end of the last."""
    def run():
        app = App(program, "--demo")
        try:
            app.find(None, DEMO_BANNER)
            test(app)
            app.quit()
        finally:
            app.kill()
    return run


tap = Tap()
shutil.rmtree(data, ignore_errors=True)
for name, test in (
    ("fields are defined in the preferences", defines),
    ("a text is filled in on a profile", fills_in),
    ("a choice is made on a profile", chooses),
    ("a field is added from the profile, filled in, undone and redone", adds),
    ("a customer is found by a value", is_found),
    ("fields are shown as columns", shows_columns),
    ("columns of fields are kept, and sort", sorts_by_column),
    ("fields are moved by keys, removed and brought back", moves_and_removes),
    ("several choices are ticked, shown and found", ticks_several),
    ("a customer is referred to, and opened from there", refers),
    ("a field of many customers is changed at once, and undone at once", changes_many),
):
    if not tap.run(name, with_program(test)):
        break
tap.finish()
