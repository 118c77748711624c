#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files kept with a customer: pasted, renamed, removed, brought back, there after a restart, told when missing."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, drag, held, mouse, visible_windows, wait_for  # noqa: E402

program = sys.argv[1]
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
config = Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0"
cache = Path(os.environ["XDG_CACHE_HOME"]) / "clientele"
sources = Path(os.environ["HOME"]) / "sources"
stored = data / "demo.clientele-files"
ENTRY = ("entry", "text")
DEMO_BANNER = "You are looking at a demo company"


def fresh():
    """As on a computer that never saw the program, with a few files of the user's."""
    for folder in (data, config, cache, sources):
        shutil.rmtree(folder, ignore_errors=True)
    sources.mkdir()
    (sources / "quote.txt").write_text("A quote")
    (sources / "平面图.txt").write_text("A plan")
    (sources / "folder").mkdir()


def ask(sql, *arguments):
    connection = sqlite3.connect(f"file:{data / 'demo.clientele'}?mode=ro", uri=True)
    try:
        return connection.execute(sql, arguments).fetchall()
    finally:
        connection.close()


def kept():
    return [name for name, in ask("SELECT name FROM attachment WHERE deleted = 0 ORDER BY rowid DESC")]


def open_profile(app):
    """Of the first customer whose name no other has, by the palette."""
    app.find(None, DEMO_BANNER)
    name = ask("SELECT name FROM customer c WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM customer o WHERE o.name = c.name AND o.rowid <> c.rowid) ORDER BY rowid")[0][0]
    app.take_keys()
    app.keys("ctrl+k")
    app.find("dialog", "Search and Commands").find(ENTRY, "Search and Commands").write(name)
    app.find("list", "Results").find("list item", name)
    app.keys("Return")
    app.gone("dialog", "Search and Commands")
    app.find(ENTRY, "What happened?")


def with_profile(test):
    def run():
        app = App(program, "--demo")
        try:
            open_profile(app)
            # With two columns the files stand before the line that has the focus.
            app.resize(1000, 760)
            test(app)
            app.quit()
        finally:
            app.kill()
    return run


def rows(app):
    lists = app.find_all("list", "Files")
    return [row.name.split(",")[0] for row in lists[0].find_all("list item")] if lists else []


def wait_for_rows(app, *names):
    wait_for(lambda: rows(app) == list(names), f"files {names}, not {rows(app)}")


def row(app, name):
    return app.find("list", "Files").find("list item", lambda text: text.startswith(name + ","))


def step_until(app, key, look, what):
    """Presses a key, as Tab, until the focus is where it should be."""
    app.take_keys()
    for _ in range(200):
        if look():
            return
        before = app.focused()
        app.keys(key)
        wait_for(lambda: not before or not before.has("focused"), "another focus")
    raise AssertionError(f"{key} never leads to {what}")


def focus_button(app):
    button = app.find("button", "Add Files")
    step_until(app, "shift+Tab", lambda: button.has("focused"), "the button for files")


def in_files(app):
    return any(node.has("focused") for node in app.find("list", "Files").find_all("list item"))


def focus(app, name):
    if not in_files(app):
        focus_button(app)
        step_until(app, "Tab", lambda: in_files(app), "the files")
    key = "Up" if rows(app).index(name) == 0 else "Down"
    step_until(app, key, lambda: row(app, name).has("focused"), name)


def paste(app):
    """By key, with the focus where a text would not be pasted."""
    focus_button(app)
    app.keys("ctrl+v")


@with_profile
def pasted_files_are_kept(app):
    assert rows(app) == []
    with held("clipboard", sources / "quote.txt", sources / "平面图.txt"):
        paste(app)
        wait_for_rows(app, "平面图.txt", "quote.txt")
    assert sorted(path.read_text() for path in stored.rglob("*") if path.is_file()) == ["A plan", "A quote"]


@with_profile
def dropped_file_is_kept(app):
    (sources / "dropped.txt").write_text("Dropped")
    line = app.find(ENTRY, "What happened?")
    with held("window", sources / "dropped.txt") as holder:
        drag(holder, *line.settle())
        app.find(None, lambda name: name.startswith("Drop to keep with "))
        mouse("mouseup", 1)
        wait_for_rows(app, "dropped.txt", "平面图.txt", "quote.txt")
    assert line.text == "", f"the path was dropped into the line: {line.text}"
    app.gone(None, lambda name: name.startswith("Drop to keep with "))
    app.keys("ctrl+z")
    wait_for_rows(app, "平面图.txt", "quote.txt")


