#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Saved views and what is done with many customers: put together by keys, in the sidebar with their counts, changed, undone, there after a restart."""

import os
import shutil
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, tab_to, wait_for  # noqa: E402

program = sys.argv[1]
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
ENTRY = ("entry", "text")
LEVEL_A = "SELECT count(*) FROM customer WHERE deleted = 0 AND level = 'a'"
DEALS_OF_O = "SELECT count(*) FROM deal d JOIN customer c ON c.id = d.customer WHERE d.deleted = 0 AND c.deleted = 0 AND c.name LIKE '%o%'"
BRISTOL = "SELECT count(*) FROM customer WHERE deleted = 0 AND level = 'a' AND city LIKE '%o%'"


def ask(sql, *arguments):
    connection = sqlite3.connect(f"file:{data / 'demo.clientele'}?mode=ro", uri=True)
    try:
        return connection.execute(sql, arguments).fetchone()[0]
    finally:
        connection.close()


def menu(app, name):
    app.find("toggle button", "View").click()
    app.find(("menu item", "radio menu item", "check menu item"), name).click()


def choose(app, dialog, label, *ticked):
    """Ticks choices in the list behind the button."""
    button = dialog.find("toggle button", label)
    button.click()
    app.find("check box", ticked[0])
    for choice in ticked:
        tab_to(app, lambda node: node.role == "check box" and node.name == choice, f"choice “{choice}”")
        app.keys("space")
        wait_for(lambda: app.find("check box", choice).has("checked"), f"“{choice}” ticked")
    app.keys("Escape")
    app.gone("check box", ticked[0])


def make_view(app):
    menu(app, "New View…")
    dialog = app.find("dialog", "New View")
    name = dialog.find(ENTRY, "Name")
    wait_for(lambda: name.has("focused"), "focus in the name")
    save = dialog.find("button", "Save")
    assert not save.has("sensitive"), "a view without a name, or without a value, can be saved"
    name.write("Best ones")
    choose(app, dialog, "Values", "A")
    dialog.find("label", f"{ask(LEVEL_A)} customers")
    wait_for(lambda: save.has("sensitive"), "view that can be saved")
    save.click()
    app.gone("dialog", "New View")
    app.find("list item", f"Best ones, {ask(LEVEL_A)}")
    wait_for(lambda: app.find("list item", lambda text: text.startswith("Best ones")).has("selected"), "view selected in the sidebar")
    app.find("label", f"{ask(LEVEL_A)} of {ask('SELECT count(*) FROM customer WHERE deleted = 0')} customers")


def narrow_view(app):
    menu(app, "Edit Conditions…")
    dialog = app.find("dialog", "Edit View")
    dialog.find("button", "Add Condition").click()
    fields = wait_for(lambda: [box for box in dialog.find_all("combo box") if box.name == "Level"][1:], "second condition")
    fields[0].click()
    app.find("label", "Satisfaction asked")
    app.type("City")
    app.gone("label", "Satisfaction asked")
    app.keys("Down", "Return")
    wait_for(lambda: [box for box in dialog.find_all("combo box") if box.name == "City"], "condition on the city")
    dialog.find(ENTRY, "Value").write("o")
    dialog.find("label", lambda text: text.startswith(f"{ask(BRISTOL)} "))
    dialog.find("button", "Save").click()
    app.gone("dialog", "Edit View")
    app.find("list item", f"Best ones, {ask(BRISTOL)}")
    app.find("button", lambda text: "Level is A" in text and "City contains o" in text)


def undo_brings_the_view_back(app):
    app.take_keys()
    app.keys("ctrl+z")
    app.find("list item", f"Best ones, {ask(LEVEL_A)}")
    app.gone("button", lambda text: "City contains o" in text)


def is_found_by_name(app):
    app.keys("ctrl+1")
    app.gone("toggle button", "View")
    app.go("best", "Best ones")
    app.find("button", lambda text: "Level is A" in text)


def make_view_of_deals(app):
    app.keys("ctrl+3")
    menu(app, "New View…")
    dialog = app.find("dialog", "New View")
    dialog.find(ENTRY, "Name").write("Deals in O")
    dialog.find(ENTRY, "Value").write("o")
    n = ask(DEALS_OF_O)
    dialog.find("label", f"{n} deals")
    dialog.find("button", "Save").click()
    app.gone("dialog", "New View")
    app.find("toggle button", "View")
    app.find("list item", f"Deals in O, {n}").click_on()
    app.find(("tree table", "table"), "Deals")
    app.find("label", lambda text: text.startswith(f"{n} deals"))
    assert app.find("list item", f"Deals in O, {n}").has("selected")
    app.find("list item", "Deals").click_on()
    app.gone("button", lambda text: "Customer contains o" in text)


