#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences: the company, when it works, its words and its people; what is set holds at once and in the file."""

import os
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, mouse, wait_for  # noqa: E402

program = sys.argv[1]
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
ENTRY = ("entry", "text")
DEMO_BANNER = "You are looking at a demo company"


def ask(sql, *arguments):
    """The first row of the demo company's answer."""
    connection = sqlite3.connect(f"file:{data / 'demo.clientele'}?mode=ro", uri=True)
    try:
        return connection.execute(sql, arguments).fetchone()
    finally:
        connection.close()


def setting(name):
    found = ask("SELECT value FROM file WHERE name = ?", name)
    return found[0] if found else None


def open_company(app):
    app.find(None, DEMO_BANNER)
    app.take_keys()
    app.keys("ctrl+comma")
    dialog = app.find("dialog", "Preferences")
    dialog.find("page tab", "Company").click()
    return dialog


def close_preferences(app):
    app.find("dialog", "Preferences").find("button", "Close").click()
    app.gone("dialog", "Preferences")


def apply(app, entry, text):
    entry.settle()
    entry.click_on()
    wait_for(lambda: entry.has("focused"), "focus in the row")
    app.keys("ctrl+a")
    app.type(text)
    wait_for(lambda: entry.text == text, f"“{text}” in the row")
    app.keys("Return")


def open_page(dialog, title):
    """From the foot of the page of the company, which is longer than the dialog."""
    x, y = dialog.find(ENTRY, "Address").settle()
    mouse("mousemove", str(x), str(y), "click", "--repeat", "40", "--delay", "5", "5")
    dialog.find("label", title).click_on()


def describes_the_company(app):
    dialog = open_company(app)
    apply(app, dialog.find(ENTRY, "Address"), "1 Quay Street")
    wait_for(lambda: setting("company-address") == "1 Quay Street", "address in the file")
    apply(app, dialog.find(ENTRY, "Email"), "nobody")
    dialog.find(ENTRY, lambda name: name.startswith("Email – "))
    assert setting("company-email") is None
    apply(app, dialog.find(ENTRY, lambda name: name.startswith("Email – ")), "office@example.org")
    wait_for(lambda: setting("company-email") == "office@example.org", "email in the file")
    dialog.find(ENTRY, "Email")
    close_preferences(app)


def chooses_working_days(app):
    dialog = open_company(app)
    dialog.find("toggle button", "Saturday").click()
    wait_for(lambda: setting("working-days") == "123456", "Saturday in the file")
    dialog.find("toggle button", "Saturday").click()
    wait_for(lambda: setting("working-days") == "12345", "Saturday out of the file")
    close_preferences(app)


def renames_a_level(app):
    dialog = open_company(app)
    open_page(dialog, "Levels and Stages")
    apply(app, dialog.find(ENTRY, "A"), "Gold")
    wait_for(lambda: setting("word.customer.level.a") == "Gold", "word in the file")
    apply(app, dialog.find(ENTRY, "B"), "gold")
    dialog.find(ENTRY, "This word stands for another one already")
    assert setting("word.customer.level.b") is None
    app.keys("Escape")
    close_preferences(app)
    app.find("table row", lambda name: " Gold " in name)


def keeps_the_word(app):
    app.find(None, DEMO_BANNER)
    app.find("table row", lambda name: " Gold " in name)


def adds_somebody(app):
    dialog = open_company(app)
    open_page(dialog, "People")
    dialog.find("button", "Add Person").click()
    asked = app.find("dialog", "New Person")
    asked.find(ENTRY, "Name").write("Mo Farrow")
    asked.find("button", "Add").click()
    app.gone("dialog", "New Person")
    wait_for(lambda: ask("SELECT 1 FROM user WHERE name = 'Mo Farrow' AND deleted = 0"), "person in the file")
    dialog.find("list item", lambda name: name.startswith("Mo Farrow"))


def keeps_the_keys(app):
    """The tabs go to the foot of a narrow window, and the keys with them."""
    open_company(app)
    app.resize(400, 760)
    wait_for(lambda: app.focused() is not None, "focus in the dialog")
    app.keys("Escape")
    app.gone("dialog", "Preferences")


def with_program(test):
    """Each case begins where the one before ended, in a program started anew."""
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
for name, test in (
    ("the company is described, and told where an address is none", describes_the_company),
    ("working days are chosen", chooses_working_days),
    ("a level has another name at once", renames_a_level),
    ("and after a restart", keeps_the_word),
    ("somebody is added", adds_somebody),
    ("keys go on when the window gets narrow", keeps_the_keys),
):
    if not tap.run(name, with_program(test)):
        break
tap.finish()
