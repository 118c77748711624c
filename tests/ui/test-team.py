#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two windows and a real server: joining, offline edits on both, what lost, reading only, leaving."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Tap, wait_for  # noqa: E402

program, server_program, cli_program = sys.argv[1:4]
folder = Path(os.environ["XDG_DATA_HOME"]) / "team"
ENTRY = ("entry", "text")
PASSWORD = "correct horse battery"


class Server:
    """A team's server on a port of its own, which it keeps when it is started again."""

    def __init__(self):
        self.folder = folder / "server"
        self.process = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        password = folder / "password"
        password.write_text(PASSWORD)
        self.run("init", self.folder)
        for name, role in (("lin", "administrator"), ("wang", "member"), ("guest", "reader")):
            self.run("user", "add", self.folder, name, "--role", role, "--password-file", password)

    @staticmethod
    def run(*arguments):
        subprocess.run([server_program, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)

    def start(self):
        self.process = subprocess.Popen([server_program, "serve", str(self.folder), "--listen", f"127.0.0.1:{self.port}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        said = ""
        while "clientele-join:" not in said:
            line = self.process.stdout.readline()
            assert line, f"the server ended, having said: {said}"
            said += line
        self.invitation = next(word for word in said.split() if word.startswith("clientele-join:"))

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            assert self.process.wait(20) == 0
            self.process.stdout.close()
            self.process = None


class Desk:
    """A colleague's computer: a file, a keyring, a session that is not the others'."""

    def __init__(self, name):
        self.name = name
        self.path = folder / f"{name}.clientele"
        self.app = None

    def start(self):
        # Off the session's bus it is the only one of its kind; assistive technology finds it all the same.
        self.app = App(program, "--db", str(self.path), CLIENTELE_TOKEN_FILE=str(folder / f"{self.name}.token"), DBUS_SESSION_BUS_ADDRESS="disabled:", AT_SPI_BUS_ADDRESS=accessibility_bus)
        self.app.find("button", "Search and Commands")

    def quit(self):
        self.app.quit()
        self.app = None

    def kill(self):
        if self.app is not None:
            self.app.kill()

    def foot(self, text):
        return self.app.find("button", text)

    def ask(self, sql, *arguments):
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return [row[0] for row in connection.execute(sql, arguments)]
        finally:
            connection.close()

    def customers(self):
        return sorted(self.ask("SELECT name FROM customer WHERE deleted = 0"))

    def create(self, name):
        self.app.take_keys()
        self.app.keys("ctrl+n")
        dialog = self.app.find("dialog", "New Customer")
        dialog.find(ENTRY, "Name").write(name)
        wait_for(lambda: dialog.find("button", "Create").has("sensitive"), "“Create”")
        dialog.find("button", "Create").click()
        wait_for(lambda: name in self.customers(), f"“{name}” in the file")
        self.app.gone("dialog", "New Customer")
        self.app.take_keys()
        self.app.keys("alt+Left")

    def set_city(self, name, city):
        """Beside the window, as a script does: the window notices."""
        found = self.ask("SELECT lower(hex(id)) FROM customer WHERE name = ?", name)[0]
        identity = "-".join((found[:8], found[8:12], found[12:16], found[16:20], found[20:]))
        subprocess.run([cli_program, "--quiet", "--db", str(self.path), "set", identity, f"city={city}"], check=True, stdout=subprocess.DEVNULL)

    def city(self, name):
        return self.ask("SELECT city FROM customer WHERE name = ?", name)[0]

    def open_join(self):
        self.foot("Only on this computer").click()
        return self.app.find("dialog", "Join Your Team’s Server")

    def sign_in(self, dialog, user, password=PASSWORD):
        dialog.find(ENTRY, "Name on the Server").write(user)
        dialog.find(("password text", *ENTRY), "Password").write(password)
        wait_for(lambda: dialog.find("button", "Join").has("sensitive"), "“Join”")
        dialog.find("button", "Join").click()


def accessibility_address():
    said = subprocess.run(["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method", "org.a11y.Bus.GetAddress"], check=True, capture_output=True, text=True).stdout
    return said.split("'")[1]


def joins_by_invitation():
    first.start()
    first.create("Harbour Office")
    dialog = first.open_join()
    dialog.find(ENTRY, "Address or Invitation").write(server.invitation)
    dialog.find("button", "Continue").click()
    first.sign_in(dialog, "lin", "wrong")
    dialog.find(("password text", *ENTRY), "Password")
    wait_for(lambda: not first.ask("SELECT 1 FROM file WHERE name LIKE 'sync-token%'"), "no token in the file")
    wait_for(lambda: dialog.find("button", "Join"), "the form again")
    first.sign_in(dialog, "lin")
    first.app.gone("dialog", "Join Your Team’s Server")
    first.foot("Up to date")


def joins_by_address():
    second.start()
    dialog = second.open_join()
    dialog.find(ENTRY, "Address or Invitation").write(f"https://127.0.0.1:{server.port}")
    dialog.find("button", "Continue").click()
    # The certificate is the server's own: a person compares it.
    shown = dialog.find("label", lambda name: len(name.replace(" ", "").replace("\n", "")) == 64)
    assert shown.name.replace(" ", "").replace("\n", "").lower() == server.invitation.rpartition("pin=")[2].lower()
    dialog.find("button", "It Is the Same").click()
    second.sign_in(dialog, "wang")
    second.app.gone("dialog", "Join Your Team’s Server")
    second.foot("Up to date")
    wait_for(lambda: second.customers() == ["Harbour Office"], "the colleague's customer")


def tells_at_once():
    second.create("北辰科技有限公司")
    wait_for(lambda: "北辰科技有限公司" in first.customers(), "what the other wrote")
    first.app.find("table row", lambda name: name.startswith("北辰科技有限公司"))


def works_offline():
    server.stop()
    first.create("Lakeside Print")
    second.create("Market Street 8")
    first.foot(lambda name: name.startswith("Offline: "))
    second.foot(lambda name: name.startswith("Offline: "))
    second.set_city("Harbour Office", "Qingdao")
    wait_for(lambda: second.city("Harbour Office") == "Qingdao", "the older city")
    first.set_city("Harbour Office", "Hamburg")
    # Who comes back first is heard first.
    second.quit()
    server.start()
    first.app.take_keys()
    first.app.keys("F5")
    first.foot("Up to date")
    second.start()
    everybody = sorted(["Harbour Office", "北辰科技有限公司", "Lakeside Print", "Market Street 8"])
    for desk in (first, second):
        wait_for(lambda: desk.customers() == everybody and desk.city("Harbour Office") == "Hamburg", f"all of it with {desk.name}", 60)
        desk.foot("Up to date")


def shows_what_lost():
    second.foot("Up to date").click()
    dialog = second.app.find("dialog", "Team Server")
    dialog.find("list item", lambda name: name.startswith("Overwritten by Others")).click()
    dialog.find("list item", lambda name: "Qingdao" in name or name.startswith("Harbour Office"))
    dialog.find("button", "Put Mine Back").click()
    wait_for(lambda: second.city("Harbour Office") == "Qingdao", "the city put back")
    wait_for(lambda: first.city("Harbour Office") == "Qingdao", "the city with the other", 60)
    second.app.take_keys()
    second.app.keys("Escape")
    wait_for(lambda: (at := second.app.focused()) and at.name == "Sync Now", "focus on what is left")
    second.app.keys("Escape")
    second.app.gone("dialog", "Team Server")


def shows_what_is_new():
    first.app.take_keys()
    first.foot("Up to date").click()
    dialog = first.app.find("dialog", "Team Server")
    dialog.find("list item", "Changed by Others").click()
    row = dialog.find("list item", "北辰科技有限公司")
    row.find("label", lambda name: name.startswith("New · ") and name.count(" · ") == 2)  # who, and when
    first.app.take_keys()
    first.app.keys("Escape")
    # What was looked at is not new any more.
    dialog.gone("list item", "Changed by Others")
    wait_for(lambda: (at := first.app.focused()) and at.name == "Sync Now", "focus on what is left")
    first.app.keys("Escape")
    first.app.gone("dialog", "Team Server")


def reads_only():
    third.start()
    dialog = third.open_join()
    dialog.find(ENTRY, "Address or Invitation").write(server.invitation)
    dialog.find("button", "Continue").click()
    third.sign_in(dialog, "guest")
    third.app.gone("dialog", "Join Your Team’s Server")
    third.app.find(None, lambda name: name.startswith("Nothing can be changed here: your account"))
    third.app.take_keys()
    third.app.keys("ctrl+n")
    assert not third.app.find_all("dialog", "New Customer")
    # Where somebody would type, they read why not.
    third.app.keys("ctrl+2")
    third.app.find("table row", lambda name: name.startswith("Harbour Office"))
    third.app.keys("ctrl+f")
    third.app.type("Harbour")
    third.app.gone("table row", lambda name: name.startswith("Lakeside"))
    third.app.keys("Return")
    row = third.app.find("list item", "City: Qingdao")
    row.click_on()
    row.find("label", lambda name: name.startswith("your account on the team’s server may read"))
    assert not third.app.find_all("entry", "City") and not third.app.find_all("button", "Log")
    third.quit()


def leaves_and_keeps():
    first.app.take_keys()
    first.foot("Up to date").click()
    first.app.find("dialog", "Team Server").find("button", "Leave the Server…").click()
    first.app.find("button", "Leave and Keep the Copy").click()
    first.foot("Only on this computer")
    assert len(first.customers()) == 4
    first.create("Only Mine")
    first.quit()
    assert "Only Mine" not in second.customers()


def leaves_and_removes():
    second.app.take_keys()
    second.foot("Up to date").click()
    second.app.find("dialog", "Team Server").find("button", "Leave the Server…").click()
    second.app.find("button", "Leave and Remove the Copy").click()
    second.app.find(None, "Welcome to Clientele")
    wait_for(lambda: not second.path.exists(), "end of the file")
    second.quit()


tap = Tap()
shutil.rmtree(folder, ignore_errors=True)
folder.mkdir(parents=True)
accessibility_bus = accessibility_address()
server = Server()
first, second, third = Desk("first"), Desk("second"), Desk("third")
server.start()
try:
    for name, test in (
        ("an invitation is joined", joins_by_invitation),
        ("an address is joined once its certificate was compared", joins_by_address),
        ("what one writes is with the other at once", tells_at_once),
        ("edits offline on both come together", works_offline),
        ("what lost is shown and put back", shows_what_lost),
        ("what others did is listed until it was looked at", shows_what_is_new),
        ("who may only read is told so", reads_only),
        ("a server is left with the copy kept", leaves_and_keeps),
        ("a server is left with the copy removed", leaves_and_removes),
    ):
        if not tap.run(name, test):
            break
finally:
    for desk in (first, second, third):
        desk.kill()
    server.stop()
tap.finish()
