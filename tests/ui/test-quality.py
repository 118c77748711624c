#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data quality: counted, with the records behind each check, and gone through by keys."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, OwnFile, Tap, wait_for  # noqa: E402

program = sys.argv[1]
own = OwnFile(program, "quality")
ask, run = own.ask, own.run
ENTRY = ("entry", "text")
ids = {}


def prepare():
    own.clear()
    for name, code in (("Ash", "91350100M000100Y43"), ("Elm", "91350100M000100Y44"), ("Oak", "9135010")):
        ids[name] = run("new", "customer", f"name={name}", f"tax_id={code}", "country=China").split()[-1]
    run("new", "contact_point", f"customer={ids['Ash']}", "kind=phone", "value=13800138000")


def row(app, *words):
    return app.find("list item", lambda name: all(word in name for word in words))


def counted(app, title, words):
    row(app, title).find("label", lambda name: name.startswith(words))


def go(app, title):
    """Through what this check finds."""
    place = row(app, title)
    place.find("button", "Go Through").click()
    return app.find("dialog", title)


def counts(app):
    app.go("Data Quality", "Data Quality")
    counted(app, "Without a phone", "2 ·")
    counted(app, "Wrong unified social credit codes", "2 ·")
    counted(app, "Without a level", "3 ·")
    counted(app, "Customers that may be one", "None")


def opens_the_records(app):
    row(app, "Without a phone").click_on()
    dialog = app.find("dialog", "Without a phone")
    row(dialog, "Elm")
    row(dialog, "Oak")
    assert not dialog.find_all("list item", lambda name: "Ash" in name)
    app.keys("Escape")
    app.gone("dialog")


def goes_through(app):
    dialog = go(app, "Wrong unified social credit codes")
    dialog.find(None, "1 of 2")
    entry = dialog.find(ENTRY, "Tax number")
    wait_for(lambda: entry.has("focused"), "focus in the field to mend")
    entry.write("91350100M000100Y4")
    app.keys("Return")
    dialog.find(None, "A unified social credit code has 18 characters.")
    entry.write("91350100M000100Y43")
    app.keys("Return")
    dialog.find(None, "2 of 2")
    assert ask("SELECT tax_id FROM customer WHERE name = 'Elm'") == ("91350100M000100Y43",)
    dialog.find("button", "Skip").click()
    dialog.find(None, "That Was the Last")
    app.keys("Escape")
    app.gone("dialog")
    counted(app, "Wrong unified social credit codes", "1 ·")


def adds_what_is_missing(app):
    dialog = go(app, "Without a phone")
    entry = dialog.find(ENTRY, "Phone")
    wait_for(lambda: entry.has("focused"), "focus in the new phone")
    entry.write("0379 6555 0131")
    app.keys("Return")
    dialog.find(None, "2 of 2")
    assert ask("SELECT count(*) FROM contact_point WHERE deleted = 0") == (2,)
    app.keys("Escape")
    app.gone("dialog")
    counted(app, "Without a phone", "1 ·")


def undoes(app):
    app.keys("ctrl+z")
    counted(app, "Without a phone", "2 ·")


def counts_pairs(app):
    for name in ("Harbour Lane Press", "Harbour Lane Press Ltd"):
        run("new", "customer", f"name={name}")
    app.find("button", "Look Again").click()
    counted(app, "Customers that may be one", "1 pair")
    row(app, "Customers that may be one").find("button").click()
    app.find("dialog", "Find Duplicates").find("list item", lambda name: "Harbour Lane Press" in name)
    app.keys("Escape")
    app.gone("dialog")


def main():
    tap = Tap()
    prepare()
    app = App(program, "--db", str(own.path))
    try:
        for name, test in (
            ("what is missing and wrong is counted, with of how many", counts),
            ("a check opens the records it finds", opens_the_records),
            ("gone through: what is wrong again is told, what is right is saved, and the next one comes", goes_through),
            ("a missing phone is added", adds_what_is_missing),
            ("undone, it is counted again", undoes),
            ("pairs that may be one are counted", counts_pairs),
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
