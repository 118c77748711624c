#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Surveys are answered: typed in by keys alone, customer after customer; by whom was invited; from a profile; at a kiosk that only a PIN leaves."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, tab_to, wait_for  # noqa: E402

program, maker = sys.argv[1:3]
path = Path(os.environ["XDG_DATA_HOME"]) / "surveys.clientele"
ENTRY = ("entry", "text")
GUEST = "洛阳瓦岗寨贸易有限公司"
RESPONSES = """SELECT r.channel, c.name, r.complete, r.score_value / 1000000, (SELECT text FROM answer a WHERE a.response = r.id AND a.deleted = 0 AND text IS NOT NULL)
 FROM response r LEFT JOIN customer c ON c.id = r.customer WHERE r.deleted = 0 ORDER BY r.rowid"""


def ask(sql, *arguments):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute(sql, arguments).fetchall()
    finally:
        connection.close()


def wait_for_answer(expected, sql, *arguments):
    wait_for(lambda: ask(sql, *arguments) == expected, f"{expected} of {sql}")


def start():
    app = App(program, "--db", str(path), language="en_GB.UTF-8")
    app.find("button", "Main Menu", deadline=120)
    app.take_keys()
    return app


def open_collect(app, title):
    app.take_keys()
    app.keys("ctrl+4")
    row = app.find(("list item", "table row", "tree item", "row"), lambda name: name.startswith(title))
    row.click_on()
    app.take_keys()
    app.keys("Return")
    app.find("page tab", "Collect").click()
    app.find("list item", lambda name: name.startswith("Interview"))


def focused(app, name):
    return wait_for(lambda: (node := app.focused()) and node.name.startswith(name) and node, f"focus on “{name}”")


def pick_customer(app, typed, name):
    focused(app, "Choose Customer")
    app.keys("Return")
    search = focused(app, "Search: ")
    search.write(typed)
    found = app.find("list item", lambda text: text.startswith(name))
    wait_for(lambda: found.has("selected"), "customer found")
    app.keys("Return")


def answers_by_keys(app):
    open_collect(app, "Would you recommend us")
    app.find("list item", lambda name: name.startswith("Interview")).click_on()
    dialog = app.find("dialog", "Would you recommend us")
    pick_customer(app, "harb", "Harbour Office")
    wait_for(lambda: (at := app.focused()) and at.role == "radio button", "focus in the question")
    app.type("10")
    wait_for(lambda: dialog.find("radio button", lambda name: name.startswith("10")).has("checked"), "ten points")
    app.keys("Return")
    focused(app, "What is the main reason")
    app.type("On time")
    app.keys("Return")
    wait_for_answer([("interview", "Harbour Office", 1, 10, "On time")], RESPONSES)


def next_customer_at_once(app):
    dialog = app.find("dialog", "Would you recommend us")
    pick_customer(app, "lake", "Lakeside Dental")
    wait_for(lambda: (at := app.focused()) and at.role == "radio button", "focus in the question")
    app.keys("Return")
    dialog.find(None, "This question must be answered.")
    app.keys("3", "Return")
    focused(app, "What is the main reason")
    app.keys("BackSpace")
    wait_for(lambda: (at := app.focused()) and at.role == "radio button", "focus back in the first question")
    app.keys("4", "Return", "Return")
    wait_for_answer([("interview", "Harbour Office", 1, 10, "On time"), ("interview", "Lakeside Dental", 1, 4, None)], RESPONSES)


def unhappy_proposes_a_call(app):
    app.find("button", "Plan a Call").click()
    wait_for_answer([("Lakeside Dental",)], "SELECT c.name FROM task t JOIN customer c ON c.id = t.customer WHERE t.deleted = 0 AND t.kind = 'call'")


def draft_survives_a_crash(app):
    pick_customer(app, "harb", "Harbour Office")
    wait_for(lambda: (at := app.focused()) and at.role == "radio button", "focus in the question")
    app.keys("7")
    wait_for(lambda: ask("SELECT count(*) FROM file WHERE name LIKE 'draft.%' AND value LIKE '%CLA1.%'") == [(1,)], "draft in the file")
    app.kill()


