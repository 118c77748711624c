#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame: first run, the demo company, the palette, undo, keys, narrow windows, files that cannot be opened."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, drag, geometry, held, mouse, visible_windows, wait_for  # noqa: E402

program = sys.argv[1]
samples = Path(__file__).resolve().parent.parent / "data"
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
config = Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0"
SLOW = "CLIENTELE_SANITIZED" in os.environ
ENTRY = ("entry", "text")
DEMO_BANNER = "You are looking at a demo company"


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


def own_file():
    return data / "clientele.clientele"


def ask(sql):
    """The first row of the demo company's answer."""
    connection = sqlite3.connect(f"file:{data / 'demo.clientele'}?mode=ro", uri=True)
    try:
        return connection.execute(sql).fetchone()
    finally:
        connection.close()


# ── the first run ────────────────────────────────────────────────────────────────────────────


@with_app()
def first_run(app):
    app.find("list item", "Explore the Demo Company")
    app.find("list item", "Start Fresh")
    assert not data.exists() or not any(data.glob("*.clientele")), "a file was made before anybody asked for one"


@with_app()
def explore_demo(app):
    app.find("list item", "Explore the Demo Company").click()
    app.find(None, DEMO_BANNER)
    assert (data / "demo.clientele").exists() and not own_file().exists()


@with_app()
def demo_comes_back(app):
    app.find(None, DEMO_BANNER)


@with_app()
def leave_demo(app):
    app.find("button", "Start with Your Own Data").click()
    app.gone(None, DEMO_BANNER)
    app.find("button", "Import Customers…") # what an empty file has, and none that is still being opened
    app.find(None, "Only on this computer")
    wait_for(own_file().exists, "file of one's own")


@with_app()
def own_comes_back(app):
    app.find(None, "Only on this computer")
    assert not app.find_all(None, DEMO_BANNER)
    assert not app.find_all("list item", "Start Fresh")


@with_app()
def start_fresh(app):
    app.find("list item", "Start Fresh").click()
    app.find(None, "Only on this computer")
    wait_for(own_file().exists, "file of one's own")


@with_app()
def start_join(app):
    app.find("list item", "Join Your Team’s Server…").click()
    dialog = app.find("dialog", "Join Your Team’s Server")
    wait_for(own_file().exists, "file of one's own")
    dialog.find(ENTRY, "Address or Invitation").write("not an address at all")
    dialog.find("button", "Continue").click()
    dialog.find("label", lambda name: "not an address at all" in name)
    app.take_keys()
    app.keys("Escape")
    app.gone("dialog")
    app.find(None, "Only on this computer")


def open_files(app):
    app.take_keys()
    app.keys("ctrl+o")
    return app.find("dialog", "Files")


@with_app()
def makes_a_file(app):
    dialog = open_files(app)
    dialog.find("list item", "My Own File")
    dialog.find(ENTRY, "New File").click_on()
    app.type("clientele")
    app.keys("Return")
    dialog.find("label", lambda name: name.startswith("There is a file “clientele” already."))
    app.keys("ctrl+a")
    app.type("Trade Fair 2026")
    app.keys("Return")
    app.gone("dialog", "Files")
    wait_for((data / "Trade Fair 2026.clientele").exists, "new file")


@with_app()
def goes_between_files(app):
    """The one shown last comes back, and the other is a row away."""
    dialog = open_files(app)
    row = dialog.find("list item", "Trade Fair 2026")
    row.find(None, "Open now")
    dialog.find("list item", "My Own File").click()
    app.gone("dialog", "Files")
    wait_for(lambda: open_files(app).find("list item", "My Own File").find(None, "Open now"), "own file shown")


@with_app()
def start_import(app):
    app.find("list item", "Import Customers…").click()
    app.find("dialog")
    wait_for(own_file().exists, "file of one's own")
    app.take_keys()
    app.keys("Escape")
    app.gone("dialog")


