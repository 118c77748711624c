#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results of surveys, with the demo company: scores, an answer that filters all, two questions, words, a response; a follow-up planned."""

import csv
import os
import re
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, wait_for  # noqa: E402

program = sys.argv[1]
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
NPS = "Would you recommend us?"
SALE = "Satisfaction after a sale"
ANONYMOUS = "Quality of our service"
ENTRY = ("entry", "text")
UNHAPPY = """SELECT c.name, c.id, s.title FROM response r JOIN survey s ON s.id = r.survey JOIN customer c ON c.id = r.customer
 WHERE r.score < s.threshold AND r.deleted = 0 AND r.answered_at > (strftime('%s', 'now') - 80 * 86400) * 1000000
 AND NOT EXISTS (SELECT 1 FROM response l WHERE l.customer = r.customer AND l.score IS NOT NULL AND l.answered_at > r.answered_at)
 AND NOT EXISTS (SELECT 1 FROM task t WHERE t.customer = r.customer AND t.deleted = 0 AND (t.done_at IS NULL OR t.done_at >= r.answered_at))
 ORDER BY r.answered_at DESC"""


def ask(sql, *arguments):
    connection = sqlite3.connect(f"file:{data / 'demo.clientele'}?mode=ro", uri=True)
    try:
        return connection.execute(sql, arguments).fetchall()
    finally:
        connection.close()


def count_responses(title):
    return ask("SELECT n_responses FROM survey WHERE title = ? AND deleted = 0", title)[0][0]


def open_survey(app, title):
    app.find("list item", "Surveys")
    app.take_keys()
    app.keys("ctrl+4")
    app.find("table row", lambda name: name.startswith(title)).click_on()
    app.keys("Return")
    app.find("button", lambda name: name.startswith("Responses: "))


def tile(app, start):
    return app.find("button", lambda name: name.startswith(start))


def shows_figures(app):
    """It opens on the results: how many, the score with its interval and its n."""
    open_survey(app, NPS)
    n = count_responses(NPS)
    tile(app, f"Responses: {n}.")
    score = tile(app, "Score: ")
    assert f"n = {n}" in score.name and " to " in score.name, score.name


def filters_by_answer(app):
    """A mark of a question leaves those who gave the answer, everywhere; its chip takes that back."""
    open_survey(app, NPS)
    n = count_responses(NPS)
    (nines,) = ask("SELECT count(DISTINCT r.id) FROM response r JOIN survey s ON s.id = r.survey WHERE s.title = ? AND r.score_value = 9000000 AND r.deleted = 0", NPS)[0]
    assert 0 < nines < n
    app.find("button", lambda name: name.startswith("9: ")).click()
    tile(app, f"Responses: {nines}.")
    app.find("button", "Show All Answers Again").click()
    tile(app, f"Responses: {n}.")


def opens_a_response(app):
    """From the figure to the responses behind it, to one in full, to its customer."""
    open_survey(app, NPS)
    tile(app, "Responses: ").click()
    records = app.find("dialog", "Responses")
    records.find("list item", lambda name: "Satisfaction " in name)
    wait_for(lambda: (node := app.focused()) and "Satisfaction " in node.name, "focus on the first response")
    app.keys("Return")
    response = app.find("dialog", "Response")
    response.find(None, "How likely are you to recommend us to a friend or a colleague?")


def opens_behind_marks(app):
    """A point of the trend leads to as many responses as it counts."""
    open_survey(app, NPS)
    point = next(node for node in app.find_all("button") if re.search(r"\(n = \d+\) \(", node.name))
    n = re.search(r"\(n = (\d+)\)", point.name).group(1)
    point.click()
    records = app.find("dialog", point.name.split(":")[0])
    records.find(None, f"{n} responses")


def exports(app):
    """Ctrl+E writes all figures shown, a row a value: the score with its interval among them."""
    open_survey(app, NPS)
    path = data / "figures.csv"
    app.take_keys()
    app.keys("ctrl+e")
    app.save_as("Export the Figures", path)
    wait_for(path.exists, "file")
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    figures = {row["Row"].split(":")[0]: row for row in rows if row["Figure"] == "Summary"}
    assert figures["Responses"]["Value"] == str(count_responses(NPS)), figures
    (score,) = ask("SELECT score / 1000000.0 FROM survey WHERE title = ?", NPS)[0]
    assert abs(float(figures["Score"]["Value"]) - score) < 0.001 and float(figures["Score"]["At least"]) < score < float(figures["Score"]["At most"]), figures
    assert {"How the score went", "Satisfaction and loyalty"} < {row["Figure"] for row in rows}


def lists_scores(app):
    """The list says the score of each survey with its n, and none of an anonymous one."""
    app.find("list item", "Surveys")
    app.take_keys()
    app.keys("ctrl+4")
    nps = app.find("table row", lambda name: name.startswith(NPS)).name
    hidden = app.find("table row", lambda name: name.startswith(ANONYMOUS)).name
    assert f"(n = {count_responses(NPS)})" in nps, nps
    assert "(n = " not in hidden, hidden


def crosses(app):
    """Two questions beside each other say whether they go together."""
    open_survey(app, SALE)
    app.find(None, lambda name: "χ² = " in name and "Cramér’s V = " in name)


def searches_words(app):
    """What was written is searched; Ctrl+F goes there."""
    open_survey(app, NPS)
    app.find("list", "What was written").find("list item")
    before = len(app.find("list", "What was written").find_all("list item"))
    app.take_keys()
    app.keys("ctrl+f")
    app.type("Shorter delivery")
    wait_for(lambda: 0 < len(app.find("list", "What was written").find_all("list item")) < before, "fewer texts")


def keeps_anonymity(app):
    """Of an anonymous survey no figure opens a response."""
    open_survey(app, ANONYMOUS)
    app.find(None, lambda name: name.startswith("Anonymous: figures over fewer than 5"))
    tile(app, "Responses: ").click()
    tile(app, "Score: ").click()
    app.find("button", "Build" if app.find_all("button", "Build") else None)
    assert not app.find_all("dialog")


def plans_a_follow_up(app):
    """An unhappy answer proposes a task on the customer's profile; one press makes it, and the proposal is gone."""
    name, customer, survey = ask(UNHAPPY)[0]
    app.find("list item", "Customers")
    app.take_keys()
    app.keys("ctrl+k")
    palette = app.find("dialog", "Search and Commands")
    palette.find(ENTRY, "Search and Commands").write(name)
    palette.find("list item", lambda text: text.startswith(name))
    app.keys("Return")
    app.find("button", "Plan a Follow-Up").click()
    wait_for(lambda: ask("SELECT count(*) FROM task WHERE customer = ? AND title LIKE ? AND deleted = 0 AND done_at IS NULL", customer, f"%{survey}%") == [(1,)], "task")
    app.gone("button", "Plan a Follow-Up")
    app.take_keys()
    app.keys("ctrl+z")
    app.find("button", "Plan a Follow-Up")


def with_program(test):
    def run():
        app = App(program, "--demo")
        try:
            app.find(("tree table", "table"), deadline=120)
            test(app)
        finally:
            app.kill()
    return run


tap = Tap()
for case in (shows_figures, lists_scores, filters_by_answer, opens_a_response, opens_behind_marks, exports, crosses, searches_words, keeps_anonymity, plans_a_follow_up):
    tap.run("ui-survey-results/" + case.__name__, with_program(case))
tap.finish()