@with_profile
def there_after_a_restart(app):
    wait_for_rows(app, "平面图.txt", "quote.txt")


@with_profile
def renamed_by_key_and_undone(app):
    focus(app, "quote.txt")
    app.keys("F2")
    entry = app.find(ENTRY, "File name")
    wait_for(lambda: entry.has("focused"), "focus in the name")
    app.keys("Delete")  # all but the ending is selected
    wait_for(lambda: entry.text == ".txt", f".txt, not {entry.text}")
    entry.write("a/b")
    app.keys("Return")
    app.find(None, "The name of a file cannot contain “/”.")
    entry.write("offer 2026.txt")
    app.keys("Return")
    app.gone(ENTRY, "File name")
    wait_for_rows(app, "平面图.txt", "offer 2026.txt")
    app.keys("ctrl+z")
    wait_for_rows(app, "平面图.txt", "quote.txt")


@with_profile
def removed_by_key_and_brought_back(app):
    focus(app, "quote.txt")
    app.keys("Delete")
    wait_for_rows(app, "平面图.txt")
    wait_for(lambda: row(app, "平面图.txt").has("focused"), "focus on what is left")
    app.keys("ctrl+z")
    wait_for_rows(app, "平面图.txt", "quote.txt")
    focus(app, "平面图.txt")
    app.keys("Delete")
    wait_for_rows(app, "quote.txt")
    app.keys("Delete")
    wait_for(lambda: rows(app) == [], "no files")
    wait_for(lambda: app.find("button", "Add Files").has("focused"), "focus on the button")
    app.keys("ctrl+z")
    app.keys("ctrl+z")
    wait_for_rows(app, "平面图.txt", "quote.txt")


@with_profile
def menu_by_key_removes(app):
    focus(app, "quote.txt")
    app.keys("shift+F10")
    # A menu's items have no names here: Open, Save a Copy, Rename, Remove.
    wait_for(lambda: len(app.find_all("menu item")) == 4, "menu of four")
    app.find_all("menu item")[3].click()
    wait_for_rows(app, "平面图.txt")
    app.keys("ctrl+z")
    wait_for_rows(app, "平面图.txt", "quote.txt")


@with_profile
def opened_copy_has_its_name(app):
    focus(app, "平面图.txt")
    app.keys("Return")
    copies = wait_for(lambda: [path for path in (cache / "lent").rglob("平面图.txt") if not path.stat().st_mode & 0o222], "copy that is lent")
    assert copies[0].read_text() == "A plan"


@with_profile
def what_is_no_file_is_told(app):
    with held("clipboard", sources / "folder"):
        paste(app)
        app.find(None, lambda name: "“folder” is a folder" in name)
    wait_for_rows(app, "平面图.txt", "quote.txt")


@with_profile
def damaged_file_is_told(app):
    for path in stored.rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            path.write_text("damaged")
    focus(app, "平面图.txt")
    app.keys("Return")
    app.find("alert", "The File Is Damaged")
    app.keys("Escape")
    app.gone("alert", "The File Is Damaged")


@with_profile
def nothing_to_paste_is_told(app):
    paste(app)
    app.find(None, "There are no files in the clipboard")


tap = Tap()
fresh()
for name, case in [
    ("/ui/files/pasted", pasted_files_are_kept),
    ("/ui/files/dropped", dropped_file_is_kept),
    ("/ui/files/there-after-a-restart", there_after_a_restart),
    ("/ui/files/renamed", renamed_by_key_and_undone),
    ("/ui/files/removed", removed_by_key_and_brought_back),
    ("/ui/files/menu", menu_by_key_removes),
    ("/ui/files/opened", opened_copy_has_its_name),
    ("/ui/files/no-file", what_is_no_file_is_told),
    ("/ui/files/nothing-to-paste", nothing_to_paste_is_told),
    ("/ui/files/damaged", damaged_file_is_told),
]:
    tap.run(name, case)
tap.finish()
