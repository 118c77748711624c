#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts as the keyboard, the mouse and assistive technology meet them: `test-charts.py GALLERY`."""

import csv
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, wait_for  # noqa: E402

program = sys.argv[1]
folder = Path(tempfile.mkdtemp(prefix="clientele-charts-", dir=os.environ.get("XDG_RUNTIME_DIR")))


def open_gallery(*names):
    app = App(program, "show", *names, language="en_GB.UTF-8")
    app.take_keys()
    return app


def chart(app, title):
    return app.find(("grouping", "panel", "group"), title)


def title_is(app, title):
    """The gallery's window is named after the mark that was activated last."""
    wait_for(lambda: app.window.name == title, f"window “{title}”")


def focus_in_chart(app):
    app.keys("Tab")
    return wait_for(lambda: (node := app.focused()) and "," in node.name and node, "focus on a mark")


def focused_is(app, name):
    wait_for(lambda: (node := app.focused()) and node.name == name, f"focus on “{name}”, not {app.focused()}")


def names_and_values(app):
    group = chart(app, "Forecast by month")
    assert group.description == "Bar chart, 36 values", group.description
    marks = group.find_all("button")
    names = [mark.name for mark in marks]
    assert "July 2026, Committed: ¥310,000.00" in names, names
    assert "November 2026, Target: ¥1,500,000.00" in names, names
    assert all(mark.size[0] > 0 and mark.size[1] > 0 for mark in marks)


def activated_by_assistive_technology(app):
    chart(app, "Forecast by month").find("button", "July 2026, Committed: ¥310,000.00").click()
    title_is(app, "July 2026, Committed: ¥310,000.00")


TABLE, COPY_PICTURE, COPY_TABLE, SAVE_PNG, SAVE_SVG, SAVE_CSV = range(6)


def choose(app, position):
    """GTK gives menu items no names: they are told by their order."""
    wait_for(lambda: len(app.find_all("menu item") + app.find_all("check menu item")) == 6, "menu of six")
    items = [node for node in app.root.look() if node.role in ("menu item", "check menu item")]
    items[position].click()


def walked_by_keys(app):
    first = focus_in_chart(app)
    assert first.name == "June 2026, Won: ¥1,240,000.00", first
    app.keys("Right")
    focused_is(app, "July 2026, Won: ¥860,000.00")
    app.keys("Up")
    focused_is(app, "July 2026, Committed: ¥310,000.00")
    app.keys("Return")
    title_is(app, "July 2026, Committed: ¥310,000.00")
    app.keys("Home")
    focused_is(app, "June 2026, Won: ¥1,240,000.00")
    app.keys("space")
    title_is(app, "June 2026, Won: ¥1,240,000.00")
    app.keys("Left")
    focused_is(app, "June 2026, Won: ¥1,240,000.00")
    app.keys("End")
    wait_for(lambda: (at := app.focused()) and at.name.startswith("November 2026"), "last mark")


def one_stop_for_tab(app):
    app.keys("Tab", "Tab")
    focused_is(app, "1 June: ¥4,120,000.00")
    app.keys("shift+Tab", "shift+Tab")
    wait_for(lambda: (node := app.focused()) and node.name.startswith("November 2026"), "focus where it was")


def menu_gives_focus_back(app):
    app.keys("Home")
    focused_is(app, "June 2026, Won: ¥1,240,000.00")
    app.keys("Menu")
    app.find("menu item")
    app.keys("Escape")
    app.gone("menu item")
    focused_is(app, "June 2026, Won: ¥1,240,000.00")


def clicked_on(app):
    mark = chart(app, "Forecast by month").find("button", "June 2026, Won: ¥1,240,000.00")
    mark.click_on()
    title_is(app, "June 2026, Won: ¥1,240,000.00")


def shown_as_table(app):
    app.keys("Menu")
    choose(app, TABLE)
    table = app.find(("table", "tree table"), "Forecast by month")
    rows = [row for row in table.find_all("table row") if any(cell.role == "table cell" for cell in row.children)]
    assert len(rows) == 6, rows
    cells = [[node.name for node in row.look() if node.role == "table cell"] for row in rows]
    assert cells[1][0] == "July 2026" and cells[1][2] == "¥310,000.00", cells
    app.gone("button", "July 2026, Committed: ¥310,000.00")


def back_to_the_drawing(app):
    app.keys("Menu")
    choose(app, TABLE)
    chart(app, "Forecast by month").find("button", "July 2026, Committed: ¥310,000.00")


def saved_as_csv(app):
    path = folder / "forecast.csv"
    app.keys("Menu")
    choose(app, SAVE_CSV)
    app.save_as("Save the Chart", path)
    wait_for(path.exists, "file")
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["", "Won", "Committed", "Best case", "Pipeline", "Weighted", "Target"], rows[0]
    assert rows[2][:3] == ["July 2026", "860000.00", "310000.00"], rows[2]


def empty_says_so(app):
    group = chart(app, "Forecast by month")
    assert group.description == "No deals are expected to close in this period", group.description
    assert not group.find_all("button")


tap = Tap()
app = open_gallery("forecast", "waterfall")
try:
    for name, test in [
        ("marks have names, values and places", names_and_values),
        ("arrows walk the marks, Enter and Space open them", walked_by_keys),
        ("a chart is one stop for Tab", one_stop_for_tab),
        ("assistive technology activates a mark", activated_by_assistive_technology),
        ("the menu gives the focus back", menu_gives_focus_back),
        ("a click opens", clicked_on),
        ("the values show as a table", shown_as_table),
        ("and as a drawing again", back_to_the_drawing),
        ("the table is saved as CSV", saved_as_csv),
    ]:
        tap.run("charts/" + name.replace(" ", "-"), test, app)
finally:
    app.kill()
app = open_gallery("empty")
try:
    tap.run("charts/empty-says-so", empty_says_so, app)
finally:
    app.kill()
tap.finish()
