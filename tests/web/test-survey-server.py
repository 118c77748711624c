#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the server in a real browser that runs no scripts: surveys and the web form, by clicks and by keys, as a customer has them.

test-survey-server.py SURVEY-SERVER [FOLDER FOR PICTURES]
"""

import hashlib
import hmac
import http.client
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "ui")]
from browser import DOWN, ENTER, RIGHT, SPACE, TAB, Browser, Refused, wait_for  # noqa: E402
from readable import find_faint, find_small, find_unnamed, get_width  # noqa: E402
from tap import Tap  # noqa: E402

SERVER = sys.argv[1]
PICTURES = Path(sys.argv[2]) if len(sys.argv) > 2 else None
DATA = Path(__file__).parent.parent / "data" / "surveys"
PHONE, DESKTOP = (390, 844), (1280, 800)


def equal(a, b):
    assert a == b, f"{a!r} is not {b!r}"


class Place:
    """A server of its own, with a survey, invitations, a web form and a hook."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.process = subprocess.Popen([SERVER, self.folder, DATA / "every-type.json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""})
        self.__dict__.update(json.loads(self.process.stdout.readline()))
        self.database = self.folder / "server.db"
        if not self.database.exists():
            self.database = next(path for path in self.folder.iterdir() if path.suffix == ".db")

    def survey(self, number):
        return f"{self.address}/s/{self.invitations[number]}"

    def records(self, kind):
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        try:
            return [json.loads(f"[{state}]")[3:5] for (state,) in connection.execute("SELECT state FROM record WHERE kind = ? ORDER BY id", (kind,))]
        finally:
            connection.close()

    def quit(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


# ── a page as people see it ──

def pick(browser, question, text, line=None):
    """Chooses by what is read."""
    box = f"#q{question}" if line is None else f"#q{question} .line:nth-of-type({line + 2})"
    found = [each for each in browser.find_all(f"{box} label.pick") if (each.text or browser.run("return arguments[0].querySelector('input').value", each)) == text]
    assert len(found) == 1, f"{len(found)} of {text} in {box}"
    found[0].click()


def leaving(browser, act):
    """Does what leads to another page, and waits until that is there."""
    page = browser.find("html")

    def is_gone():
        try:
            page.ask("name")
            return False
        except Refused:
            return browser.run("return document.readyState") == "complete"

    act()
    wait_for(is_gone, "another page")


def press(browser, text):
    found = [each for each in browser.find_all("button") if each.text == text]
    assert len(found) == 1, f"{len(found)} of {text}"
    leaving(browser, found[0].click)


def read(browser, selector):
    return [each.text for each in browser.find_all(selector)]


def is_chosen(browser, question):
    return browser.run("return Array.from(document.querySelectorAll(`#q${arguments[0]} input:checked`)).map(each => each.parentElement.textContent.trim() || each.value)", question)


def check_page(browser, width):
    """On every page that a test comes past."""
    equal(find_small(browser, "label.pick, button, input.text, textarea, select, a, label.check"), [])
    equal(get_width(browser), width)
    equal(find_unnamed(browser, "input:not([type=hidden]), textarea, select, button, a"), [])
    equal(find_faint(browser, "h1, h2, p, legend, label.pick span, label.place span, .hint, .ends span, .name, button, a, label.block, label.check span"), [])
    # That an answer is missing is said by the page's status, too.
    equal([line for line in browser.complaints() if "status of 422" not in line and "status of 404" not in line], [])


def picture(browser, name):
    if PICTURES is not None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        browser.picture(PICTURES / f"{name}.png")


# ── surveys ──

def answered_by_clicks_on_a_phone(browser, place):
    browser.go(place.survey(0))
    equal(browser.run("return document.title"), "After the delivery")
    equal(read(browser, ".step"), ["Page 1 of 3"])
    check_page(browser, PHONE[0])
    picture(browser, "phone-1")
    pick(browser, 0, "6")
    press(browser, "Next")
    equal(read(browser, "legend")[0], "What should we do better? *")
    press(browser, "Next")
    equal(read(browser, "#q1 .problem"), ["Please answer this question."])
    equal(browser.focused.ask("name"), "textarea")
    assert browser.run("return document.title").startswith("Please check this answer.")
    check_page(browser, PHONE[0])
    picture(browser, "phone-2-problem")
    browser.find("#q1 textarea").write("Two days late, and “nobody” called: 送货 <b>&amp;</b>")
    pick(browser, 2, "At a trade fair")
    pick(browser, 3, "Desks")
    pick(browser, 3, "Chairs")
    browser.find("#q4 input").write("Straße ΟΔΟΣ ı")
    press(browser, "Next")
    equal(read(browser, "legend"), ["How many desks are in your office?", "When was the last delivery?"])
    browser.find("#q5 input").write("12,5")
    check_page(browser, PHONE[0])
    press(browser, "Next")
    check_page(browser, PHONE[0])
    pick(browser, 7, "Good", 0)
    pick(browser, 7, "Poor", 1)
    pick(browser, 8, "7")
    pick(browser, 9, "4")
    pick(browser, 10, "2")
    for select, rank in zip(browser.find_all("#q11 select"), (2, 1, 3)):
        select.write(str(rank))
    pick(browser, 13, "7", 0)
    pick(browser, 13, "3", 1)
    picture(browser, "phone-4")
    press(browser, "Finish")
    equal(read(browser, "#q14 .problem"), ["Please answer this question."])
    equal(is_chosen(browser, 9), ["4"])
    pick(browser, 14, "2")
    press(browser, "Finish")
    equal(read(browser, "h1"), ["Thank you, and until next time."])
    check_page(browser, PHONE[0])
    picture(browser, "phone-end")


def the_answers_stand_in_the_workspace(browser, place):
    created, _ = place.records("response")[0]
    equal((created["channel"], created["complete"], created["language"]), ("web", 1, "en"))
    texts = [created["text"] for created, _ in place.records("answer") if "text" in created]
    equal(sorted(texts), sorted(["Two days late, and “nobody” called: 送货 <b>&amp;</b>", "Straße ΟΔΟΣ ı"]))
    equal(len(place.records("answer")), 18)
    states = [{**created, **{name: value for name, (value, _) in changed.items()}}["state"] for created, changed in place.records("invitation")]
    equal(sorted(states), sorted(["answered"] + ["sent"] * (len(place.invitations) - 1)))


def what_is_over_is_over(browser, place):
    """Back to the last page and sent once more; then the link again."""
    browser.back()
    browser.go(browser.address)
    browser.go(place.survey(0))
    equal(read(browser, "h1"), ["There is nothing to answer here"])
    used = browser.get("/source")
    browser.go(f"{place.address}/s/zzzzzzzzzzzzzzzzzzzzzzzzzz")
    equal(browser.get("/source"), used)
    check_page(browser, PHONE[0])
    picture(browser, "phone-closed")
    equal(len(place.records("response")), 1)
    browser.requests()


def back_and_forward_keep_what_was_answered(browser, place):
    browser.go(place.survey(1))
    pick(browser, 0, "9")
    press(browser, "Next")
    browser.find("#q4 input").write("Anna")
    pick(browser, 3, "Chairs")
    press(browser, "Next")
    browser.back()
    equal((is_chosen(browser, 3), browser.find("#q4 input").ask("property/value")), (["Chairs"], "Anna"))
    browser.back()
    equal(is_chosen(browser, 0), ["9"])
    browser.forward()
    equal(is_chosen(browser, 3), ["Chairs"])
    press(browser, "Back")
    equal(is_chosen(browser, 0), ["9"])
    # Another day, from the mail.
    browser.go(place.survey(1))
    equal(is_chosen(browser, 0), ["9"])


def one_chosen_alone_is_told(browser, place):
    browser.go(place.survey(1) + "?p=2")
    pick(browser, 3, "None of these")
    press(browser, "Next")
    equal(read(browser, "#q3 .problem"), ["“None of these” cannot be chosen together with others."])
    equal(is_chosen(browser, 3), ["Chairs", "None of these"])
    pick(browser, 3, "None of these")
    press(browser, "Next")
    equal(read(browser, ".problem"), [])


def finish_by_key(browser):
    browser.run("document.querySelector('button.main').focus()")
    leaving(browser, lambda: browser.keys(ENTER))


def answered_by_keys_alone(browser, place):
    browser.go(place.survey(2))
    browser.keys(TAB)
    equal(browser.focused.name, "简体中文")
    browser.keys(TAB)
    equal(browser.focused.name, "0, Not at all likely")
    equal(browser.focused.role, "radio")
    # Enter in a question goes nowhere, and loses nothing.
    leaving(browser, lambda: browser.keys(SPACE, ENTER))
    equal((read(browser, ".step"), is_chosen(browser, 0)), (["Page 1 of 4"], ["0"]))
    browser.keys(TAB, TAB, RIGHT * 9)
    equal(is_chosen(browser, 0), ["9"])
    browser.keys(TAB)
    equal(browser.focused.name, "Next")
    leaving(browser, lambda: browser.keys(ENTER))
    equal(read(browser, ".step"), ["Page 2 of 4"])
    browser.keys(TAB, TAB)
    equal(browser.focused.name, "From a friend")
    browser.keys(SPACE, DOWN)
    equal(is_chosen(browser, 2), ["At a trade fair"])
    browser.keys(TAB)
    equal(browser.focused.name, "Other")
    browser.keys("a sign", ENTER)
    equal(read(browser, ".step"), ["Page 2 of 4"])
    browser.keys(TAB * 5)
    equal(browser.focused.name, "Next")
    leaving(browser, lambda: browser.keys(ENTER))
    finish_by_key(browser)
    finish_by_key(browser)
    equal(browser.run("return document.activeElement.name"), "q14")
    browser.keys(SPACE, RIGHT)
    finish_by_key(browser)
    equal(read(browser, "h1"), ["Thank you, and until next time."])


def the_second_language_keeps_what_was_answered(browser, place):
    browser.go(place.survey(3))
    equal(browser.run("return document.documentElement.lang"), "zh-CN")
    equal(read(browser, ".step"), ["第 1 页，共 3 页"])
    check_page(browser, DESKTOP[0])
    picture(browser, "desktop-zh")
    pick(browser, 0, "3")
    press(browser, "English")
    equal((browser.run("return document.documentElement.lang"), is_chosen(browser, 0)), ("en", ["3"]))
    press(browser, "简体中文")
    press(browser, "下一页")
    press(browser, "下一页")
    equal(read(browser, "#q1 .problem"), ["请回答此题。"])
    picture(browser, "desktop-zh-problem")
    press(browser, "上一页")
    browser.go(f"{place.address}/s/zzzzzzzzzzzzzzzzzzzzzzzzzz")
    equal(read(browser, "h1"), ["此处没有可填写的问卷"])


def an_open_link_is_for_many(browser, place):
    before = len(place.records("response"))
    for answer in ("9", "10"):
        browser.go(f"{place.address}/s/{place.open}")
        pick(browser, 0, answer)
        press(browser, "Next")
        press(browser, "Next")
        press(browser, "Next")
        check_page(browser, DESKTOP[0])
        picture(browser, "desktop-dark-4")
        pick(browser, 14, "5")
        press(browser, "Finish")
        equal(read(browser, "h1"), ["Thank you, and until next time."])
    equal(len(place.records("response")), before + 2)


# ── the web form ──

def the_form_is_filled_in(browser, place, width, name):
    browser.go(f"{place.address}/f/{place.form}")
    check_page(browser, width)
    press(browser, "Send")
    equal(len(read(browser, ".problem")), 3)
    equal(browser.focused.ask("attribute/id"), "name")
    check_page(browser, width)
    picture(browser, f"{name}-form-problem")
    browser.find("#name").write("Carla <b>")
    browser.find("#email").write("carla@pier.example")
    browser.find("#message").write("Two desks, please.\n谢谢")
    browser.find("label.check").click()
    picture(browser, f"{name}-form")
    end = time.monotonic() + 30
    while not read(browser, ".note") and time.monotonic() < end:
        # Sent sooner than anybody could have filled it in, it is asked for once more.
        press(browser, "Send")
    equal(read(browser, "h1"), ["Thank you!"])
    check_page(browser, width)
    picture(browser, f"{name}-form-end")
    customers = [created["name"] for created, _ in place.records("customer")]
    equal(customers.count("Carla <b>"), 1)


# ── the hook, as docs/server.md says it ──

def ask(place, method, path, body=None, **headers):
    connection = http.client.HTTPConnection(urlsplit(place.address).netloc, timeout=30)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def a_signed_call_is_taken(place):
    body = json.dumps({"id": "call-1", "kind": "call", "phone": "+8613900000000", "text": "Wanted to know when"})
    at = str(int(time.time()))
    mac = hmac.new(place.hook_key.encode(), f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
    answer, said = ask(place, "POST", f"/h/{place.hook}", body, **{"Content-Type": "application/json", "X-Clientele-Signature": f"t={at},v1={mac}"})
    equal((answer.status, json.loads(said)["result"]), (202, "unknown"))
    answer, said = ask(place, "POST", f"/h/{place.hook}", body, **{"Content-Type": "application/json", "X-Clientele-Signature": f"t={at},v1={mac}"})
    equal((answer.status, json.loads(said)["result"]), (200, "repeated"))
    answer, said = ask(place, "POST", f"/h/{place.hook}", body + " ", **{"X-Clientele-Signature": f"t={at},v1={mac}"})
    equal((answer.status, json.loads(said)["error"]), (401, "signature"))


# As much of curl as the example needs, where there is none.
CURL = """#!/usr/bin/env python3
import sys, urllib.request
arguments = sys.argv[1:]
take = lambda option: arguments.pop(arguments.index(option) + 1)
header, data = take("--header").split(": ", 1), take("--data").encode()
answer = urllib.request.build_opener(urllib.request.ProxyHandler({})).open(urllib.request.Request(arguments[-1], data, dict([header])))
print(answer.read().decode())
"""


def the_example_in_the_documentation_works(place):
    text = (Path(__file__).parent.parent.parent / "docs" / "server-pages.md").read_text()
    example = re.search(r"```sh\n(.*?)```", text, re.S).group(1)
    example = re.sub(r"(?m)^url=.*$", f"url={place.address}/h/{place.hook}", example)
    example = re.sub(r"(?m)^key=.*$", f"key={place.hook_key}", example)
    programs = place.folder / "programs"
    programs.mkdir()
    if shutil.which("curl") is None:
        (programs / "curl").write_text(CURL)
        (programs / "curl").chmod(0o755)
    for result in ("unknown", "repeated"):
        said = subprocess.run(["sh", "-eu", "-c", example], check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, "no_proxy": "*", "PATH": f"{os.environ['PATH']}:{programs}"}).stdout
        equal(json.loads(said)["result"], result)


def headers_keep_everything_else_out(place):
    for path in (f"/s/{place.invitations[4]}", f"/f/{place.form}", "/s/unknown"):
        answer, said = ask(place, "GET", path)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-"), answer.headers
        equal((answer.headers["Cache-Control"], answer.headers["Referrer-Policy"], answer.headers["X-Content-Type-Options"]), ("no-store", "no-referrer", "nosniff"))
        assert b"<script" not in said and b"http" not in said
        answer, said = ask(place, "HEAD", path)
        equal(said, b"")
    answer, said = ask(place, "POST", f"/s/{place.invitations[4]}", b"x" * (256 * 1024 + 1))
    equal(answer.status, 413)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="clientele-pages-", ignore_cleanup_errors=True) as folder:
        folder = Path(folder)
        place = Place(folder / "server")

        def run(test, *arguments):
            return tap.run(test.__name__.replace("_", " "), test, *arguments)

        try:
            browser = Browser(folder / "phone", *PHONE, phone=True, scripts=False)
            try:
                for test in (answered_by_clicks_on_a_phone, the_answers_stand_in_the_workspace, what_is_over_is_over, back_and_forward_keep_what_was_answered, one_chosen_alone_is_told):
                    run(test, browser, place)
                run(the_form_is_filled_in, browser, place, PHONE[0], "phone")
                equal([address for address in browser.requests() if not address.startswith((place.address, "data:", "chrome:", "about:"))], [])
            finally:
                browser.quit()
            browser = Browser(folder / "desktop", *DESKTOP, dark=True, language="zh-CN,zh,en", scripts=False)
            try:
                run(the_second_language_keeps_what_was_answered, browser, place)
            finally:
                browser.quit()
            browser = Browser(folder / "dark", *DESKTOP, dark=True, scripts=False)
            try:
                run(answered_by_keys_alone, browser, place)
                run(an_open_link_is_for_many, browser, place)
            finally:
                browser.quit()
            run(a_signed_call_is_taken, place)
            run(the_example_in_the_documentation_works, place)
            run(headers_keep_everything_else_out, place)
        finally:
            place.quit()
    tap.finish()


main()
