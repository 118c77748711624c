#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reports on deals: from a figure to its definition and its records, the review from deal to deal, what is remembered."""

import os
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, wait_for  # noqa: E402

program = sys.argv[1]
path = Path(os.environ["XDG_DATA_HOME"]) / "deals.clientele"
ENTRY = ("entry", "text")
GROUP = ("grouping", "panel", "group")


def ask(sql, *arguments):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute(sql, arguments).fetchone()
    finally:
        connection.close()


def start(*arguments):
    app = App(program, "--db", str(path), *arguments, language="en_GB.UTF-8")
    app.find("button", "Main Menu", deadline=120)
    if "--demo" in arguments:
        app.find(None, "You are looking at a demo company", deadline=120)
    app.take_keys()
    return app


# What shows on each view once its figures are there.
ANCHORS = {"Forecast": (GROUP, "Forecast by month"), "Funnel": (GROUP, "Funnel"), "Movement": (GROUP, "Value of the open deals"), "Review": ("button", "Finish Review")}


def show(app, view):
    app.keys("ctrl+3")
    app.find("page tab", view).click()
    app.find(*ANCHORS[view], deadline=90)


def choose(app, what, place, item):
    """The item at a place of a choice, by keys: its rows have no names before they are drawn."""
    box = wait_for(lambda: next((node for node in app.find_all("combo box") if node.description == what), None), f"choice “{what}”")
    box.find("toggle button").click()
    box.find("list item")
    app.keys("Home", *["Down"] * place, "Return")
    wait_for(lambda: box.name == item, f"“{item}” chosen, not “{box.name}”")


def figure_opens_its_definition(app):
    show(app, "Funnel")
    app.find("toggle button", "How “Funnel” is computed").click()
    text = app.find("label", lambda name: name.startswith("Of the deals that came to the pipeline"))
    assert "Every deal is counted once a stage" in text.name
    app.keys("Escape")
    app.gone("label", text.name)


def mark_opens_its_records(app):
    chart = app.find(GROUP, "Funnel")
    mark = next(node for node in chart.find_all("button") if node.name.startswith("Lead, Reached:"))
    n = int(mark.name.rsplit(" ", 1)[1])
    mark.click()
    dialog = app.find("dialog", "Lead: Reached")
    assert dialog.find_all("label", f"{n} deals"), f"{n} deals behind “{mark.name}”"
    app.keys("Escape")
    app.gone("dialog", "Lead: Reached")


def rule_changes_the_funnel(app):
    before = [node.name for node in app.find(GROUP, "Funnel").find_all("button") if "Reached:" in node.name]
    choose(app, "When a Deal Has Reached a Stage", 2, "Stages entered")
    wait_for(lambda: [node.name for node in app.find(GROUP, "Funnel").find_all("button") if "Reached:" in node.name] != before, "another funnel")


def forecast_has_its_records(app):
    show(app, "Forecast")
    chart = app.find(GROUP, "Forecast by month")
    mark = next(node for node in chart.find_all("button") if "Pipeline:" in node.name and "¥0" not in node.name)
    mark.click()
    app.find("dialog").find("list item")
    app.keys("Escape")
    app.gone("dialog")


def movement_of_another_span(app):
    show(app, "Movement")
    app.find(GROUP, "Value of the open deals")
    choose(app, "Compare With", 4, "Last 90 days")
    app.find("list", "Deals that changed").find("list item")


def review_says_and_plans(app):
    show(app, "Review")
    rows = app.find("list", "Deals that changed").find_all("list item")
    assert len(rows) > 1
    rows[0].click()
    app.keys("n")
    wait_for(lambda: (node := app.focused()) and node.role in ENTRY and node.name.startswith("Note"), "focus in the note")
    app.focused().write("Wants the blue ones")
    app.keys("Return")
    wait_for(lambda: ask("SELECT count(*) FROM interaction WHERE text = 'Wants the blue ones' AND kind = 'note' AND deal IS NOT NULL")[0] == 1, "note in the file")
    step = wait_for(lambda: (node := app.focused()) and node.role in ENTRY and node.name.startswith("Next step") and node, "focus in the next step")
    step.write("in two weeks send the offer")
    app.keys("Return")
    wait_for(lambda: ask("SELECT count(*) FROM task WHERE title LIKE '%offer%' AND deal IS NOT NULL AND done_at IS NULL")[0] >= 1, "task in the file")
    wait_for(lambda: app.find_all("label", lambda name: name.startswith("1 of ")), "one deal gone through")


def step_without_a_day_is_refused(app):
    before = ask("SELECT count(*) FROM task")[0]
    app.find("list", "Deals that changed").find("list item").click()
    app.keys("a")
    step = wait_for(lambda: (node := app.focused()) and node.role in ENTRY and node.name.startswith("Next step") and node, "focus in the next step")
    step.write("some time")
    app.keys("Return")
    app.find("label", lambda name: name.startswith("Say when"))
    assert ask("SELECT count(*) FROM task")[0] == before
    step.write("")


def review_is_finished(app):
    before = ask("SELECT count(*) FROM review WHERE deleted = 0")[0]
    app.find("button", "Finish Review").click()
    wait_for(lambda: ask("SELECT count(*) FROM review WHERE deleted = 0")[0] == before + 1, "review in the file")
    chooser = app.find("dialog", lambda name: "PDF" in name)
    chooser.find("button", "Cancel").click()
    app.gone("dialog", chooser.name)
    app.take_keys()


def view_is_remembered(app):
    show(app, "Movement")
    app.quit()
    again = start()
    try:
        again.find(*ANCHORS["Movement"])
    finally:
        again.quit()


tap = Tap()
app = start("--demo")
for case in (figure_opens_its_definition, mark_opens_its_records, rule_changes_the_funnel, forecast_has_its_records, movement_of_another_span,
             review_says_and_plans, step_without_a_day_is_refused, review_is_finished, view_is_remembered):
    if not sys.argv[2:] or sys.argv[2] in case.__name__ or case is view_is_remembered:
        tap.run("ui-deals/" + case.__name__.replace("_", "-"), case, app)
app.kill()
tap.finish()
