#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The history: all edits, what each did, taking one back; the bin; a record as it was."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, OwnFile, Tap, wait_for  # noqa: E402

program = sys.argv[1]
own = OwnFile(program, "history")
ask, run = own.ask, own.run
ENTRY = ("entry", "text")
ids = {}


def city(name):
    return ask("SELECT city FROM customer WHERE name = ?", name)[0]


def alive(name):
    return ask("SELECT deleted = 0 FROM customer WHERE name = ?", name) == (1,)


def row(place, *words):
    return place.find("list item", lambda name: all(word in name for word in words))


def show_history(app):
    app.take_keys()
    app.keys("ctrl+shift+h")
    return app.find("list", "Edits")


def show_bin(app):
    app.go("Deleted Rec", "Deleted Records")


def prepare():
    own.clear()
    for name in ("Harbour Trading", "Oak Instruments", "Elm Furniture"):
        ids[name] = run("new", "customer", f"name={name}", "city=Xiamen").split()[-1]
    run("set", ids["Harbour Trading"], "city=Fuzhou", "industry=Shipping")
    run("set", ids["Harbour Trading"], "city=Chengdu")


def bin_is_empty(app):
    show_bin(app)
    app.find(None, "Nothing Deleted")


def all_edits(app):
    edits = show_history(app)
    row(edits, "Harbour Trading")
    row(edits, "Elm Furniture")
    app.find(None, "Today")


def an_edit_tells_what_it_did(app):
    row(app.find("list", "Edits"), "Harbour Trading").click_on()
    dialog = app.find("dialog")
    row(dialog, "City: Fuzhou → Chengdu")
    dialog.find(None, "Nothing of it was changed since.")
    app.keys("Escape")
    app.gone("dialog")


def words_find_edits(app):
    app.keys("ctrl+f")
    entry = app.find(ENTRY, "Search the history")
    entry.write("no such words")
    app.find(None, "No Such Edit")
    app.find("button", "Show All").click()
    row(app.find("list", "Edits"), "Elm Furniture")


def taking_back_leaves_what_changed_since(app):
    wait_for(lambda: app.find("list", "Edits").find_all("list item", lambda name: "Harbour Trading" in name)[1:], "edits of the customer")
    app.find("list", "Edits").find_all("list item", lambda name: "Harbour Trading" in name)[1].click_on()
    dialog = app.find("dialog")
    dialog.find(None, "1 of 2 was changed since and stays.")
    dialog.find("button", "Take Back This Edit").click()
    app.gone("dialog")
    wait_for(lambda: ask("SELECT city, industry FROM customer WHERE name = 'Harbour Trading'") == ("Chengdu", None), "industry taken back")
    app.find("button", "Redo").click()
    wait_for(lambda: ask("SELECT industry FROM customer WHERE name = 'Harbour Trading'") == ("Shipping",), "industry again")


def deleting_fills_the_bin(app):
    run("delete", ids["Oak Instruments"])
    run("delete", ids["Elm Furniture"])
    show_bin(app)
    place = app.find("list", "Deleted records")
    row(place, "Elm Furniture")
    row(place, "Oak Instruments").click_on()
    app.find("button", "Restore").click()
    wait_for(lambda: alive("Oak Instruments"), "restored customer")
    assert not alive("Elm Furniture")
    wait_for(lambda: not place.find_all("list item", lambda name: "Oak" in name), "row that is gone")
    app.find("button", "Undo").click()
    wait_for(lambda: not alive("Oak Instruments"), "deleted again")


def enter_restores(app):
    row(app.find("list", "Deleted records"), "Elm Furniture").click_on()
    app.keys("Return")
    wait_for(lambda: alive("Elm Furniture"), "restored by Enter")


def kind_without_any(app):
    app.keys("ctrl+f")
    app.find(ENTRY, "Search what was deleted").write("zzz")
    app.find(None, "Nothing Found")
    app.find("button", "Show All").click()
    row(app.find("list", "Deleted records"), "Oak Instruments")


def record_as_it_was(app):
    app.take_keys()
    app.keys("ctrl+2")
    app.keys("ctrl+k")
    palette = app.find("dialog", "Search and Commands")
    palette.find(ENTRY, "Search and Commands").write("Harbour")
    palette.find("list", "Results").find("list item", lambda name: name.startswith("Harbour Trading"))
    app.keys("Return")
    app.gone("dialog", "Search and Commands")
    app.find(("button", "toggle button"), "Menu").click()
    app.find("menu item", lambda name: name.startswith("History")).click()
    edits = app.find("list", "Edits")
    row(edits, "Harbour Trading")
    assert not edits.find_all("list item", lambda name: "Elm Furniture" in name)
    edits.find_all("list item", lambda name: "Harbour Trading" in name)[-1].click_on()
    dialog = app.find("dialog")
    dialog.find("button", "Restore as It Was Then").click()
    app.gone("dialog")
    wait_for(lambda: ask("SELECT city, industry FROM customer WHERE name = 'Harbour Trading'") == ("Xiamen", None), "customer as it was made")
    app.keys("ctrl+z")
    wait_for(lambda: city("Harbour Trading") == "Chengdu", "customer as it was before")



def main():
    tap = Tap()
    prepare()
    app = App(program, "--db", str(own.path))
    try:
        for name, test in (
            ("nothing is deleted yet", bin_is_empty),
            ("all edits stand there, by day", all_edits),
            ("an edit tells what it did, and that nothing of it was changed since", an_edit_tells_what_it_did),
            ("words of the title find edits", words_find_edits),
            ("taking an edit back leaves what was changed since, and says so; Redo brings it back", taking_back_leaves_what_changed_since),
            ("what is deleted stands in the bin and comes back; undo deletes it again", deleting_fills_the_bin),
            ("Enter restores", enter_restores),
            ("a search without an answer says so", kind_without_any),
            ("a record becomes what it was in one edit, and undo takes that back", record_as_it_was),
        ):
            if not tap.run(name, test, app):
                app.window.dump()
                break
        else:
            tap.run("the program ends", lambda: app.quit())
    finally:
        app.kill()
    tap.finish()


main()
