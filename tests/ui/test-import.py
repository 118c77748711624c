#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The import assistant: from a file on the command line to customers in the list, and back again."""

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, wait_for  # noqa: E402

program = sys.argv[1]
samples = Path(__file__).resolve().parent.parent / "data"
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
config = Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0"
ENTRY = ("entry", "text")
CHINESE = str(samples / "csv/chinese-customers-gb18030.csv")
FAULTY = str(samples / "csv/faulty-rows.csv")


def fresh():
    """As on a computer that never saw the program."""
    shutil.rmtree(data, ignore_errors=True)
    shutil.rmtree(config, ignore_errors=True)


def with_app(*arguments, **variables):
    """Gives the test a running program, and looks at how it ends."""
    def wrap(test):
        def run():
            app = App(program, *arguments, **variables)
            try:
                test(app)
                app.quit()
            finally:
                app.kill()
        return run
    return wrap


def dialog(app):
    return app.find("dialog", "Import Customers")


def go_to_check(app):
    dialog(app).find("button", "Check").click()


def press_import(app, label):
    dialog(app).find("button", label).click()
    dialog(app).find("button", "Show Customers")


def close(app):
    dialog(app).find("button", "Close").click()
    app.gone("dialog")


def count(app, text):
    app.find("label", text)


def rows(app):
    tables = app.find_all(("tree table", "table"))
    return [node.name for node in tables[0].find_all("table row")] if tables else []


def search(app, typed, expected):
    app.find(ENTRY, "Search customers").write(typed)
    wait_for(lambda: [row for row in rows(app) if expected in row], f"“{expected}” by “{typed}”, not {rows(app)}")


def import_chinese(app):
    dialog(app).find("toggle button", "公司名称 goes to: Company")
    dialog(app).find("toggle button", "手机 goes to: Phone (Mobile)")
    go_to_check(app)
    dialog(app).find(None, "6 New")
    press_import(app, "Import 6 Rows")
    dialog(app).find(None, "6 Added")


@with_app(CHINESE)
def import_and_undo_by_key(app):
    import_chinese(app)
    dialog(app).find("button", "Show Customers").click()
    app.gone("dialog")
    count(app, "6 customers")
    search(app, "canghai", "沧海机械有限公司")
    search(app, "xhwh", "星河文化传媒（北京）有限公司")
    app.find(ENTRY, "Search customers").write("")
    app.take_keys()
    wait_for(lambda: len(rows(app)) >= 6, "all rows again")
    app.find(("tree table", "table")).find_all("table row")[0].click()
    app.keys("ctrl+z")
    count(app, "0 customers")


@with_app(CHINESE)
def import_and_undo_in_the_dialog(app):
    import_chinese(app)
    dialog(app).find("button", "Undo Import").click()
    dialog(app).find(None, "Import Taken Back")
    close(app)
    count(app, "0 customers")


@with_app(CHINESE)
def import_again(app):
    import_chinese(app)
    close(app)
    count(app, "6 customers")


@with_app()
def all_is_there_after_a_restart(app):
    count(app, "6 customers")
    search(app, "canghai", "沧海机械有限公司")


@with_app(CHINESE)
def the_same_file_says_nothing_new(app):
    go_to_check(app)
    dialog(app).find(None, "The file says nothing that is not here already.")
    assert not dialog(app).find_all("button", lambda name: name.startswith("Import"))
    close(app)


@with_app(FAULTY)
def faults_are_told_and_the_rest_is_imported(app):
    go_to_check(app)
    dialog(app).find(None, "4 With a fault")
    dialog(app).find("button", "Save Faulty Rows…")
    press_import(app, "Import 5 Rows")
    dialog(app).find(None, "4 With a fault")
    close(app)


@with_app(FAULTY)
def another_meaning_can_be_chosen(app):
    dialog(app).find("toggle button", "Note goes to: Note").click()
    entry = app.find(ENTRY, "Search what a column can hold")
    entry.write("leave")
    app.take_keys()
    wait_for(lambda: entry.has("focused"), "focus in the search")
    app.keys("Return")
    dialog(app).find("toggle button", "Note goes to: Leave out")
    close(app)


@with_app(__file__.replace("test-import.py", "no-such-file.csv"))
def a_missing_file_is_told(app):
    dialog(app).find(None, "This File Cannot Be Imported")
    dialog(app).find("button", "Choose Files…")
    close(app)


tap = Tap()
for start_fresh, name, case in [
    (True, "/ui/import/taken-back-by-ctrl-z", import_and_undo_by_key),
    (True, "/ui/import/taken-back-in-the-dialog", import_and_undo_in_the_dialog),
    (True, "/ui/import/imported", import_again),
    (False, "/ui/import/there-after-a-restart", all_is_there_after_a_restart),
    (False, "/ui/import/nothing-new-the-second-time", the_same_file_says_nothing_new),
    (True, "/ui/import/faults-are-told", faults_are_told_and_the_rest_is_imported),
    (True, "/ui/import/another-meaning", another_meaning_can_be_chosen),
    (True, "/ui/import/missing-file", a_missing_file_is_told),
]:
    if start_fresh:
        fresh()
    tap.run(name, case)
tap.finish()
