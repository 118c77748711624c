#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Surveys are built: from a template, by adding, writing, moving and conditions; published, changed in the next version, undone."""

import os
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, wait_for  # noqa: E402

program = sys.argv[1]
path = Path(os.environ["XDG_DATA_HOME"]) / "surveys.clientele"
ENTRY = ("entry", "text")
TYPES = 15  # what the menu of questions offers
LONG_TEXT = 10  # its place there
TITLE = "After the move"

# Codes and texts in the order a person sees them.
QUESTIONS = """SELECT q.code, q.text FROM question q JOIN survey_page p ON p.id = q.page WHERE q.deleted = 0 AND p.deleted = 0
 AND q.version = (SELECT id FROM survey_version WHERE deleted = 0 ORDER BY number DESC LIMIT 1) ORDER BY p.position, q.position"""


def ask(sql, *arguments):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute(sql, arguments).fetchall()
    finally:
        connection.close()


def codes():
    return [code for code, text in ask(QUESTIONS)]


def wait_for_codes(expected):
    wait_for(lambda: codes() == expected, f"{expected} instead of {codes()}")


def show_surveys(app):
    app.find("list item", "Surveys")
    app.take_keys()
    app.keys("ctrl+4")


def open_survey(app):
    show_surveys(app)
    row = app.find("table row", lambda name: name.startswith(TITLE))
    row.click_on()
    app.keys("Return")
    app.find("list", "Pages and questions")


def line(app, start):
    """A line of the outline."""
    return app.find("list", "Pages and questions").find("list item", lambda name: name.startswith(start))


def choose(app, start):
    """With the mouse, which gives it the keys too; a page that is only just being shown may not hear the first click."""
    def chosen():
        line(app, start).click_on()
        return line(app, start).has("selected")

    wait_for(chosen, f"chosen “{start}”")


def creates(app):
    """The empty page offers the ways to begin; Ctrl+N is one."""
    show_surveys(app)
    app.find(None, "No Surveys Yet")
    app.keys("ctrl+n")
    dialog = app.find("dialog", "New Survey")
    assert not dialog.find("button", "Create").has("sensitive")
    dialog.find("radio button", "Would you recommend us?").click()
    title = dialog.find(ENTRY, "Title")
    wait_for(lambda: title.text == "Would you recommend us?", "title of the template")
    title.write(TITLE)
    dialog.find("radio button", "Satisfaction after a sale").click()
    assert title.text == TITLE, "a title that was typed stays"
    dialog.find("button", "Create").click()
    app.gone("dialog", "New Survey")
    line(app, "1. How satisfied are you with your purchase overall?")
    assert ask("SELECT title, status, purpose FROM survey WHERE deleted = 0") == [(TITLE, "draft", "satisfaction")]


def adds(app):
    """A question goes behind the one that is chosen, and its text is what is typed next."""
    open_survey(app)
    before = codes()
    choose(app, "1. ")
    app.keys("ctrl+n")
    wait_for(lambda: len(app.find_all("menu item")) == TYPES, "menu of types")
    app.find_all("menu item")[LONG_TEXT].click()
    wait_for(lambda: (at := app.focused()) and at.name == "Question", "focus in the question's text")
    app.type("What else should we know?")
    app.keys("Tab")
    wait_for_codes([before[0], "q1", *before[1:]])
    wait_for(lambda: ask(QUESTIONS)[1] == ("q1", "What else should we know?"), "text on disk")
    line(app, "2. What else should we know?")


def moves(app):
    """Keys pressed in quick succession each count; past the end of its page a question goes to the next."""
    open_survey(app)
    before = codes()
    choose(app, "2. ")
    app.keys("ctrl+shift+Up")
    wait_for_codes([before[1], before[0], *before[2:]])
    app.keys("ctrl+shift+Down", "ctrl+shift+Down")
    wait_for(lambda: line(app, "2. What else").has("selected"), "question on the next page")
    wait_for_codes(before)
    first, second = (ask("SELECT page FROM question WHERE code = ? AND deleted = 0", code)[0] for code in before[1:3])
    assert first == second
    app.keys("ctrl+z")
    wait_for(lambda: ask("SELECT page FROM question WHERE code = 'q1' AND deleted = 0")[0] != second, "page it came from")
    app.keys("ctrl+z")
    wait_for_codes([before[1], before[0], *before[2:]])
    app.keys("ctrl+z")
    wait_for_codes(before)


