#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deals: begun by Ctrl+N, edited, moved, talked about, won; and the pipelines they go through, changed and brought back."""

import os
import shutil
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Missing, Tap, wait_for  # noqa: E402

program = sys.argv[1]
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
ENTRY = ("entry", "text")
DEMO_BANNER = "You are looking at a demo company"
STAGE = "SELECT s.name FROM deal d JOIN stage s ON s.id = d.stage WHERE d.title = ? AND d.deleted = 0"
STAGES = """SELECT group_concat(name, ', ') FROM (SELECT s.name FROM stage s JOIN pipeline p ON p.id = s.pipeline
 WHERE s.deleted = 0 AND p.deleted = 0 ORDER BY p.position, p.rowid, s.outcome <> 'open', s.outcome = 'lost', s.position, s.rowid)"""
USUAL = "Lead, Qualified, Proposal, Negotiation, Won, Lost"
DESKS = "Ten harbour desks"


def ask(sql, *arguments):
    """The first row of the demo company's answer."""
    connection = sqlite3.connect(f"file:{data / 'demo.clientele'}?mode=ro", uri=True)
    try:
        return connection.execute(sql, arguments).fetchone()
    finally:
        connection.close()


def wait_for_answer(expected, sql, *arguments):
    wait_for(lambda: ask(sql, *arguments) == expected, f"{expected} of {sql} {arguments}")


def open_palette(app, typed):
    app.take_keys()
    app.keys("ctrl+k")
    palette = app.find("dialog", "Search and Commands")
    palette.find(ENTRY, "Search and Commands").write(typed)
    return palette


def command(app, title):
    open_palette(app, title).find("list", "Results").find("list item", lambda name: name.startswith(title))
    app.keys("Return")
    app.gone("dialog", "Search and Commands")


def customer():
    return ask("SELECT name FROM customer WHERE deleted = 0 AND unicode(name) < 256 ORDER BY name_key LIMIT 1")[0]


def open_deal(app, title):
    """From the customer's profile, as there may be many deals on the board."""
    name = ask("SELECT customer_name FROM deal WHERE title = ?", title)[0]
    open_palette(app, name).find("list", "Results").find("list item", name)
    app.keys("Return")
    app.gone("dialog", "Search and Commands")
    # Without a window manager nobody gives the keys back when a suggestion under a line goes. A page that is being left has such a line, too.
    app.take_keys()
    wait_for(lambda: any(line.has("focused") for line in app.find_all(ENTRY, "What happened?")), "focus in the log bar")
    app.find("list", "Open Deals").find("list item", lambda text: text.startswith(title)).click_on()
    app.find("button", "Won")
    wait_for(lambda: (at := app.focused()) and at.parent and at.parent.name.startswith("Stage: ") or (at := app.focused()) and at.name.startswith("Stage: "),
             "focus on the stage")


def focus_row(app, start):
    """By Tab and the arrow keys, as there is no other way to a row without using it."""
    for _ in range(24):
        focused = app.focused()
        if focused and focused.role == "list item" and focused.name.startswith(start):
            return
        app.keys("Down" if focused and focused.role == "list item" else "Tab")
        wait_for(lambda: (at := app.focused()) and at != focused, "focus gone on")
    raise Missing(f"no focus on “{start}”")


def focus_by_tab(app, name):
    for _ in range(24):
        focused = app.focused()
        if focused and (focused.name == name or focused.parent and focused.parent.name == name):
            return
        app.keys("Tab")
        wait_for(lambda: (at := app.focused()) and at != focused, "focus gone on")
    raise Missing(f"no focus on “{name}”")


def deal(app):
    """What assistive technology calls the deal's chip of its stage."""
    return app.find(None, lambda name: name.startswith("Stage: ")).name


# ── the cases, on one running program ────────────────────────────────────────────────────────


def begins_pipeline(app):
    if ask("SELECT count(*) FROM pipeline WHERE deleted = 0")[0] == 0:
        app.take_keys()
        app.keys("ctrl+3")
        app.find("button", "Begin with the Usual Stages").click()
    wait_for(lambda: ask("SELECT count(*) FROM pipeline WHERE deleted = 0")[0] > 0, "pipeline")


