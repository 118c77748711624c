#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Duplicates: told while typing, found, compared by keys, merged, undone, remembered as two, and two again later."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, OwnFile, Tap, wait_for  # noqa: E402

program = sys.argv[1]
own = OwnFile(program, "duplicates")
ask, run = own.ask, own.run
ENTRY = ("entry", "text")
ids = {}


def make_customer(phone, *fields):
    id = run("new", "customer", *fields).split()[-1]
    run("new", "contact_point", f"customer={id}", "kind=phone", f"value={phone}")
    return id


def alive(name):
    return ask("SELECT deleted = 0 FROM customer WHERE name = ?", name) == (1,)


def find_duplicates(app):
    app.go("Find Dup", "Find Duplicates")
    return app.find("dialog", "Find Duplicates")


def first_pair(dialog):
    return dialog.find("list", "Customers that may be one").find("list item", lambda name: name.startswith("Harbour Trading Ltd and Harbuor Trading"))


def prepare():
    own.clear()
    ids["kept"] = make_customer("138 0013 8000", "name=Harbour Trading Ltd", "tax_id=91410300MA0000001X", "note=Pays late.")
    make_customer("+86 13800138000", "name=Harbuor Trading", "tax_id=91410300MA0000001X", "note=Likes tea.", "city=Oslo")
    make_customer("0379 6555 0131", "name=洛阳华兴科技有限公司")
    make_customer("0379-65550131", "name=洛陽華興科技")


def tells_while_typing(app):
    app.take_keys()
    app.keys("ctrl+n")
    dialog = app.find("dialog", "New Customer")
    dialog.find(ENTRY, "Name").write("Harbour Tradnig")
    dialog.find("list", "Already Here?").find("list item", lambda name: "Harbour Trading Ltd" in name)
    app.keys("Escape")
    app.gone("dialog", "New Customer")


def compares(app):
    dialog = find_duplicates(app)
    row = first_pair(dialog)
    wait_for(lambda: row.has("focused"), "focus on the first pair")
    app.keys("Return")
    first = dialog.find("radio button", "Name: Harbour Trading Ltd")
    wait_for(lambda: first.has("focused"), "focus in the first field that differs")


def merges(app):
    dialog = app.find("dialog", "Find Duplicates")
    app.keys("Right")
    wait_for(lambda: dialog.find("radio button", "Name: Harbuor Trading").has("checked"), "the other name chosen")
    app.keys("ctrl+Return")
    wait_for(lambda: ask("SELECT count(*) FROM customer WHERE deleted = 1 AND merged_into IS NOT NULL") == (1,), "merge")
    merged = ask("SELECT name, city, note FROM customer WHERE deleted = 0 AND city = 'Oslo'")
    assert merged == ("Harbuor Trading", "Oslo", "Pays late.\n\nLikes tea."), merged
    dialog.find("radio button", "Name: 洛阳华兴科技有限公司")


def undoes(app):
    dialog = app.find("dialog", "Find Duplicates")
    dialog.find("button", "Undo").click()
    wait_for(lambda: ask("SELECT count(*) FROM customer WHERE deleted = 0") == (4,), "undo")
    assert alive("Harbour Trading Ltd") and alive("Harbuor Trading")
    first = dialog.find("radio button", "Name: Harbour Trading Ltd")
    wait_for(lambda: first.has("focused"), "focus in the pair that is there again")


def remembers(app):
    dialog = app.find("dialog", "Find Duplicates")
    app.keys("ctrl+Return")
    wait_for(lambda: not alive("Harbuor Trading"), "merge")
    first = dialog.find("radio button", "Name: 洛阳华兴科技有限公司")
    wait_for(lambda: first.has("focused"), "focus in the next pair")
    app.keys("n")
    wait_for(lambda: ask("SELECT count(*) FROM relationship WHERE kind = 'distinct' AND deleted = 0") == (1,), "remembered")
    dialog.find(None, "No Duplicates")
    more = dialog.find("toggle button", "More actions for duplicates")
    wait_for(lambda: more.has("focused"), "focus on what is left")
    dialog.find("button", "Close").click()
    app.gone("dialog", "Find Duplicates")
    dialog = find_duplicates(app)
    dialog.find(None, "No Duplicates")


def unmerges(app):
    run("set", ids["kept"], "note=Pays on time.")
    dialog = app.find("dialog", "Find Duplicates")
    dialog.find(None, "More actions for duplicates").click_on()
    wait_for(lambda: len(app.find_all("menu item")) > 1, "menu")
    app.find_all("menu item")[1].click()
    dialog.find("button", lambda name: name.startswith("Un-merge")).click()
    wait_for(lambda: alive("Harbuor Trading"), "two again")
    app.find(None, lambda name: "Pays on time." in name and "Pays late." in name)
    assert ask("SELECT note FROM customer WHERE name = 'Harbour Trading Ltd'") == ("Pays on time.",)
    app.find("button", "Close").click()
    app.keys("Escape")


def main():
    tap = Tap()
    prepare()
    app = App(program, "--db", str(own.path))
    try:
        for name, test in (
            ("a likely duplicate is told while typing", tells_while_typing),
            ("pairs are compared side by side, what differs first", compares),
            ("a pair is merged by keys, field by field, and the next one comes", merges),
            ("undone, the pair is there again", undoes),
            ("what was said to be two is not found again", remembers),
            ("two again later, and told what stays", unmerges),
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