@with_app()
def start_drop(app):
    """A file from a file manager says how to begin."""
    app.find("list item", "Start Fresh")
    with held("window", samples / "csv/chinese-customers-gb18030.csv") as holder:
        window = geometry(visible_windows(app.process.pid)[0])
        drag(holder, window["X"] + window["WIDTH"] // 2, window["Y"] + window["HEIGHT"] // 2)
        app.find(None, "Import Customers")
        mouse("mouseup", 1)
        dialog = app.find("dialog", "Import Customers")
        dialog.find("button", "Check")
    wait_for(own_file().exists, "file of one's own")
    app.take_keys()
    app.keys("Escape")
    app.gone("dialog", "Import Customers")


# ── the end ──────────────────────────────────────────────────────────────────────────────────


def quits_behind(keys, title):
    def run():
        app = App(program, "--demo")
        try:
            app.find(None, DEMO_BANNER)
            app.take_keys()
            app.keys(keys)
            app.find("dialog", title)
            wait_for(app.focused, "focus in the dialog")
            app.keys("ctrl+q")
            assert app.ended() == 0
        finally:
            app.kill()
    return run


def quit_asks():
    """What is typed is not thrown away by a key; and whoever means it gets through."""
    app = App(program, "--demo")
    try:
        ask_and_quit(app)
    finally:
        app.kill()


def ask_and_quit(app):
    app.find(None, DEMO_BANNER)
    app.take_keys()
    app.keys("ctrl+n")
    dialog = app.find("dialog", "New Customer")
    wait_for(lambda: (at := app.focused()) and at.role in ENTRY, "focus in the dialog")
    app.type("Old Harbour")
    app.keys("ctrl+q")
    app.find(None, "What was typed in “New Customer” is not saved yet.")
    app.keys("ctrl+q")
    app.keys("Escape")
    app.gone(None, "What was typed in “New Customer” is not saved yet.")
    assert dialog.find_all(ENTRY, None) and app.process.poll() is None
    app.keys("ctrl+q")
    app.find("button", "Quit").click()
    assert app.ended() == 0


# ── the palette ──────────────────────────────────────────────────────────────────────────────


def open_palette(app):
    app.find(None, DEMO_BANNER)
    app.take_keys()
    app.keys("ctrl+k")
    entry = app.find("dialog", "Search and Commands").find(ENTRY, "Search and Commands")
    wait_for(lambda: entry.has("focused"), "focus in the palette")
    return entry


def results(app):
    lists = app.find_all("list", "Results")
    return [node.name for node in lists[0].children if node.role == "list item"] if lists else []


def wait_for_results(app, fits, what):
    wait_for(lambda: fits(results(app)), what)


@with_app("--demo")
def palette_finds(app):
    entry = open_palette(app)
    customer = ask("SELECT name, phone FROM customer WHERE deleted = 0 AND phone IS NOT NULL ORDER BY rowid LIMIT 1")
    for typed in (customer[0], customer[1]):
        entry.write(typed)
        wait_for_results(app, lambda names: customer[0] in names, f"“{customer[0]}” by “{typed}”")
    entry.write("zzzzqqqq")
    app.find(None, "Nothing Found")
    app.keys("Escape")
    app.gone("dialog", "Search and Commands")


@with_app("--demo")
def palette_runs_commands(app):
    entry = open_palette(app)
    app.type("keyb short")
    wait_for_results(app, lambda names: names == ["Keyboard Shortcuts"], "the one command with both words")
    assert entry.text == "keyb short"
    app.keys("Return")
    app.gone("dialog", "Search and Commands")
    wait_for(lambda: len(list(app.root.children)) == 2, "shortcuts window")
    app.take_keys()
    app.keys("Escape")
    wait_for(lambda: len(list(app.root.children)) == 1, "end of the shortcuts window")


@with_app("--demo")
def palette_opens_records(app):
    open_palette(app)
    app.type("5550")
    wait_for_results(app, lambda names: len(names) > 2, "several records")
    second = results(app)[1]
    app.keys("Down", "Return")
    app.gone("dialog", "Search and Commands")
    wait_for(lambda: second in app.window.name or app.find_all(None, second), f"profile of “{second}”")


@with_app("--demo")
def palette_toggles(app):
    open_palette(app)
    app.keys("ctrl+k")
    app.gone("dialog", "Search and Commands")


# ── undo ─────────────────────────────────────────────────────────────────────────────────────


def open_preferences(app):
    app.find(None, "Only on this computer")
    app.take_keys()
    app.keys("ctrl+comma")
    return app.find("dialog", "Preferences")


def user_name(app):
    entry = open_preferences(app).find(ENTRY, "Your Name")
    entry.click_on()
    wait_for(lambda: entry.has("focused"), "focus in the entry")
    return entry


@with_app("--demo")
def undo_anything(app):
    entry = user_name(app)
    before = entry.text
    app.keys("ctrl+a")
    app.type("Wen Lin")
    app.keys("Return")
    wait_for(lambda: ask("SELECT 1 FROM user WHERE name = 'Wen Lin'"), "name in the file")
    app.keys("Escape")
    app.gone("dialog", "Preferences")
    app.keys("ctrl+k")
    assert app.find("dialog", "Search and Commands").find("list item", "Undo").description == "Change your name"
    app.keys("Escape")
    app.gone("dialog", "Search and Commands")
    app.keys("ctrl+z")
    if SLOW: # a toast is gone before it is found
        wait_for(lambda: ask(f"SELECT 1 FROM user WHERE name = '{before}'"), "name of before in the file")
        app.keys("ctrl+shift+z")
    else:
        app.find(None, "Undid “Change your name”")
        assert ask(f"SELECT 1 FROM user WHERE name = '{before}'")
        app.find("button", "Redo").click()
        app.find(None, "Redid “Change your name”")
    entry = user_name(app)
    wait_for(lambda: entry.text == "Wen Lin", "name brought back")
    app.keys("Escape")


@with_app("--demo")
def undo_in_entry(app):
    """In an entry the keys take back typing, not the last edit of the file."""
    entry = user_name(app)
    name = entry.text
    app.keys("End")
    app.type("xyz")
    wait_for(lambda: entry.text == name + "xyz", "typed text")
    app.keys("ctrl+z")
    wait_for(lambda: entry.text == name, "text without what was typed")
    assert not app.find_all(None, lambda text: text.startswith("Undid"))
    app.keys("Escape")


# ── the window ───────────────────────────────────────────────────────────────────────────────


def sidebar_shows(app):
    return bool(app.find_all("list", "Pages"))


@with_app("--demo")
def sidebar_hides(app):
    app.find("list", "Pages")
    app.take_keys()
    app.keys("F9")
    app.gone("list", "Pages")


@with_app("--demo")
def sidebar_stays_hidden(app):
    app.find(None, DEMO_BANNER)
    assert not sidebar_shows(app)
    app.take_keys()
    app.keys("F9")
    app.find("list", "Pages")


@with_app("--demo")
def pages_by_keys(app):
    """Whoever goes by a key has the page's keys; whoever goes through the sidebar's rows stays in it."""
    app.find("list", "Pages").find("list item", "Customers")
    app.take_keys()
    wait_for(lambda: (at := app.focused()) and at.name == "Customers", "focus on the row of the page")
    app.keys("ctrl+1")
    wait_for(lambda: (at := app.focused()) and at.parent.name == "Overdue", "focus on what is overdue")
    app.keys("ctrl+2")
    wait_for(lambda: (at := app.focused()) and at.role == "table row", "focus on a customer")
    app.find("list", "Pages").find("list item", "Surveys").click_on()
    app.find(None, lambda name: name.startswith("Surveys – "))
    wait_for(lambda: (at := app.focused()) and at.name == "Surveys" and at.role == "list item", "focus still in the sidebar")
    app.keys("Up")
    app.find(None, lambda name: name.startswith("Deals – "))
    wait_for(lambda: (at := app.focused()) and at.name == "Deals" and at.role == "list item", "focus still in the sidebar")


@with_app("--demo")
def narrow(app):
    app.find("list", "Pages")
    app.take_keys()
    app.resize(360, 700)
    app.gone("list", "Pages")
    app.keys("alt+Left")
    app.find("list", "Pages")
    app.keys("ctrl+2")
    app.gone("list", "Pages")
    app.keys("F10")
    app.find("menu", "Main Menu").find("menu item")
    app.keys("Escape")
    app.gone("menu", "Main Menu")
    app.resize(1280, 800)
    app.find("list", "Pages")


@with_app("--demo")
def one_instance(app):
    app.find(None, DEMO_BANNER)
    other = data / "other.clientele"
    second = subprocess.run([program, "--db", str(other)], timeout=30)
    assert second.returncode == 0
    app.gone(None, DEMO_BANNER)
    wait_for(other.exists, "the other file")


# ── files that cannot be opened ──────────────────────────────────────────────────────────────


def damage():
    for suffix in ("-wal", "-shm"):
        Path(str(own_file()) + suffix).unlink(missing_ok=True)
    with own_file().open("r+b") as file:
        file.write(b"This is not a database. " * 200)


@with_app()
def damaged_file(app):
    app.find(None, "The File Is Damaged")
    app.find("button", "Try Again")
    assert not app.find_all("button", lambda name: name.startswith("Restore"))


@with_app()
def restored_file(app):
    app.find(None, "The File Is Damaged")
    app.find("button", lambda name: name.startswith("Restore the Backup of")).click()
    app.find(None, "Only on this computer")


@with_app()
def newer_file(app):
    app.find(None, lambda name: name.startswith("Nothing can be changed here"))
    app.take_keys()
    app.keys("ctrl+k")
    app.find("dialog", "Search and Commands")
    wait_for_results(app, lambda names: "Preferences" in names, "commands")
    assert "New" not in results(app), "a read-only file offers to make something new"
    app.keys("Escape")


def make_backup():
    folder = data / "backups"
    folder.mkdir(exist_ok=True)
    shutil.copy(own_file(), folder / "clientele.clientele-20260102T030405.000000-hourly.clientele")


def settle_file():
    """What is in the write-ahead log goes into the file, so that a copy of it is whole."""
    connection = sqlite3.connect(own_file())
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def make_newer():
    connection = sqlite3.connect(own_file())
    connection.execute("PRAGMA user_version = 9999")
    connection.close()


@with_app("--demo")
def narrow_keys(app):
    """From the list of pages, where it is a page of its own, Ctrl+F comes to the search; F10 and Escape go there and back."""
    app.find(None, DEMO_BANNER)
    app.take_keys()
    app.resize(400, 720)
    app.keys("alt+Left")
    wait_for(lambda: not app.find_all(ENTRY, "Search customers"), "list of pages alone")
    app.keys("ctrl+f")
    entry = app.find(ENTRY, "Search customers")
    wait_for(lambda: entry.has("focused"), "focus in the search")
    app.type("ash")
    wait_for(lambda: entry.text == "ash", "typed text")
    app.keys("Escape")
    wait_for(lambda: entry.text == "", "empty search")
    app.keys("Escape")
    wait_for(lambda: (at := app.focused()) and at.role in ("list", "list item"), "focus in the list")
    app.keys("F10")
    app.find("menu item")
    app.keys("Escape")
    app.gone("menu item")
    app.keys("ctrl+f")
    wait_for(lambda: app.find(ENTRY, "Search customers").has("focused"), "focus in the search again")
    all_named(app)
    app.keys("ctrl+n")
    app.find("dialog", "New Customer")
    wait_for(lambda: (at := app.focused()) and at.name == "Name", "focus in the name")
    app.keys("Escape")
    app.gone("dialog", "New Customer")
    app.resize(1280, 800)


# ── for everybody ────────────────────────────────────────────────────────────────────────────

CONTROLS = ("button", "toggle button", "entry", "text", "check box", "combo box", "list item", "link", "slider", "switch")


def nameless(app):
    """What a combo box shows of its choice is named by the box itself."""
    return [node for node in app.root.look()
            if node.role in CONTROLS and not node.name and node.has("focusable") and node.has("showing") and "combo box" not in node.whereabouts]


def all_named(app):
    left = nameless(app)
    assert not left, f"{len(left)} without a name: {[node.whereabouts for node in left]}"


@with_app()
def start_is_named(app):
    app.find("list item", "Start Fresh")
    all_named(app)


@with_app("--demo")
def window_is_named(app):
    app.find(None, DEMO_BANNER)
    all_named(app)
    open_palette(app)
    all_named(app)
    app.keys("Escape")
    app.gone("dialog", "Search and Commands")
    open_preferences(app)
    all_named(app)
    app.keys("Escape")


def version():
    result = subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True, timeout=30, check=True)
    assert result.stdout.startswith("Clientele "), result.stdout


