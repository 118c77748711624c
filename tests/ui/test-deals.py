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


def ask(sql, *arguments):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute(sql, arguments).fetchone()
    finally:
        connection.close()


def start(*arguments):
    app = App(program, "--db", str(path), *arguments, language="en_GB.UTF-8")
    app.find(("tree table", "table", "panel", "group", "grouping"), deadline=120)
    app.take_keys()
    return app


def show(app, view):
    app.keys("ctrl+2")
    app.find("page tab", view).click()
    wait_for(lambda: app.find("page tab", view).has("selected"), f"view “{view}”")


def figure_opens_its_definition(app):
    show(app, "Funnel")
    app.find(("toggle button", "button"), "How “Funnel” is computed").click()
    text = app.find("label", lambda name: name.startswith("Of the deals that came to the pipeline"))
    assert "Every deal is counted once a stage" in text.name
    app.keys("Escape")
    app.gone("label", text.name)


def mark_opens_its_records(app):
    chart = app.find(("grouping", "panel", "group"), "Funnel")
    mark = next(node for node in chart.find_all("button") if node.name.startswith("Lead, Reached:"))
    n = int(mark.name.rsplit(" ", 1)[1])
    mark.click()
    dialog = app.find("dialog", "Lead: Reached")
    assert dialog.find_all("label", f"{n} deals"), f"{n} deals behind “{mark.name}”"
    app.keys("Escape")
    app.gone("dialog", "Lead: Reached")


def rule_changes_the_funnel(app):
    before = [node.name for node in app.find(("grouping", "panel", "group"), "Funnel").find_all("button") if "Reached:" in node.name]
    choice = app.find("combo box", "When a deal has reached a stage")
    choice.find("toggle button").click()
    app.find("list item", "Stages entered").click()
    wait_for(lambda: [node.name for node in app.find(("grouping", "panel", "group"), "Funnel").find_all("button") if "Reached:" in node.name] != before, "another funnel")


def forecast_has_its_records(app):
    show(app, "Forecast")
    chart = app.find(("grouping", "panel", "group"), "Forecast by month")
    mark = next(node for node in chart.find_all("button") if "Pipeline:" in node.name and "¥0" not in node.name)
    mark.click()
    app.find("dialog").find("list item")
    app.keys("Escape")
    app.gone("dialog")


def movement_of_another_span(app):
    show(app, "Movement")
    app.find(("grouping", "panel", "group"), "Value of the open deals")
    app.find("combo box", "Compare with").find("toggle button").click()
    app.find("list item", "Last 90 days").click()
    app.find("list", "Deals that changed").find("list item")


def review_says_and_plans(app):
    show(app, "Review")
    rows = app.find("list", "Deals that changed").find_all("list item")
    note = app.find(ENTRY, lambda name: name.startswith("Note"))
    note.write("Wants the blue ones")
    wait_for(lambda: note.text == "Wants the blue ones", "text of the note")
    note.accessible.get_component_iface().grab_focus()
    wait_for(lambda: note.has("focused"), "focus in the note")
    app.keys("Return")
    wait_for(lambda: ask("SELECT count(*) FROM interaction WHERE text = 'Wants the blue ones' AND kind = 'note' AND deal IS NOT NULL")[0] == 1, "note in the file")
    step = wait_for(lambda: (node := app.focused()) and node.role in ENTRY and node.name.startswith("Next step") and node, "focus in the next step")
    step.write("in two weeks send the offer")
    app.keys("Return")
    wait_for(lambda: ask("SELECT count(*) FROM task WHERE title LIKE '%offer%' AND deal IS NOT NULL AND done_at IS NULL")[0] >= 1, "task in the file")
    wait_for(lambda: app.find_all("label", lambda name: name.startswith("1 of ")), "one deal gone through")
    assert len(rows) > 1


def step_without_a_day_is_refused(app):
    before = ask("SELECT count(*) FROM task")[0]
    step = app.find(ENTRY, lambda name: name.startswith("Next step"))
    step.accessible.get_component_iface().grab_focus()
    wait_for(lambda: step.has("focused"), "focus in the next step")
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
    app.keys("ctrl+z")
    wait_for(lambda: ask("SELECT count(*) FROM review WHERE deleted = 0")[0] == before, "review taken back")


def view_is_remembered(app):
    show(app, "Movement")
    app.quit()
    again = start()
    try:
        wait_for(lambda: again.find("page tab", "Movement").has("selected"), "the view shown last")
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