def pinned(app):
    names = [node.name for node in app.find("list", "Pages").find_all("list item")]
    return [name.split(",")[0] for name in names[5:]]


DEMO = ["Quiet for 90 days", "A with an open deal", "Birthdays this month"]


def put_in_order(app):
    app.take_keys()
    app.find("list item", lambda text: text.startswith("Deals in O")).click_on()
    wait_for(lambda: (at := app.focused()) and at.name.startswith("Deals in O"), "focus on the view")
    assert pinned(app) == [*DEMO, "Best ones", "Deals in O"]
    app.keys("alt+Up")
    wait_for(lambda: pinned(app) == [*DEMO, "Deals in O", "Best ones"], "view moved up")
    assert app.focused().name.startswith("Deals in O")
    app.keys("Menu")
    app.find("menu item", "Move Down").click()
    wait_for(lambda: pinned(app) == [*DEMO, "Best ones", "Deals in O"], "view moved down")
    app.keys("ctrl+z")
    wait_for(lambda: pinned(app) == [*DEMO, "Deals in O", "Best ones"], "view back")
    app.find("list item", lambda text: text.startswith("Best ones")).click_on()
    app.find("button", lambda text: "Level is A" in text)


def headings(app):
    return [node.name for node in app.find_all("heading")]


def choose_group(app, name):
    app.find("toggle button", "View").click()
    app.find("menu item", "Group By").click()
    app.find(("menu item", "radio menu item"), name).click()


def group(app):
    """Kept with the view by saving it; keys go over the headings."""
    owners = "SELECT count(DISTINCT owner) FROM customer WHERE deleted = 0 AND level = 'a'"
    first = "SELECT u.name || ', ' || count(*) FROM customer c JOIN user u ON u.id = c.owner WHERE c.deleted = 0 AND level = 'a' GROUP BY u.name ORDER BY u.name LIMIT 1"
    choose_group(app, "Owner")
    wait_for(lambda: headings(app)[:1] == [f"Owner: {ask(first)}"], "heading of the first owner")
    app.take_keys()
    app.keys("ctrl+f", "Down")
    app.keys(*["Down"] * (int(ask(first).split(", ")[1]) + 1))
    wait_for(lambda: len(headings(app)) > 1 or ask(owners) == 1, "heading of the next owner")
    assert app.find("label", lambda text: text.startswith(f"{ask(LEVEL_A)} of"))
    menu(app, "Save Columns, Groups and Filters")
    app.find("label", "View saved")
    menu(app, "All Customers")
    app.find("label", lambda text: text.endswith(" customers") and " of " not in text)
    wait_for(lambda: not headings(app), "end of the groups")
    app.find("list item", lambda text: text.startswith("Best ones")).click_on()
    wait_for(lambda: headings(app)[:1] == [f"Owner: {ask(first)}"], "groups of the view")
    app.take_keys()
    app.keys("ctrl+z")
    app.find("label", lambda text: text.startswith("Undid"))
    wait_for(lambda: not headings(app), "end of the groups that were saved")


def print_groups(app):
    """The view with its groups, and what it asks, on paper."""
    path = data / "grouped.pdf"
    app.find("list item", lambda text: text.startswith("Best ones")).click_on()
    choose_group(app, "Owner")
    wait_for(lambda: headings(app), "groups")
    app.take_keys()
    app.keys("ctrl+k")
    app.find("dialog", "Search and Commands").find(ENTRY, "Search and Commands").write("Save as PDF")
    app.find("list", "Results").find("list item", "Save as PDF")
    app.keys("Return")
    app.save_as("Save as PDF", path)
    app.find(None, "Saved as PDF")
    assert path.read_bytes().startswith(b"%PDF-"), "a PDF"
    choose_group(app, "Nothing")
    wait_for(lambda: not headings(app), "end of the groups")