def warns(app):
    """A condition nobody can meet, and one on what comes later, are said where they stand and in the outline."""
    open_survey(app)
    choose(app, "2. ")
    condition = app.find(ENTRY, "Show only if")
    condition.write("overall > 5")
    wait_for(lambda: next((node for node in app.find_all("list item") if node.name.startswith("2. ") and "never" in node.description), None), "warning")
    condition.write("overall <= 3")
    wait_for(lambda: ask("SELECT show_if FROM question WHERE code = 'q1' AND deleted = 0") == [("overall <= 3",)], "condition on disk")
    wait_for(lambda: "never" not in line(app, "2. ").description, "end of the warning")
    app.find(None, lambda name: name.startswith("Depends on the answer to question 1"))


def names_who_is_responsible(app):
    open_survey(app)
    choose(app, "Settings")
    app.find(ENTRY, "Team").write("Service")
    wait_for(lambda: ask("SELECT team FROM survey") == [("Service",)], "team on disk")
    app.find("list item", "Owner").click_on()
    wait_for(lambda: (at := app.focused()) and at.name.startswith("Search: "), "focus in the search")
    wait_for(lambda: [node for node in app.find_all("list item") if node.has("selected")], "somebody to choose")
    app.keys("Return")
    wait_for(lambda: ask("SELECT count(*) FROM survey s JOIN user u ON u.id = s.owner") == [(1,)], "owner on disk")
    app.find("button", "Clear Owner").click()
    wait_for(lambda: ask("SELECT owner FROM survey") == [(None,)], "no owner any more")


def deletes(app):
    """A question goes at once, and comes back."""
    open_survey(app)
    before = codes()
    choose(app, "2. ")
    app.keys("Delete")
    wait_for_codes([before[0], *before[2:]])
    app.keys("ctrl+z")
    wait_for_codes(before)


def publishes(app):
    """What is not finished is said; then it is published, and undone."""
    open_survey(app)
    choose(app, "2. ")
    app.find(ENTRY, "Question").write("")
    wait_for(lambda: ask("SELECT text FROM question WHERE code = 'q1' AND deleted = 0") == [(None,)], "question without text")
    app.find("button", "Publish").click()
    app.find(None, lambda name: "Question 2 has no text yet" in name)
    app.take_keys()
    if app.find_all("dialog"):
        app.keys("Escape")
    app.find(ENTRY, "Question").write("And what else?")
    wait_for(lambda: ask("SELECT text FROM question WHERE code = 'q1' AND deleted = 0") == [("And what else?",)], "question with text")
    app.find("button", "Publish").click()
    wait_for(lambda: ask("SELECT status FROM survey") == [("open",)], "published survey")
    app.gone("button", "Publish")
    app.take_keys()
    app.keys("ctrl+z")
    wait_for(lambda: ask("SELECT status FROM survey") == [("draft",)], "draft again")
    app.find("button", "Publish")


def archives(app):
    """From the list, and back."""
    show_surveys(app)
    app.find("table row", lambda name: name.startswith(TITLE)).click_on()
    app.keys("Menu")
    wait_for(lambda: len(app.find_all("menu item")) == 5, "menu of five")
    app.find_all("menu item")[2].click()
    wait_for(lambda: ask("SELECT status FROM survey") == [("archived",)], "archived survey")
    app.find(None, "No Surveys Here")
    app.take_keys()
    app.keys("ctrl+z")
    app.find("table row", lambda name: name.startswith(TITLE))


def with_program(test):
    """Each case begins where the one before ended, in a program started anew: what it finds has survived the end of the last."""
    def run():
        app = App(program, "--db", str(path))
        try:
            test(app)
            app.quit()
        finally:
            app.kill()
    return run


tap = Tap()
for case in (creates, adds, moves, warns, names_who_is_responsible, deletes, publishes, archives):
    if not tap.run("ui-surveys/" + case.__name__, with_program(case)):
        break
tap.finish()
