#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a survey that is mailed out, in a real browser: answered by keys and by clicks, given back, and read by the program.

test-survey-page.py CLIENTELE-CLI SURVEY-PAGE [FOLDER FOR PICTURES]
"""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "ui")]
from browser import DOWN, ENTER, RIGHT, SPACE, TAB, Browser, wait_for  # noqa: E402
from readable import find_faint, find_small, find_unnamed, get_width  # noqa: E402
from tap import Tap  # noqa: E402

CLI, MAKER = sys.argv[1:3]
PICTURES = Path(sys.argv[3]) if len(sys.argv) > 3 else None
DATA = Path(__file__).parent.parent / "data" / "surveys"
PHONE, DESKTOP = (390, 844), (1280, 800)
ANSWERS = """SELECT q.code, a.part, o.code, w.code, a.value, a.text, a.date FROM answer a JOIN question q ON q.id = a.question JOIN response r ON r.id = a.response
 LEFT JOIN question_option o ON o.id = a.option LEFT JOIN question_option w ON w.id = a.row WHERE a.deleted = 0 AND r.deleted = 0"""


def equal(a, b):
    assert a == b, f"{a!r} is not {b!r}"


class Place:
    """A file with a survey, the page that was mailed to a customer, and what comes back."""

    def __init__(self, folder, form=None):
        self.folder = Path(folder)
        self.folder.mkdir(exist_ok=True)
        self.db, self.page = self.folder / "office.clientele", self.folder / "page.html"
        self.form = self.folder / "form.json"
        self.form.write_text(json.dumps(form) if form else (DATA / "every-type.json").read_text())
        self.environment = {**os.environ, "XDG_DATA_HOME": str(self.folder / "data"), "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
        subprocess.run([MAKER, "make", self.db, self.form, self.page], check=True, env=self.environment)

    def ask(self, sql):
        connection = sqlite3.connect(f"file:{self.db}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def take(self, text, code=0):
        """Gives the program what came back, as a file; what it says of it."""
        file = self.folder / "came-back.txt"
        file.write_text(text)
        result = subprocess.run([CLI, "--db", self.db, "--json", "survey", "import-answers", "After the delivery", file], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        equal((result.returncode, result.stderr if code == 0 else ""), (code, ""))
        return json.loads(result.stdout) if result.stdout else result.stderr


def field(browser, code):
    return browser.run("return fields.get(arguments[0])", code)


def is_shown(browser, code):
    return browser.run("return fields.get(arguments[0]).checkVisibility()", code)


def pick(browser, code, name, line=0):
    """Clicks what has this name among the answers to a question; @line is the half of a pair or the row of a matrix."""
    target = browser.run("""const boxes = fields.get(arguments[0]).querySelectorAll('.line'), box = boxes.length ? boxes[arguments[2]] : fields.get(arguments[0]);
        const input = [...box.querySelectorAll('label.pick input')].find(each => each.ariaLabel === arguments[1] || each.ariaLabel.startsWith(arguments[1] + ','));
        input.closest('label').scrollIntoView({ block: 'center' }); return input;""", code, name, line)
    target.click()


def write(browser, code, text):
    browser.run("const input = fields.get(arguments[0]).querySelector('input.text, textarea'); input.scrollIntoView({ block: 'center' }); return input", code).write(text)


def set_date(browser, code, day):
    # How a date is typed depends on the browser's language; that it is taken is what matters.
    browser.run("const input = fields.get(arguments[0]).querySelector('input'); input.value = arguments[1]; input.dispatchEvent(new Event('input', { bubbles: true }))", code, day)


def finish(browser):
    browser.find("#form button.main").click()


def code_of(browser):
    wait_for(lambda: browser.find("#end").shown, "the end of the page")
    return browser.run("return document.getElementById('code').value")


def answer_all(browser):
    pick(browser, "nps", "6")
    write(browser, "why", "Two days late, and “nobody” called: 送货 <b>&amp;</b>")
    pick(browser, "heard", "At a trade fair")
    pick(browser, "buys", "Desks")
    pick(browser, "buys", "Chairs")
    write(browser, "who", "Straße ΟΔΟΣ ı")
    write(browser, "desks", "12,5")
    set_date(browser, "day", "2026-05-17")
    pick(browser, "find", "Good", 0)
    pick(browser, "find", "Poor", 1)
    pick(browser, "urgent", "7")
    pick(browser, "matters", "Quality")
    pick(browser, "matters", "Price")
    pick(browser, "same", browser.run("return questions.find(each => each.code === 'same').options[0].text[0]"), 0)
    pick(browser, "promise", "7", 0)
    pick(browser, "promise", "3", 1)


EXPECTED = sorted([
    ("nps", None, None, None, 6, None, None), ("why", None, None, None, None, "Two days late, and “nobody” called: 送货 <b>&amp;</b>", None),
    ("heard", None, "fair", None, None, None, None), ("buys", None, "desks", None, None, None, None), ("buys", None, "chairs", None, None, None, None),
    ("who", None, None, None, None, "Straße ΟΔΟΣ ı", None), ("desks", None, None, None, 12.5, None, None), ("day", None, None, None, None, None, 20260517),
    ("find", None, "good", "price", 3, None, None), ("find", None, "poor", "service", 1, None, None), ("urgent", None, None, None, 7, None, None),
    ("visit", None, None, None, 4, None, None), ("easy", None, None, None, 2, None, None),
    ("matters", None, "quality", None, 1, None, None), ("matters", None, "price", None, 2, None, None), ("matters", None, "speed", None, 3, None, None),
    ("same", "functional", "1", None, 1, None, None), ("same", "dysfunctional", "5", None, 5, None, None),
    ("promise", "expectation", None, None, 7, None, None), ("promise", "perception", None, None, 3, None, None), ("pleased", None, None, None, 2, None, None),
], key=str)


def answers_in(place):
    return sorted([(*row[:4], row[4] / 1000000 if row[4] is not None else None, *row[5:]) for row in place.ask(ANSWERS)], key=str)


def answered_by_clicks_on_a_phone(browser, place):
    browser.open(place.page)
    equal(browser.run("return document.title"), "After the delivery")
    assert not is_shown(browser, "why") and not is_shown(browser, "desks") and not is_shown(browser, "pleased"), "what hangs on an answer is shown before it"
    pick(browser, "nps", "9")
    assert not is_shown(browser, "why") and is_shown(browser, "pleased"), "the page's condition"
    answer_all(browser)
    assert is_shown(browser, "why") and is_shown(browser, "desks")
    pick(browser, "buys", "None of these")
    assert not is_shown(browser, "desks"), "chosen alone, the others are taken back"
    pick(browser, "buys", "Desks")
    pick(browser, "buys", "Chairs")
    pick(browser, "matters", "Speed")
    pick(browser, "same", browser.run("return questions.find(each => each.code === 'same').options[4].text[0]"), 1)
    pick(browser, "visit", "4")
    pick(browser, "easy", "2")
    finish(browser)
    equal(browser.find("#end").shown, False)
    problem = browser.run("return fields.get('pleased').querySelector('.problem').textContent")
    equal(problem, "Please answer this question.")
    equal(browser.focused.name.split(",")[0], "1")
    pick(browser, "pleased", "2")
    assert not browser.run("return fields.get('pleased').querySelector('.problem').checkVisibility()")
    finish(browser)
    place.code = code_of(browser)
    equal(browser.find("#thanks").text, "Thank you, and until next time.")


def answers_are_saved_as_a_file(browser, place):
    browser.find("#save").click()
    saved = wait_for(lambda: [path for path in browser.downloads.iterdir() if path.suffix == ".txt"], "file of answers")[0]
    wait_for(lambda: saved.read_text().strip(), "answers in the file")
    equal(saved.read_text().strip(), place.code)
    browser.find("#copy").click()
    wait_for(lambda: browser.find("#copy").text == "Copied", "“Copied”")


def the_same_answers_stand_in_the_file(browser, place):
    result = place.take(f"Dear office,\n\n> {place.code[:70]}\n> {place.code[70:]}\n\nYours\n")
    equal((result["read"], result["created"], result["matched"], result["errors"]), (1, 1, 1, []))
    equal(answers_in(place), EXPECTED)
    equal(place.ask("SELECT c.name, i.state FROM response r JOIN customer c ON c.id = r.customer JOIN invitation i ON i.id = r.invitation"), [("Harbour Office", "answered")])


def the_same_twice_is_one(browser, place):
    result = place.take(place.code)
    equal((result["created"], result["unchanged"], result["edit"]), (0, 1, None))
    equal(answers_in(place), EXPECTED)


def what_was_cut_or_changed_is_refused(browser, place):
    half = len(place.code) // 2
    for text, words in ((place.code[:half], "cut off"), (place.code[:-3], "cut off"), (place.code[:half] + ("A" if place.code[half] != "A" else "B") + place.code[half + 1:], "changed on the way"),
                        (place.code[:half] + place.code[half + 30:], "changed on the way"), (place.code.replace("CLA1.", "CLA7."), None)):
        said = place.take(text, code=3)
        assert words is None or words in json.dumps(said, ensure_ascii=False), said
    assert "the page itself" in place.take(place.page.read_text(), code=3)
    equal(answers_in(place), EXPECTED)


def the_invitation_is_answered_once(browser, place):
    browser.open(place.page)
    pick(browser, "nps", "10")
    pick(browser, "pleased", "5")
    finish(browser)
    said = place.take(code_of(browser), code=3)
    assert "answered already" in json.dumps(said), said
    equal(answers_in(place), EXPECTED)


def nothing_is_asked_of_any_network(browser, place):
    others = [address for address in browser.requests() if not re.match(r"(file:///|blob:|data:|chrome:|about:)", address)]
    equal(others, [])
    refused = browser.run("try { const request = new XMLHttpRequest(); request.open('GET', 'http://127.0.0.1:9/', false); request.send(); return 'sent'; } catch (error) { return 'refused'; }")
    equal(refused, "refused")
    equal(browser.run("return performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith('http://127.0.0.1:9/'))"), [])


def the_page_makes_no_complaint(browser, place):
    equal([line for line in browser.complaints() if "127.0.0.1:9" not in line], [])


def everything_can_be_touched_and_read(browser, place, width):
    """Targets are large enough, nothing sticks out at the side, each control says its name, and text stands out from what is behind it."""
    browser.open(place.page)
    answer_all(browser)
    equal(find_small(browser, "label.pick, button, input.text, textarea"), [])
    equal(get_width(browser), width)
    equal(find_unnamed(browser, "#form input, #form textarea, button"), [])
    equal(find_faint(browser, "h1, h2, p, legend, label.pick span, .hint, .ends span, .name, button"), [])


def the_second_language_is_a_click_away(browser, place):
    browser.open(place.page)
    pick(browser, "nps", "3")
    write(browser, "why", "早点送到")
    button = browser.find("#language")
    equal((button.text, browser.run("return document.documentElement.lang")), ("简体中文", "en"))
    button.click()
    equal((button.text, browser.run("return document.documentElement.lang"), browser.run("return document.title")), ("English", "zh-CN", "送货之后"))
    equal(browser.run("return fields.get('why').querySelector('textarea').value"), "早点送到")
    assert "我们哪里可以做得更好" in field(browser, "why").text
    finish(browser)
    equal(browser.run("return fields.get('pleased').querySelector('.problem').textContent"), "请回答此题。")
    pick(browser, "pleased", "4")
    finish(browser)
    place.code = code_of(browser)
    equal((browser.find("#thanks").text, browser.find("#save").text), ("谢谢，下次再见。", "保存答卷"))


def answered_by_keys_alone(browser, place):
    """The focus goes through the page in its order; arrows and the space bar choose."""
    browser.open(place.page)
    browser.keys(TAB)
    equal(browser.focused.name, "简体中文")
    browser.keys(TAB)
    equal(browser.focused.name.split(",")[0], "0")
    browser.keys(ENTER)
    assert not browser.find("#end").shown, "Enter in a question finishes"
    browser.keys(SPACE)
    browser.keys(RIGHT * 3)
    equal(browser.run("return answers.get('nps')[0].v"), "3")
    browser.keys(TAB)
    browser.keys("Late")
    equal(browser.run("return answers.get('why')[0].t"), "Late")
    browser.keys(TAB)
    equal(browser.focused.name, "From a friend")
    browser.keys(SPACE, DOWN)
    equal(browser.run("return answers.get('heard')[0].o"), "fair")
    browser.keys(TAB)
    browser.keys("a sign")
    browser.keys(TAB, SPACE, TAB, SPACE)
    equal(browser.run("return answers.get('buys').map(each => each.o)"), ["desks", "chairs"])
    browser.run("document.querySelector('#form button.main').focus()")
    browser.keys(ENTER)
    equal(browser.run("return fields.get('pleased').contains(document.activeElement)"), True)
    browser.keys(SPACE)
    browser.run("document.querySelector('#form button.main').focus()")
    browser.keys(ENTER)
    wait_for(lambda: browser.find("#end").shown, "the end of the page")
    equal(browser.run("return document.activeElement.id"), "end")
    equal(browser.run("return answers.get('pleased')[0].v"), "1")
    browser.keys(TAB)
    equal(browser.focused.name, "Save the Answers")
    browser.find("#change").click()
    assert browser.find("#form").shown and browser.run("return answers.get('nps')[0].v") == "3", "what was answered is gone"


def nothing_answered_is_told(browser, place):
    browser.open(place.page)
    finish(browser)
    assert not browser.find("#end").shown
    equal(browser.run("return fields.get('nps').querySelector('.problem').textContent"), "Please answer this question.")
    browser.run("for (const question of questions) question.required = false")
    finish(browser)
    assert not browser.find("#end").shown
    equal(browser.find("#nothing").text, "Nothing has been answered yet.")


def what_does_not_fit_is_told(browser, place):
    browser.open(place.page)
    pick(browser, "nps", "9")
    pick(browser, "pleased", "5")
    pick(browser, "buys", "Desks")
    for text in ("many", "501", "-1", "1e9", "1.2345678"):
        browser.run("fields.get('desks').querySelector('input').value = ''")
        write(browser, "desks", text)
        finish(browser)
        equal((text, browser.find("#end").shown, browser.run("return fields.get('desks').querySelector('.problem').textContent")), (text, False, "Please check this answer."))


def pictures(browser, place, name):
    """Looked at by people, as those of the window."""
    if PICTURES is None:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    browser.open(place.page)
    answer_all(browser)
    pick(browser, "visit", "4")
    finish(browser)
    browser.run("window.scrollTo(0, 0)")
    browser.picture(PICTURES / f"{name}.png")
    pick(browser, "pleased", "2")
    finish(browser)
    browser.picture(PICTURES / f"{name}-end.png")


def conditions_are_read_as_in_the_program(browser, folder):
    rows = [line.split("\t") for line in (DATA / "conditions.tsv").read_text().splitlines() if line and not line.startswith("#")]
    form = json.loads((DATA / "every-type.json").read_text())
    form["pages"].append({"questions": [{"code": f"c{place}", "type": "short_text", "text": {"en": condition}, "show_if": condition} for place, (condition, _) in enumerate(rows)]})
    place = Place(folder, form)
    browser.open(place.page)
    answer_all(browser)
    pick(browser, "pleased", "3")
    expected = {condition: bool(int(holds)) for condition, holds in rows}
    seen = {condition: is_shown(browser, f"c{place}") for place, (condition, _) in enumerate(rows)}
    equal({condition: holds for condition, holds in seen.items() if holds != expected[condition]}, {})
    finish(browser)
    (place.folder / "answers.txt").write_text(code_of(browser))
    shown = dict(line.split() for line in subprocess.run([MAKER, "shown", place.db, place.folder / "answers.txt"], check=True, stdout=subprocess.PIPE, text=True, env=place.environment).stdout.splitlines())
    program = {condition: shown[f"c{place}"] == "1" for place, (condition, _) in enumerate(rows)}
    equal({condition: holds for condition, holds in program.items() if holds != expected[condition]}, {})


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="clientele-page-", ignore_cleanup_errors=True) as folder:
        folder = Path(folder)
        place = Place(folder / "office")

        def run(test, *arguments):
            return tap.run(test.__name__.replace("_", " "), test, *arguments)

        browser = Browser(folder / "phone", *PHONE, phone=True)
        try:
            for test in (answered_by_clicks_on_a_phone, answers_are_saved_as_a_file, the_same_answers_stand_in_the_file, the_same_twice_is_one, what_was_cut_or_changed_is_refused,
                         the_invitation_is_answered_once):
                if not run(test, browser, place):
                    break
            run(everything_can_be_touched_and_read, browser, place, PHONE[0])
            run(the_page_makes_no_complaint, browser, place)
            run(nothing_is_asked_of_any_network, browser, place)
            pictures(browser, place, "phone")
        finally:
            browser.quit()
        browser = Browser(folder / "desktop", *DESKTOP, dark=True)
        try:
            for test in (answered_by_keys_alone, nothing_answered_is_told, what_does_not_fit_is_told, the_second_language_is_a_click_away):
                run(test, browser, place)
            run(everything_can_be_touched_and_read, browser, place, DESKTOP[0])
            run(conditions_are_read_as_in_the_program, browser, folder / "conditions")
            run(the_page_makes_no_complaint, browser, place)
            pictures(browser, place, "desktop-dark")
        finally:
            browser.quit()
    tap.finish()


main()