def draft_comes_back(app):
    open_collect(app, "Would you recommend us")
    app.find("list item", lambda name: name.startswith("Interview")).click_on()
    dialog = app.find("dialog", "Would you recommend us")
    wait_for(lambda: dialog.find("radio button", lambda name: name.startswith("7")).has("checked"), "seven points as before")
    dialog.find("button", "Harbour Office")
    app.keys("Return")
    focused(app, "What is the main reason")
    app.keys("Return")
    wait_for(lambda: len(ask(RESPONSES)) == 3, "third response")
    wait_for(lambda: ask("SELECT count(*) FROM file WHERE name LIKE 'draft.%' AND value <> ''") == [(0,)], "no draft any more")
    focused(app, "Choose Customer")
    app.take_keys()
    # The first takes away the message that all is saved.
    app.keys("Escape", "Escape")
    app.gone("dialog", "Would you recommend us")


def undo_takes_back(app):
    app.take_keys()
    app.keys("ctrl+z")
    wait_for(lambda: len(ask(RESPONSES)) == 2, "response taken back")


def row_of(app, name):
    return app.find("list item", lambda text: text.startswith(name))


def choose(app, *downs):
    """Of the open menu, and of its submenu: by how many times Down."""
    wait_for(lambda: len(app.find_all("menu item")) > 1 and (at := app.focused()) and at.role == "menu item", "menu")
    for down in downs:
        app.keys(*["Down"] * down, "Return")
    wait_for(lambda: not app.find_all("menu item"), "end of the menu")


def invites_who_may_be(app):
    app.find("button", lambda name: name.startswith("Invite")).click()
    dialog = app.find("dialog", "Invite Customers")
    invite = dialog.find("button", "Invite 1 Customer")
    invite.click()
    app.gone("dialog", "Invite Customers")
    wait_for_answer([("planned", GUEST)], "SELECT i.state, c.name FROM invitation i JOIN customer c ON c.id = i.customer")


def invitation_by_keys(app):
    """Its state and a reminder, from the menu of its row."""
    app.take_keys()
    row_of(app, GUEST).find("button", "Menu").click()
    choose(app, 4, 1)
    wait_for_answer([("sent",)], "SELECT state FROM invitation")
    wait_for(lambda: row_of(app, GUEST).find_all(None, "Handed out"), "state in its row")
    row_of(app, GUEST).find("button", "Menu").click()
    choose(app, 3, 1)
    wait_for_answer([(GUEST,)], "SELECT c.name FROM invitation i JOIN task t ON t.id = i.task JOIN customer c ON c.id = t.customer WHERE t.deleted = 0")


def page_for_one(app):
    """The page that is mailed to whom was invited bears the code that leads its answers back."""
    page = path.with_name("page.html")
    row_of(app, GUEST).find("button", "Menu").click()
    choose(app, 1)
    app.save_as("Save the Page to Mail", page)
    app.take_keys()
    ((token,),) = ask("SELECT token FROM invitation")
    wait_for(lambda: page.exists() and token in page.read_text(), "page with the code of the invitation")


