#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A survey's links from the window to a customer and back: made in Collect, answered on the server, counted in the window.

test-survey-link.py CLIENTELE CLIENTELE-SERVER CLIENTELE-CLI SURVEY-PAGE [FOLDER FOR PICTURES]
"""

import os
import re
import sqlite3
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, wait_for  # noqa: E402

program, server_program, cli_program, maker = sys.argv[1:5]
PICTURES = Path(sys.argv[5]) if len(sys.argv) > 5 else None
folder = Path(os.environ["XDG_DATA_HOME"]) / "link"
path = folder / "office.clientele"
FORM = """{"clientele-survey": 1, "languages": ["en"], "title": {"en": "After the delivery"}, "pages": [{"questions": [
 {"code": "pleased", "type": "csat", "required": true, "text": {"en": "How was it?"}}]}]}"""


def ask(sql):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [row[0] for row in connection.execute(sql)]
    finally:
        connection.close()


def visit(link, query="", **fields):
    """As a browser that takes the server's own certificate."""
    context = ssl._create_unverified_context()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
    try:
        answer = opener.open(f"{link}{query}", urllib.parse.urlencode(fields).encode() if fields else None, timeout=30)
    except urllib.error.HTTPError as error:
        return error.code, error.url, ""
    with answer:
        return answer.status, answer.url, answer.read().decode()


def answer(link, points):
    status, address, page = visit(link)
    assert status == 200 and "How was it?" in page, page
    draft = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query)).get("d")
    status, address, page = visit(link, "", p="1", q0=str(points), go="next", **({"d": draft} if draft else {}))
    assert status == 200 and "Thank you" in page, page


class Server:
    def __init__(self):
        password = folder / "password"
        password.write_text("correct horse battery")
        self.folder = folder / "server"
        subprocess.run([server_program, "init", self.folder], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([server_program, "user", "add", self.folder, "lin", "--role", "administrator", "--password-file", password], check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen([server_program, "serve", self.folder, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        said = ""
        while "clientele-join:" not in said:
            line = self.process.stdout.readline()
            assert line, f"the server ended, having said: {said}"
            said += line
        self.invitation = re.search(r"clientele-join:\S+", said).group(0)
        self.address = re.search(r"clientele-join:([^#\s]+)", said).group(1).rstrip("/")
        subprocess.run([cli_program, "--quiet", "--db", path, "join", self.invitation, "--user", "lin", "--password-file", password, "--token-file", folder / "token"], check=True, stdout=subprocess.DEVNULL)

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()


def picture(name):
    if PICTURES is not None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", PICTURES / f"{name}.png"], check=True)


def find_link():
    return app.find("list item", lambda name: name.startswith("Link for Everybody"))


def the_link_is_made_with_a_click():
    app.take_keys()
    app.keys("ctrl+4")
    app.find(("list item", "table row", "tree item", "row"), lambda name: name.startswith("After the delivery")).click_on()
    app.take_keys()
    app.keys("Return")
    app.find("page tab", "Collect").click()
    picture("collect-before")
    find_link().click_on()
    wait_for(lambda: ask("SELECT open_token FROM survey")[0], "a token in the file")
    app.find("label", lambda name: name.startswith(f"{server.address}/s/"))
    picture("collect")


def the_link_is_a_code_to_scan():
    app.find("button", "QR Code of the Link").click()
    app.find("button", "Save as Picture…")
    picture("code")
    app.keys("Escape")


def a_customer_answers_and_the_window_counts():
    link = f"{server.address}/s/{ask('SELECT open_token FROM survey')[0]}"
    wait_for(lambda: visit(link)[0] == 200, "the survey on the server")
    answer(link, 5)
    wait_for(lambda: ask("SELECT count(*) FROM response WHERE deleted = 0 AND channel = 'web'") == [1], "the response in the file")
    wait_for(lambda: ask("SELECT score_value FROM response") == [5000000], "its score")


def who_is_invited_answers_by_name():
    link = f"{server.address}/s/{ask('SELECT token FROM invitation')[0]}"
    answer(link, 2)
    wait_for(lambda: ask("SELECT state FROM invitation") == ["answered"], "the invitation marked")
    wait_for(lambda: ask("SELECT c.name FROM response r JOIN customer c ON c.id = r.customer WHERE r.deleted = 0") == ["Harbour Office"], "the customer's response")
    wait_for(lambda: ask("SELECT satisfaction FROM customer")[0] is not None, "the customer's satisfaction")
    assert visit(link)[0] == 404


def the_link_is_taken_back():
    link = f"{server.address}/s/{ask('SELECT open_token FROM survey')[0]}"
    app.find("button", "Take the Link Back").click()
    wait_for(lambda: ask("SELECT open_token FROM survey") == [None], "no token in the file")
    wait_for(lambda: visit(link)[0] == 404, "nothing on the server")


tap = Tap()
folder.mkdir(parents=True)
(folder / "form.json").write_text(FORM)
subprocess.run([maker, "make", path, folder / "form.json", folder / "page.html"], check=True)
server = Server()
try:
    app = App(program, "--db", str(path), language="en_GB.UTF-8", CLIENTELE_TOKEN_FILE=str(folder / "token"))
    try:
        app.find("button", "Main Menu", deadline=120)
        for test in (the_link_is_made_with_a_click, the_link_is_a_code_to_scan, a_customer_answers_and_the_window_counts, who_is_invited_answers_by_name, the_link_is_taken_back):
            if not tap.run(test.__name__.replace("_", " "), test):
                break
        app.quit()
    finally:
        app.kill()
finally:
    server.stop()
tap.finish()