def creates(app):
    app.take_keys()
    app.keys("ctrl+3")
    app.find(("toggle button", "radio button", "page tab", "toggle"), "Board")
    app.keys("ctrl+n")
    dialog = app.find("dialog", "New Deal")
    title = dialog.find(ENTRY, "Deal")
    wait_for(lambda: title.has("focused"), "focus in the title")
    title.write(DESKS)
    app.keys("Tab", "Return")
    search = app.find(ENTRY, lambda name: name.startswith("Search: "))
    wait_for(lambda: search.has("focused"), "focus in the search of customers")
    search.write(customer())
    found = app.find("list item", lambda name: customer() in name)
    wait_for(lambda: found.has("selected"), "customer found")
    app.keys("Return")
    create = dialog.find("button", "Create")
    wait_for(lambda: create.has("sensitive"), "deal that can be made")
    dialog.find(ENTRY, "Amount").write("12,000")
    dialog.find(ENTRY, "Expected close").write("end of month")
    dialog.find(ENTRY, "Campaign").write("Harbour fair")
    create.click()
    app.gone("dialog", "New Deal")
    wait_for_answer((DESKS, 1200000, "Harbour fair", customer()), "SELECT title, amount, campaign, customer_name FROM deal WHERE title = ? AND expected_close IS NOT NULL", DESKS)
    assert deal(app) == "Stage: Lead", deal(app)


def edits(app):
    open_deal(app, DESKS)
    button = app.find("button", lambda name: name.startswith("Amount "))
    button.click()
    entry = app.find(ENTRY, "Amount")
    wait_for(lambda: entry.has("focused"), "focus in the amount")
    entry.write("13,500")
    app.keys("Return")
    wait_for_answer((1350000,), "SELECT amount FROM deal WHERE title = ?", DESKS)
    app.find("button", lambda name: name.startswith("Amount ") and "13,500" in name)
    app.keys("ctrl+z")
    wait_for_answer((1200000,), "SELECT amount FROM deal WHERE title = ?", DESKS)


def moves(app):
    """By keys: M, then the second of the other stages."""
    open_deal(app, DESKS)
    app.keys("m")
    wait_for(lambda: len(app.find_all("menu item")) > 3, "menu of stages")
    app.keys("Down", "Return") if not (at := app.focused()) or at.role != "menu item" else app.keys("Return")
    wait_for(lambda: ask(STAGE, DESKS)[0] != "Lead", "move")
    moved = ask(STAGE, DESKS)[0]
    app.find(None, lambda name: name == f"Stage: {moved}")
    app.find("list item", lambda name: f"Lead → {moved}" in name)
    app.find("button", "Undo").click()
    wait_for_answer(("Lead",), STAGE, DESKS)
    app.find(None, "Stage: Lead")


def logs(app):
    open_deal(app, DESKS)
    line = app.find(ENTRY, "What happened?")
    line.write("They like the oak ones")
    app.find(ENTRY, lambda name: name.startswith("Next step")).write("friday send the offer")
    app.find("button", "Log").click()
    wait_for_answer(("They like the oak ones",), "SELECT i.text FROM interaction i JOIN deal d ON d.id = i.deal WHERE d.title = ? AND i.deleted = 0", DESKS)
    wait_for_answer((1,), "SELECT count(*) FROM task t JOIN deal d ON d.id = t.deal WHERE d.title = ? AND t.due IS NOT NULL AND d.next_step = t.due", DESKS)
    app.find("list item", lambda name: "They like the oak ones" in name)


def wins(app):
    open_deal(app, DESKS)
    app.keys("w")
    wait_for_answer(("Won",), STAGE, DESKS)
    assert ask("SELECT outcome, closed_at IS NOT NULL FROM deal WHERE title = ?", DESKS) == ("won", 1)
    app.find("button", "Undo").click()
    wait_for_answer(("Lead",), STAGE, DESKS)


def loses(app):
    """With a reason, without which there is no losing."""
    open_deal(app, DESKS)
    app.keys("l")
    dialog = app.find("dialog", "Deal Lost")
    button = dialog.find("button", "Lost")
    assert not button.has("sensitive"), "lost without a reason"
    app.keys("Escape")
    app.gone("dialog", "Deal Lost")
    assert ask(STAGE, DESKS) == ("Lead",)