def code_from_paper(app):
    """A code that means nothing is said; one that was given out asks whoever it was given to."""
    entry = app.find(ENTRY, "Code from a form that came back")
    entry.click_on()
    app.type("nothing")
    app.keys("Return")
    wait_for(lambda: entry.has("invalid-entry"), "wrong code marked as such")
    ((token,),) = ask("SELECT token FROM invitation")
    entry.write(f"{token[:5].upper()} {token[5:]}")
    wait_for(lambda: entry.has("focused"), "focus in the entry")
    app.keys("Return")
    dialog = app.find("dialog", "Would you recommend us")
    dialog.find("button", GUEST)
    wait_for(lambda: (at := app.focused()) and at.role == "radio button", "focus in the question")
    app.keys("4", "Return")
    focused(app, "What is the main reason")
    app.keys("Return")
    app.find(("alert", "dialog"), "An Unhappy Customer")
    app.take_keys()
    app.keys("Return")
    app.gone(("alert", "dialog"), "An Unhappy Customer")
    wait_for_answer([(GUEST,)], "SELECT c.name FROM task t JOIN customer c ON c.id = t.customer WHERE t.kind = 'call' AND t.deleted = 0 AND c.consent = 'given'")
    wait_for_answer([("answered", "paper", 4)], "SELECT i.state, r.channel, r.score_value / 1000000 FROM invitation i JOIN response r ON r.invitation = i.id AND r.customer = i.customer")
    app.find("list item", lambda name: name.startswith(GUEST)).find(None, "Answered")


def asked_from_the_profile(app):
    """And it stands in the timeline, where it opens."""
    app.take_keys()
    app.keys("ctrl+k")
    app.find("dialog", "Search and Commands").find(ENTRY, "Search and Commands").write("harb")
    app.find("list", "Results").find("list item", lambda name: name.startswith("Harbour Office"))
    app.keys("Return")
    app.find(ENTRY, "What happened?")
    app.keys("ctrl+shift+a")
    app.find("dialog", "Answer a Survey").find("list item", lambda name: name.startswith("Would you recommend us"))
    assert not app.find_all("list item", lambda name: name.startswith("After the visit")), "an anonymous survey is asked for a name"
    app.keys("Return")
    app.find("dialog", "Would you recommend us")
    wait_for(lambda: (at := app.focused()) and at.role == "radio button", "focus in the question")
    app.keys("8", "Return")
    focused(app, "What is the main reason")
    app.keys("Return")
    wait_for_answer([(80,)], "SELECT satisfaction / 1000000 FROM customer WHERE name = 'Harbour Office'")
    app.gone("dialog", "Would you recommend us")
    app.find(None, "80 / 100")
    app.take_keys()
    tab_to(app, lambda node: node.role == "list item" and node.name.startswith("Answered “Would you recommend us”: 80 of 100"), "line of the timeline")
    app.keys("Return")
    app.find("dialog", "Response").find(None, lambda name: "Satisfaction 80 of 100" in name)
    app.keys("Escape")
    app.gone("dialog", "Response")


def filtered_by_satisfaction(app):
    app.take_keys()
    app.keys("alt+Left", "ctrl+2")
    app.find("toggle button", "Add a filter").click()
    app.find("check box", "Unhappy (under 50)")
    # Backwards round from the first to the last, which it is near.
    for name in ("Empty", "Happy (75 and more)", "In between (50 to 74)", "Unhappy (under 50)"):
        app.keys("shift+Tab")
        focused(app, name)
    app.keys("space")
    app.find("button", "Satisfaction is Unhappy (under 50)")
    app.find(None, "2 of 3 customers")
    app.keys("Escape")