# The sanitizers make a run of the program take most of a minute: under them these show the most of it.
SANITIZED = (explore_demo, leave_demo, palette_opens_records, undo_anything, start_fresh, restored_file)
tap = Tap()


def run(name, test):
    if not SLOW or test in SANITIZED:
        tap.run(name, test)


fresh()
run("frame/start/all-controls-have-names", start_is_named)
run("frame/start/first-run-offers-ways-to-begin", first_run)
run("frame/start/demo-company-has-its-own-file-and-a-banner", explore_demo)
run("frame/start/demo-comes-back-next-time", demo_comes_back)
run("frame/start/one-click-leaves-the-demo", leave_demo)
run("frame/start/own-file-comes-back-next-time", own_comes_back)
fresh()
run("frame/start/import-begins-a-file-and-asks-for-another", start_import)
fresh()
run("frame/start/dropped-files-begin-an-import", start_drop)
fresh()
run("frame/start/join-begins-a-file-and-asks-for-the-server", start_join)
fresh()
run("frame/start/fresh-makes-an-empty-file", start_fresh)
run("frame/files/new-ones-have-names", makes_a_file)
run("frame/files/one-goes-between-them", goes_between_files)
run("frame/palette/finds-by-name-and-phone", palette_finds)
run("frame/palette/runs-commands", palette_runs_commands)
run("frame/palette/arrows-and-enter-open-a-record", palette_opens_records)
run("frame/palette/its-keys-close-it", palette_toggles)
run("frame/undo/names-what-it-takes-back", undo_anything)
run("frame/undo/an-entry-takes-back-typing-first", undo_in_entry)
run("frame/window/f9-hides-the-sidebar", sidebar_hides)
run("frame/window/the-sidebar-stays-hidden-next-time", sidebar_stays_hidden)
run("frame/window/pages-by-keys", pages_by_keys)
run("frame/window/narrow-has-one-column", narrow)
run("frame/window/narrow-keys", narrow_keys)
run("frame/end/behind-the-palette", quits_behind("ctrl+k", "Search and Commands"))
run("frame/end/behind-the-preferences", quits_behind("ctrl+comma", "Preferences"))
run("frame/end/behind-an-empty-form", quits_behind("ctrl+n", "New Customer"))
run("frame/end/asks-where-something-is-typed", quit_asks)
run("frame/window/one-instance-takes-the-next-file", one_instance)
run("frame/window/all-controls-have-names", window_is_named)
fresh()
run("frame/file/start", start_fresh)
settle_file()
shutil.copy(own_file(), data / "keep")
shutil.rmtree(data / "backups", ignore_errors=True)  # a slow run has made some by now
damage()
run("frame/file/damage-is-said", damaged_file)
shutil.copy(data / "keep", own_file())
make_backup()
damage()
run("frame/file/damage-offers-the-newest-sound-backup", restored_file)
fresh()
run("frame/file/start-again", start_fresh)
make_newer()
run("frame/file/newer-can-be-read-only", newer_file)
run("frame/version", version)
tap.finish()
