#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The export dialog: what is selected, found, or all, in every format; a toast that offers the folder; and back again."""

import csv
import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, wait_for  # noqa: E402

program = sys.argv[1]
samples = Path(__file__).resolve().parent.parent / "data"
folder = Path(os.environ["XDG_DATA_HOME"])
data = folder / "clientele"
ENTRY = ("entry", "text")
CUSTOMERS = str(samples / "csv/chinese-customers-gb18030.csv")


def with_app(*arguments):
    """Gives the test a running program, and looks at how it ends."""
    def wrap(test):
        def run():
            app = App(program, *arguments)
            try:
                test(app)
                app.quit()
            finally:
                app.kill()
        return run
    return wrap


def write(app, format, name, which=None):
    """From Ctrl+E to the toast; the file that was written."""
    path = folder / name
    app.take_keys()
    app.keys("ctrl+e")
    dialog = app.find("dialog", "Export Customers")
    if which:
        dialog.find("radio button", which).click()
    dialog.find("radio button", format).click()
    dialog.find("button", "Save As…").click()
    chooser = wait_for(lambda: next((node for node in app.root.children if node.find_all(ENTRY, "Name:")), None), "file dialog")
    assert chooser.find(ENTRY, "Name:").text == "customers" + path.suffix, "the ending of the format"
    chooser.find(ENTRY, "Name:").write(str(path))
    chooser.find("button", "Save").click()
    app.find(None, lambda text: text.endswith(f"written to “{name}”"))
    app.find("button", "Open Folder")
    app.gone("dialog", "Export Customers")
    return path


def read_table(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@with_app(CUSTOMERS)
def customers_are_brought(app):
    dialog = app.find("dialog", "Import Customers")
    dialog.find("button", "Check").click()
    dialog.find("button", "Import 6 Rows").click()
    dialog.find("button", "Show Customers").click()
    app.find("label", "6 customers")


@with_app()
def every_format_holds_all(app):
    app.find("label", "6 customers")
    assert len(read_table(write(app, "Table as text (CSV)", "all.csv"))) == 6
    with zipfile.ZipFile(write(app, "Excel workbook (XLSX)", "all.xlsx")) as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 7
    assert write(app, "Address book (vCard)", "all.vcf").read_text(encoding="utf-8").count("BEGIN:VCARD") >= 6
    assert len(json.loads(write(app, "JSON", "all.json").read_text(encoding="utf-8"))) == 6


@with_app()
def what_is_found_goes_out(app):
    app.find("label", "6 customers")
    app.find(ENTRY, "Search customers").write("canghai")
    app.find("label", "1 of 6 customers")
    found = read_table(write(app, "Table as text (CSV)", "found.csv"))
    assert [row["name"] for row in found] == ["沧海机械有限公司"], found
    assert len(read_table(write(app, "Table as text (CSV)", "found-all.csv", "All customers"))) == 6


@with_app()
def what_is_selected_goes_out(app):
    app.find("label", "6 customers")
    app.take_keys()
    app.keys("ctrl+f")
    wait_for(lambda: app.find(ENTRY, "Search customers").has("focused"), "focus in the search")
    app.keys("Down")
    app.keys("shift+Down", "shift+Down")
    app.find("label", "3 of 6 selected")
    assert len(read_table(write(app, "Table as text (CSV)", "selected.csv"))) == 3
    assert len(json.loads(write(app, "JSON", "selected.json", "Selected").read_text(encoding="utf-8"))) == 3


@with_app()
def cancel_closes_and_writes_nothing(app):
    app.find("label", "6 customers")
    before = sorted(folder.iterdir())
    app.take_keys()
    app.keys("ctrl+e")
    app.find("dialog", "Export Customers").find("button", "Cancel").click()
    app.gone("dialog", "Export Customers")
    assert sorted(folder.iterdir()) == before


def comes_back(name):
    @with_app(str(folder / name))
    def case(app):
        dialog = app.find("dialog", "Import Customers")
        dialog.find("button", "Check").click()
        dialog.find(None, "The file says nothing that is not here already.")
        dialog.find("button", "Close").click()
        app.gone("dialog")
    return case


shutil.rmtree(data, ignore_errors=True)
tap = Tap()
for name, case in [
    ("/ui/export/customers-to-write", customers_are_brought),
    ("/ui/export/all-in-every-format", every_format_holds_all),
    ("/ui/export/found", what_is_found_goes_out),
    ("/ui/export/selected", what_is_selected_goes_out),
    ("/ui/export/cancelled", cancel_closes_and_writes_nothing),
    ("/ui/export/comes-back/csv", comes_back("all.csv")),
    ("/ui/export/comes-back/xlsx", comes_back("all.xlsx")),
    ("/ui/export/comes-back/vcard", comes_back("all.vcf")),
]:
    tap.run(name, case)
tap.finish()