def change_many(app):
    n = ask(LEVEL_A)
    app.find("tree table").find_all("list item")
    app.take_keys()
    app.keys("ctrl+f", "Down")
    app.keys("ctrl+a")
    app.find("label", f"{n} of {n} selected")
    app.keys("F2")
    dialog = app.find("dialog", f"Change {n} Customers")
    change = dialog.find("button", "Change")
    assert not change.has("sensitive"), "nothing is changed, and yet it can be"
    dialog.find("toggle button", "Add a Field").click()
    app.find("menu item", "Industry").click()
    dialog.find(ENTRY, "Industry").write("Whaling")
    wait_for(lambda: change.has("sensitive"), "change that can be made")
    choose(app, dialog, "Values", "VIP")
    change.click()
    app.gone("dialog", f"Change {n} Customers")
    app.find("label", f"{n} customers changed")
    assert ask("SELECT count(*) FROM customer WHERE industry = 'Whaling' AND level = 'a'") == n
    tagged = "SELECT count(*) FROM customer c JOIN tagging t ON t.customer = c.id AND t.deleted = 0 JOIN tag g ON g.id = t.tag WHERE c.level = 'a' AND c.deleted = 0 AND g.name = 'VIP'"
    assert ask(tagged) == n
    app.find("button", "Undo").click()
    app.find("label", lambda text: text.startswith("Undid"))
    assert ask("SELECT count(*) FROM customer WHERE industry = 'Whaling'") == 0
    assert ask(tagged) < n


def delete_many_and_bring_them_back(app):
    n = ask(LEVEL_A)
    app.take_keys()
    app.keys("ctrl+f", "Down", "ctrl+a")
    app.find("label", f"{n} of {n} selected")
    app.keys("Delete")
    app.find("label", f"{n} customers deleted")
    wait_for(lambda: ask(LEVEL_A) == 0, "customers deleted")
    app.keys("ctrl+z")
    wait_for(lambda: ask(LEVEL_A) == n, "customers back")


def delete_view(app):
    menu(app, "Delete View")
    app.gone("list item", lambda text: text.startswith("Best ones"))
    app.find("toggle button", "View")
    app.find("label", lambda text: text.endswith(" customers") and " of " not in text)
    app.keys("ctrl+z")
    app.find("list item", lambda text: text.startswith("Best ones")).click()
    app.find("button", lambda text: "Level is A" in text)
    wait_for(lambda: app.find("list item", lambda text: text.startswith("Best ones")).has("selected"), "view selected in the sidebar")


def comes_back(app):
    app.quit()
    again = App(program, language="en_GB.UTF-8", come_back=True)
    again.find("list item", f"Best ones, {ask(LEVEL_A)}")
    again.find("label", f"{ask(LEVEL_A)} of {ask('SELECT count(*) FROM customer WHERE deleted = 0')} customers")
    again.quit()


GONE = '{"all":[{"field":"custom.gone","label":"Grade","is":"empty"}]}'


def tells_once_what_is_gone(app):
    connection = sqlite3.connect(data / "demo.clientele")
    connection.execute("UPDATE saved_view SET conditions = ? WHERE name = 'Best ones'", (GONE,))
    connection.commit()
    connection.close()
    again = App(program, language="en_GB.UTF-8", come_back=True)
    again.find("label", lambda text: text.startswith("There is a condition on “Grade”"))
    again.find("button", "Close").click()
    again.gone("label", lambda text: text.startswith("There is a condition on “Grade”"))
    again.find("button", "Grade (no longer there)")
    again.take_keys()
    again.keys("ctrl+f")
    again.type("ab")
    wait_for(lambda: (at := again.focused()) and at.text == "ab", "words in the search")
    again.keys("Escape")
    wait_for(lambda: (at := again.focused()) and at.text == "", "search taken back")
    assert not again.find_all("label", lambda text: text.startswith("There is a condition on “Grade”"))
    again.quit()


tap = Tap()
shutil.rmtree(data, ignore_errors=True)
app = App(program, "--demo", language="en_GB.UTF-8")
try:
    app.find(("tree table", "table"), deadline=120)
    app.take_keys()
    for name, test in (
        ("a view is put together and stands in the sidebar", make_view),
        ("its conditions are changed", narrow_view),
        ("undo brings the view back", undo_brings_the_view_back),
        ("it is found by its name", is_found_by_name),
        ("a view of deals is put together", make_view_of_deals),
        ("views are put in order", put_in_order),
        ("a view is grouped", group),
        ("a grouped view becomes a PDF", print_groups),
        ("many are changed as one edit", change_many),
        ("many are deleted and brought back", delete_many_and_bring_them_back),
        ("a deleted view comes back", delete_view),
        ("the view is there after a restart", comes_back),
        ("what is gone is told once", tells_once_what_is_gone),
    ):
        if not tap.run(name, test, app):
            break
finally:
    app.kill()
tap.finish()
