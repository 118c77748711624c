#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The import assistant: from a file on the command line to customers in the list or deals on the board, and back again."""

import csv
import os
import shutil
import sqlite3
import sys
from pathlib import Path

from gi.repository import Gio, GLib

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, wait_for  # noqa: E402

program = sys.argv[1]
samples = Path(__file__).resolve().parent.parent / "data"
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
config = Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0"
ENTRY = ("entry", "text")
CHINESE = str(samples / "csv/chinese-customers-gb18030.csv")
FAULTY = str(samples / "csv/faulty-rows.csv")


MENDED = data.parent / "faulty rows.csv"
ROWS = 60000


def write(name, text):
    """A file of its own for a test; its path."""
    path = data.parent / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


LARGE = write("large.csv", "Company,Phone,Email\n" + "".join(f"Kontor {i},+49 30 {1000000 + i},post@kontor-{i}.example\n" for i in range(ROWS)))


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


def activate(app, action, parameter):
    """An action of the window, from outside, as the desktop does it."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    owner = next(name for name in bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ListNames", None, None, 0, -1).unpack()[0]
                 if name.startswith("org.clientele."))
    bus.call_sync(owner, "/" + owner.replace(".", "/") + "/window/1", "org.gtk.Actions", "Activate",
                  GLib.Variant("(sava{sv})", (action, [parameter], {})), None, 0, -1)


def dialog(app):
    return app.find("dialog", lambda name: name in ("Import Customers", "Import Deals"))


def go_to_check(app):
    dialog(app).find("button", "Check").click()


def press_import(app, label):
    dialog(app).find("button", label).click()
    dialog(app).find("button", lambda name: name in ("Show Customers", "Show Deals"))


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
    dialog(app).find("button", "Save as CSV…")
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


# ── saved mappings ───────────────────────────────────────────────────────────────────────────

ODD = write("odd.csv", "Wer,Wie,Was\nHafenkontor,+49 30 901820,eilig\nUferwerk,+49 30 901821,ruhig\n")


KNOWN = write("known.csv", "Company,Phone\nHafenkontor,+49 30 901820\nUferwerk,+49 30 901821\n")


MAPPING_MENU = ["Save Changes", "Save As…", "As Recognised", "Rename…", "Delete"]


def mapping_menu(app, item):
    dialog(app).find("toggle button", "What can be done with the mapping").click()
    # GTK tells no names of the items.
    wait_for(lambda: len(app.find_all("menu item")) == len(MAPPING_MENU), "menu")
    app.find_all("menu item")[MAPPING_MENU.index(item)].click()


def choose_meaning(app, column, meaning):
    dialog(app).find("toggle button", lambda name: name.startswith(f"{column} goes to: ")).click()
    entry = app.find(ENTRY, "Search what a column can hold")
    entry.write(meaning)
    app.take_keys()
    wait_for(lambda: entry.has("focused"), "focus in the search")
    app.keys("Return")
    dialog(app).find("toggle button", f"{column} goes to: {meaning}")


def name_mapping(app, heading, name, button):
    question = app.find(("alert", "dialog"), heading)
    question.find(ENTRY, "Name of the mapping").write(name)
    question.find("button", button).click()


@with_app(ODD)
def a_mapping_is_saved(app):
    choose_meaning(app, "Wer", "Company")
    choose_meaning(app, "Was", "Industry")
    dialog(app).find("label", lambda name: name.startswith("Changed by hand"))
    mapping_menu(app, "Save As…")
    name_mapping(app, "Save the Mapping", "Messe", "Save")
    dialog(app).find(None, "Mapping “Messe” saved")
    dialog(app).find(None, "Messe")
    close(app)


@with_app(ODD)
def a_saved_mapping_is_taken_by_itself(app):
    dialog(app).find("label", lambda name: name.startswith("Taken by itself"))
    dialog(app).find("toggle button", "Wer goes to: Company")
    dialog(app).find("toggle button", "Was goes to: Industry")
    mapping_menu(app, "Rename…")
    name_mapping(app, "Rename the Mapping", "Messe Süd", "Rename")
    dialog(app).find(None, "Mapping renamed to “Messe Süd”")
    dialog(app).find(None, "Messe Süd")
    choose_meaning(app, "Was", "City")
    dialog(app).find("label", "Changed since “Messe Süd” was saved")
    mapping_menu(app, "Save Changes")
    dialog(app).find(None, "Mapping “Messe Süd” saved")
    close(app)


@with_app(ODD)
def a_saved_mapping_is_deleted_and_brought_back(app):
    dialog(app).find("toggle button", "Was goes to: City")
    mapping_menu(app, "Delete")
    dialog(app).find("button", "Undo").click()
    dialog(app).find("label", "Messe Süd")
    mapping_menu(app, "As Recognised")
    dialog(app).gone("toggle button", "Was goes to: City")
    close(app)


# ── several files, another file ──────────────────────────────────────────────────────────────


@with_app(CHINESE, KNOWN, str(data.parent / "missing.csv"))
def several_files_are_one_import(app):
    app.find(("alert", "dialog"), "1 File Is Left Out").find("button", "Close").click()
    dialog(app).find(None, "2 files are imported together")
    dialog(app).find("toggle button", "公司名称 goes to: Company")
    go_to_check(app)
    dialog(app).find(None, "8 New")
    press_import(app, "Import 8 Rows")
    dialog(app).find("button", "Undo Import").click()
    dialog(app).find(None, "Import Taken Back")
    close(app)
    count(app, "0 customers")


@with_app()
def a_file_that_is_handed_over_opens_the_assistant(app):
    """As one dropped on the list of customers is."""
    app.find("label", "0 customers")
    activate(app, "import-files", GLib.Variant("as", [Path(KNOWN).as_uri(), Path(CHINESE).as_uri()]))
    dialog(app).find(None, "2 files are imported together")
    dialog(app).find(None, "known.csv")
    close(app)


@with_app("--demo", CHINESE)
def the_demo_company_is_spared(app):
    question = app.find(("alert", "dialog"), "Import Into Your Own File?", deadline=120)
    question.find("button", "Into My Own File").click()
    dialog(app).find("toggle button", "公司名称 goes to: Company")
    go_to_check(app)
    press_import(app, "Import 6 Rows")
    close(app)
    count(app, "6 customers")


# ── faults and cancelling ────────────────────────────────────────────────────────────────────


@with_app(FAULTY)
def faulty_rows_are_saved(app):
    go_to_check(app)
    press_import(app, "Import 5 Rows")
    dialog(app).find("button", "Save as CSV…").click()
    app.save_as("Save Faulty Rows", MENDED)
    dialog(app).find(None, "Faulty rows saved: mend them and import that file")
    close(app)


def mend():
    """As somebody would in a spreadsheet: the cells that were wrong, and the column that says why stays."""
    rows = list(csv.reader(MENDED.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["Name", "Phone", "Note", "Problem"], rows[0]
    assert [row[0] for row in rows[1:]] == ["Bob", "Dee", "Eve", "Fay"], rows
    assert all(row[3] for row in rows[1:]), rows
    with MENDED.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([rows[0]] + [[name, phone, "mended", ""] for name, phone, *_ in rows[1:]])


@with_app(str(MENDED))
def mended_rows_are_imported(app):
    go_to_check(app)
    dialog(app).find(None, "4 New")
    press_import(app, "Import 4 Rows")
    close(app)
    count(app, "9 customers")


@with_app(LARGE)
def a_large_import_is_cancelled(app):
    dialog(app).find("button", "Check", deadline=120).click()
    dialog(app).find("button", f"Import {ROWS:,} Rows".replace(",", ""), deadline=120).click()
    dialog(app).find("label", lambda name: name.endswith(f" of {ROWS} rows") and not name.startswith("0 "), deadline=60)
    dialog(app).find("button", "Cancel").click()
    dialog(app).find(None, "Cancelled: nothing was imported", deadline=60)
    close(app)
    count(app, "0 customers")


def nothing_remains():
    connection = sqlite3.connect(f"file:{data / 'clientele.clientele'}?mode=ro", uri=True)
    try:
        for table in ("customer", "person", "contact_point", "role"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
        # The edit stands as taken back, and is neither done nor undone by anybody.
        assert connection.execute("SELECT state, undone_by = number, created FROM edit WHERE origin = 1").fetchall() == [(0, 1, 0)]
    finally:
        connection.close()


BERTHS = write("berths.csv", "Name,Email,Liegeplatz,Crew\nAlder Ltd,a@alder.example,Quay 7,12\nBirch Ltd,b@birch.example,Quay 9,3\nCedar Ltd,c@cedar.example,Quay 7,\n")


def choose_new_field(app, column, type):
    """Found by what heads the types, and taken by keys."""
    dialog(app).find("toggle button", lambda name: name.startswith(f"{column} goes to: ")).click()
    entry = app.find(ENTRY, "Search what a column can hold")
    app.take_keys()
    wait_for(lambda: entry.has("focused"), "focus in the search")
    entry.write("new custom field")
    wait_for(lambda: len(app.find_all("list item", lambda name: name.startswith(f"New Custom Field “{column}”: "))) == 12, "a row for each type")
    entry.write(type)
    wait_for(lambda: app.find_all("list item", f"New Custom Field “{column}”: {type}"), "the type")
    app.keys("Return")
    dialog(app).find("toggle button", f"{column} goes to: Custom field ({column})")


@with_app(BERTHS)
def new_custom_fields_are_made(app):
    choose_new_field(app, "Liegeplatz", "Choice from a list")
    choose_new_field(app, "Crew", "Whole number")
    go_to_check(app)
    press_import(app, "Import 3 Rows")
    dialog(app).find("button", "Show Customers").click()
    count(app, "3 customers")
    search(app, "quay 7", "Cedar Ltd")


def made_fields_are_filled():
    connection = sqlite3.connect(f"file:{data / 'clientele.clientele'}?mode=ro", uri=True)
    try:
        assert connection.execute("SELECT label, type, choices FROM custom_field ORDER BY position").fetchall() == [("Liegeplatz", "choice", "Quay 7\nQuay 9"), ("Crew", "number", None)]
        values = connection.execute("SELECT c.name, v.text, v.number FROM custom_value v JOIN customer c ON c.id = v.customer ORDER BY c.name, v.number IS NOT NULL").fetchall()
        assert values == [("Alder Ltd", "Quay 7", None), ("Alder Ltd", None, 12), ("Birch Ltd", "Quay 9", None), ("Birch Ltd", None, 3), ("Cedar Ltd", "Quay 7", None)], values
    finally:
        connection.close()


# ── calendars ────────────────────────────────────────────────────────────────────────────────

CALENDAR = write("plan.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n" + "".join(
    f"BEGIN:VEVENT\r\nUID:{i}@test\r\nSUMMARY:Fair day {i}\r\nDTSTART;VALUE=DATE:20990{i}01\r\nEND:VEVENT\r\n" for i in range(1, 4))
    + "BEGIN:VEVENT\r\nUID:9@test\r\nSUMMARY:Never\r\nDTSTART:no day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


def tasks():
    return ask("SELECT count(*) FROM task WHERE deleted = 0")[0]


@with_app(CALENDAR)
def a_calendar_is_previewed_imported_and_taken_back(app):
    calendar = app.find("dialog", "Import Calendars")
    calendar.find(None, "3 Tasks")
    calendar.find(None, "1 With a fault")
    calendar.find("list item", lambda name: name.startswith("Never"))
    assert tasks() == 0
    calendar.find("button", "Import 3 Entries").click()
    calendar.find(None, "3 Entries Imported")
    assert tasks() == 3
    calendar.find("button", "Undo Import").click()
    calendar.find(None, "Import Taken Back")
    wait_for(lambda: tasks() == 0, "no tasks")
    calendar.find("button", "Show Calendar").click()
    app.gone("dialog")
    app.find("button", "New task")


@with_app()
def a_calendar_dropped_on_the_window_is_read_as_one(app):
    app.find("button", "New task")
    activate(app, "import-files", GLib.Variant("as", [Path(CALENDAR).as_uri()]))
    calendar = app.find("dialog", "Import Calendars")
    calendar.find("button", "Import 3 Entries")
    calendar.find("button", "Back").click()
    calendar.find(None, "Bring Your Calendar")
    calendar.find("button", "Choose Files…")
    calendar.find("button", "Close").click()
    app.gone("dialog")


@with_app(CALENDAR, KNOWN)
def calendars_and_tables_come_by_themselves(app):
    dialog(app).find(None, "This File Cannot Be Imported")
    dialog(app).find("label", lambda name: name.startswith("Some of the files are calendars."))
    close(app)


# ── deals ────────────────────────────────────────────────────────────────────────────────────

DEALS = str(samples / "deals/pipedrive.csv")
OWN_WORDS = write("vorhaben.csv", "Vorhaben,Customer,Stage,Amount\nTen desks,Harbour Office,Lead,1200\nOffice move,Harbour Office,Offer,no idea\n")
MANY_DEALS = write("many deals.csv", "deal,customer,pipeline,stage,moved_at,amount\n" + "".join(f"Deal {i},Kontor {i % 997},Sales,Lead,2026-01-05,{i}\n" for i in range(ROWS)))


def ask(sql):
    connection = sqlite3.connect(f"file:{data / 'clientele.clientele'}?mode=ro", uri=True)
    try:
        return connection.execute(sql).fetchone()
    finally:
        connection.close()


def show_deals(app):
    app.take_keys()
    app.keys("ctrl+3")


@with_app(DEALS)
def deals_are_recognised_imported_and_taken_back(app):
    app.find("dialog", "Import Deals")
    for column in ("Deal - Title goes to: Deal", "Deal - Value goes to: Amount", "Deal - Total activities goes to: Leave out"):
        dialog(app).find("toggle button", column)
    assert not dialog(app).find_all("label", "Phone number"), "rules of customers"
    go_to_check(app)
    dialog(app).find(None, "3 New")
    assert ask("SELECT count(*) FROM deal") == (0,)
    press_import(app, "Import 3 Rows")
    dialog(app).find(None, "3 Added")
    dialog(app).find("button", "Show Deals").click()
    app.gone("dialog")
    app.find("list item", lambda name: name.startswith("Fennel deal, "))
    app.take_keys()
    app.keys("ctrl+z")
    app.find("button", "Begin with the Usual Stages")
    wait_for(lambda: ask("SELECT (SELECT count(*) FROM deal WHERE deleted = 0) + (SELECT count(*) FROM stage WHERE deleted = 0)") == (0,), "nothing left")


@with_app()
def deals_are_asked_for_from_their_page(app):
    app.find("list item", "Start Fresh").click()
    count(app, "0 customers")
    show_deals(app)
    app.find("button", "Begin with the Usual Stages")
    app.find("button", "Import Deals…").click()
    app.find("dialog", "Import Deals").find("label", "Bring Your Deals")
    close(app)
    app.find("button", "Begin with the Usual Stages").click()
    app.find("button", "New Deal")
    app.find("button", "Import Deals…").click()
    app.find("dialog", "Import Deals").find("label", "Bring Your Deals")
    close(app)


@with_app(OWN_WORDS)
def columns_of_deals_can_be_chosen(app):
    """Nothing says yet that they are deals: a person does, and then what names them."""
    app.find("dialog", "Import Customers")
    dialog(app).find("combo box", lambda name: name.startswith("The file holds")).click()
    app.find("list item")
    app.take_keys()
    app.keys("Down", "Return")
    app.find("dialog", "Import Deals")
    dialog(app).find("label", "Choose the column that holds the names of the deals")
    assert not dialog(app).find("button", "Check").has("sensitive")
    choose_meaning(app, "Vorhaben", "Deal")
    go_to_check(app)
    dialog(app).find(None, "1 With a fault")
    press_import(app, "Import 1 Row")
    dialog(app).find("button", "Save as CSV…")
    dialog(app).find("button", "Undo Import").click()
    dialog(app).find(None, "Import Taken Back")
    close(app)
    assert ask("SELECT count(*) FROM deal WHERE deleted = 0") == (0,)


@with_app(MANY_DEALS)
def a_large_import_of_deals_is_cancelled(app):
    dialog(app).find("button", "Check", deadline=120).click()
    dialog(app).find("button", f"Import {ROWS:,} Rows".replace(",", ""), deadline=120).click()
    dialog(app).find("label", lambda name: name.endswith(f" of {ROWS} rows") and not name.startswith("0 ") or name == "Finishing…", deadline=60)
    dialog(app).find("button", "Cancel").click()
    dialog(app).find(None, "Cancelled: nothing was imported", deadline=60)
    close(app)
    for table in ("deal", "customer", "pipeline", "stage", "stage_move"):
        assert ask(f"SELECT count(*) FROM {table}") == (0,), table


tap = Tap()
wanted = sys.argv[2:]
for start_fresh, name, case in [
    (True, "/ui/import/taken-back-by-ctrl-z", import_and_undo_by_key),
    (True, "/ui/import/taken-back-in-the-dialog", import_and_undo_in_the_dialog),
    (True, "/ui/import/imported", import_again),
    (False, "/ui/import/there-after-a-restart", all_is_there_after_a_restart),
    (False, "/ui/import/nothing-new-the-second-time", the_same_file_says_nothing_new),
    (True, "/ui/import/faults-are-told", faults_are_told_and_the_rest_is_imported),
    (True, "/ui/import/another-meaning", another_meaning_can_be_chosen),
    (True, "/ui/import/missing-file", a_missing_file_is_told),
    (True, "/ui/import/mapping/saved", a_mapping_is_saved),
    (False, "/ui/import/mapping/taken-by-itself", a_saved_mapping_is_taken_by_itself),
    (False, "/ui/import/mapping/deleted-and-brought-back", a_saved_mapping_is_deleted_and_brought_back),
    (True, "/ui/import/new-custom-fields/made", new_custom_fields_are_made),
    (False, "/ui/import/new-custom-fields/filled", made_fields_are_filled),
    (True, "/ui/import/several-files", several_files_are_one_import),
    (False, "/ui/import/handed-over", a_file_that_is_handed_over_opens_the_assistant),
    (True, "/ui/import/demo-is-spared", the_demo_company_is_spared),
    (True, "/ui/import/faulty-rows/saved", faulty_rows_are_saved),
    (False, "/ui/import/faulty-rows/have-reasons", mend),
    (False, "/ui/import/faulty-rows/mended", mended_rows_are_imported),
    (True, "/ui/import/cancelled", a_large_import_is_cancelled),
    (False, "/ui/import/cancelled-leaves-nothing", nothing_remains),
    (True, "/ui/import/calendars/previewed-imported-taken-back", a_calendar_is_previewed_imported_and_taken_back),
    (False, "/ui/import/calendars/dropped", a_calendar_dropped_on_the_window_is_read_as_one),
    (True, "/ui/import/calendars/by-themselves", calendars_and_tables_come_by_themselves),
    (True, "/ui/import/deals/recognised-imported-taken-back", deals_are_recognised_imported_and_taken_back),
    (True, "/ui/import/deals/from-their-page", deals_are_asked_for_from_their_page),
    (True, "/ui/import/deals/columns-chosen", columns_of_deals_can_be_chosen),
    (True, "/ui/import/deals/cancelled", a_large_import_of_deals_is_cancelled),
]:
    if wanted and not any(part in name for part in wanted):
        continue
    if start_fresh:
        fresh()
    tap.run(name, case)
tap.finish()