def answers_of_another_tool_are_imported(app):
    """A table with its own headings: mapped, checked, imported, seen, taken back."""
    file = path.parent / "answers.csv"
    file.write_text("Timestamp,Email,How likely are you to recommend us to a friend or a colleague?,Said\n"
                    "2026-05-17 10:02,post@harbour.example,10,Quick\n2026-05-18 11:00,nobody@elsewhere.example,6,Late\n2026-05-18 12:00,,11,\n")
    before = ask("SELECT count(*) FROM response WHERE deleted = 0")
    app.take_keys()
    app.find("list item", lambda name: name.startswith("Import Answers")).click_on()
    dialog = app.find("dialog", "Import Answers")
    dialog.find("button", "Choose Files…").click()
    app.open_file("Import Answers", file)
    dialog.find("toggle button", "Email goes to: Email address")
    dialog.find("toggle button", lambda name: name.startswith("How likely are you") and name.endswith("or a colleague?"))
    dialog.find("toggle button", "Said goes to: Not imported").click()
    entry = app.find(ENTRY, "Search what a column can hold")
    entry.write("main reason")
    app.take_keys()
    wait_for(lambda: entry.has("focused"), "focus in the search")
    app.keys("Return")
    dialog.find("toggle button", lambda name: name.startswith("Said goes to: What is the main reason"))
    dialog.find("button", "Check").click()
    for figure in ("2 New", "1 Of known customers", "1 With a fault"):
        dialog.find(None, figure)
    dialog.find(None, lambda name: name.startswith("The answer lies between 0 and 10"))
    dialog.find("button", "Import 2 Rows").click()
    dialog.find("button", "Show Results")
    wait_for(lambda: ("web", "Harbour Office", 1, 10, "Quick") in ask(RESPONSES) and ("web", None, 1, 6, "Late") in ask(RESPONSES), "responses of the file")
    dialog.find("button", "Undo Import").click()
    dialog.find("label", "Import Taken Back")
    wait_for_answer(before, "SELECT count(*) FROM response WHERE deleted = 0")
    dialog.find("button", "Show Results").click()
    app.gone("dialog", "Import Answers")
    app.find("page tab", "Collect").click()
    app.find("list item", lambda name: name.startswith("Import Answers"))


def kiosk_asks_and_thanks(app):
    app.take_keys()
    app.keys("ctrl+4", "alt+Left")
    open_collect(app, "After the visit")
    app.find("list item", lambda name: name.startswith("Kiosk")).click_on()
    dialog = app.find("dialog", "Kiosk")
    assert not dialog.find("button", "Start").has("sensitive"), "no kiosk without a PIN"
    app.type("4711")
    dialog.find("button", "Start").click()
    app.find("button", "English")
    assert not app.find_all("button", "Main Menu"), "the program can be seen beside the kiosk"
    app.take_keys()
    for keys in ("ctrl+k", "ctrl+4", "ctrl+comma", "ctrl+w", "F10"):
        app.keys(keys)
    app.find("button", "简体中文").click()
    app.find("button", "下一题")
    wait_for(lambda: (at := app.focused()) and at.role == "radio button", "focus in the question")
    app.keys("9", "Return")
    app.find("button", "完成").click()
    app.find("label", lambda name: name.startswith("谢谢"))
    before = len(ask(RESPONSES))
    wait_for(lambda: ("kiosk", None, 1, 9, None) in ask(RESPONSES), "response of the kiosk")
    assert len(ask(RESPONSES)) == before or before == 2
    app.find("button", "English")


def kiosk_is_left_by_its_pin(app):
    for pin, leaves in (("1234", False), ("4711", True)):
        app.find("button", "Leave the Kiosk").click()
        app.find(("alert", "dialog"), "Leave the Kiosk?")
        app.take_keys()
        wait_for(lambda: (at := app.focused()) and at.role in ("password text", *ENTRY), "focus in the PIN")
        app.type(pin)
        app.keys("Return")
        app.gone(("alert", "dialog"), "Leave the Kiosk?")
        assert leaves or not app.find_all("button", "Main Menu"), "a wrong PIN leaves the kiosk"
    app.find("button", "Main Menu")


def main():
    subprocess.run([maker, path], check=True)
    tap = Tap()
    app = start()
    try:
        for test in (answers_by_keys, next_customer_at_once, unhappy_proposes_a_call, draft_survives_a_crash):
            if not tap.run(test.__name__.replace("_", " "), test, app):
                app.root.dump()
                break
        app.kill()
        app = start()
        for test in (draft_comes_back, undo_takes_back, answers_of_another_tool_are_imported, invites_who_may_be, invitation_by_keys, page_for_one, code_from_paper, asked_from_the_profile, filtered_by_satisfaction, kiosk_asks_and_thanks, kiosk_is_left_by_its_pin):
            if not tap.run(test.__name__.replace("_", " "), test, app):
                app.root.dump()
                break
        tap.run("quits", app.quit)
    finally:
        app.kill()
    tap.finish()


main()