def open_stages(app):
    command(app, "Pipelines")
    dialog = app.find("dialog", "Preferences")
    name = ask("SELECT name FROM pipeline WHERE deleted = 0 ORDER BY position, rowid LIMIT 1")[0]
    dialog.find("list", "Pipelines").find("list item", lambda text: text.startswith(name))
    app.take_keys()
    focus_row(app, name)
    app.keys("Return")
    wait_for(lambda: dialog.find_all("list", name), f"stages of {name}")
    return dialog, name


def close_preferences(app, dialog):
    for _ in range(3):
        if not app.find_all("dialog", "Preferences"):
            return
        app.keys("Escape")
        try:
            app.gone("dialog", "Preferences", 3)
        except AssertionError:
            pass
    app.gone("dialog", "Preferences")


def adds_stage(app):
    before = ask(STAGES)[0]
    dialog, _ = open_stages(app)
    dialog.find("button", "Add Stage").click()
    stage = app.find("dialog", "New Stage")
    name = stage.find(ENTRY, "Name")
    wait_for(lambda: name.has("focused"), "focus in the name")
    name.write("Sample sent")
    stage.find(ENTRY, "Probability").write("60")
    stage.find(ENTRY, "Limit in days").write("10")
    stage.find("button", "Add").click()
    app.gone("dialog", "New Stage")
    wait_for(lambda: "Sample sent" in ask(STAGES)[0], "stage")
    assert len(ask(STAGES)[0].split(", ")) == len(before.split(", ")) + 1
    assert ask("SELECT probability, day_limit, outcome FROM stage WHERE name = 'Sample sent'") == (60, 10, "open")
    close_preferences(app, dialog)


def requires(app):
    """A stage that asks for a field asks for it at the move."""
    dialog, name = open_stages(app)
    dialog.find("list", name).find("list item", lambda text: text.startswith("Sample sent"))
    focus_row(app, "Sample sent")
    app.keys("Return")
    stage = app.find("dialog", "Stage")
    name = stage.find(ENTRY, "Name")
    wait_for(lambda: name.has("focused"), "focus in the name")
    focus_by_tab(app, "Asks for")
    app.keys("Return")
    stage.find(None, "Amount")
    focus_by_tab(app, "Amount")
    app.keys("space")
    stage.find("button", "Save").click()
    app.gone("dialog", "Stage")
    wait_for_answer(("amount",), "SELECT requirements FROM stage WHERE name = 'Sample sent'")
    close_preferences(app, dialog)


def removes_stage(app):
    dialog, name = open_stages(app)
    stages = dialog.find("list", name)
    stages.find("list item", lambda text: text.startswith("Lead"))
    focus_row(app, "Lead")
    app.keys("Delete")
    question = app.find(("dialog", "alert"), lambda text: text.startswith("Remove “Lead”?"))
    question.find("button", "Move and Remove").click()
    wait_for(lambda: ask(STAGE, DESKS)[0] != "Lead", "deal gone on")
    wait_for(lambda: not ask(STAGES)[0].startswith("Lead"), "stage removed")
    app.find("button", "Undo").click()
    wait_for_answer(("Lead",), STAGE, DESKS)
    wait_for(lambda: ask(STAGES)[0].startswith("Lead"), "stage brought back")
    focus_row(app, "Won")
    app.keys("Delete")
    app.find(None, lambda text: text.startswith("This is the only stage for deals that are won"))
    assert "Won" in ask(STAGES)[0]
    close_preferences(app, dialog)


def with_program(test):
    """Each case begins where the one before ended, in a program started anew: what it finds has survived the end of the last."""
    def run():
        app = App(program, "--demo")
        try:
            app.find(None, DEMO_BANNER)
            test(app)
            app.quit()
        finally:
            app.kill()
    return run


tap = Tap()
shutil.rmtree(data, ignore_errors=True)
for name, test in (
    ("a pipeline is begun", begins_pipeline),
    ("a deal is made by Ctrl+N", creates),
    ("a field is edited and undone", edits),
    ("a deal is moved by keys and goes back", moves),
    ("a call with its follow-up belongs to the deal", logs),
    ("a deal is won by W and goes back", wins),
    ("a deal is not lost without a reason", loses),
    ("a stage is added", adds_stage),
    ("a stage asks for a field", requires),
    ("a stage with deals is removed to another, and brought back; the last of its kind stays", removes_stage),
):
    if not tap.run(name, with_program(test)):
        break
tap.finish()
