#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak in its sandbox: starts, gets a file through the document portal, keeps its data to itself, answers on the bus, goes.

Run by ./dev test --flatpak inside tests/ui/virtual-display; the last line is "N passed, N failed".
"""

import configparser
import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from gi.repository import Gio, GLib

project = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(project / "tests" / "ui"))
from driver import App, Bus, Node, Tap, wait_for  # noqa: E402

APP = "org.clientele.Clientele"
OBJECT = "/org/clientele/Clientele"
HOME = Path(os.environ["HOME"])
OWN = HOME / ".var" / "app" / APP
LIST = HOME / "From the old computer.csv"
ROWS = 40
# The portal names its folder as outside. In the sandbox it always stands in /run/user, where a person's own session has it outside too.
OPEN = 'exec clientele "/run/user/$(id -u)/doc/${1##*/doc/}"'
BUTTON = ("button", "push button")  # as newer and older libatspi call it


def flatpak(*arguments, **options):
    return subprocess.run(["flatpak", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, **options)


def in_sandbox(command, *arguments):
    return flatpak("--user", "run", f"--command={command}", APP, *arguments)


class Sandboxed(App):
    """The program as a person's desktop starts it; of its processes only the bus's proxy is seen from outside."""

    def __init__(self, *arguments):
        os.environ.pop("GTK_USE_PORTAL", None)
        super().__init__("flatpak", "--user", "run", *arguments)

    def _find_root(self):
        assert self.process.poll() is None, f"the program ended with {self.process.returncode}"
        bus = Bus()
        return next((root for root in (Node(bus, address) for address, process in bus.programs()) if root.name in (APP, "clientele", "Clientele") and root.children), None)

    def kill(self):
        flatpak("kill", APP)
        super().kill()


@contextlib.contextmanager
def running(*arguments):
    app = Sandboxed(*arguments)
    try:
        yield app
        call("org.gtk.Actions", "Activate", GLib.Variant("(sava{sv})", ("quit", [], {})))
        assert app.ended() == 0
    finally:
        app.kill()


def call(interface, method, arguments=None, path=OBJECT):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync(APP, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 30000, None)


def customers():
    """Names in the program's own file; none while there is no such file."""
    files = sorted((OWN / "data" / "clientele").glob("*.clientele"))
    if not files:
        return []
    with contextlib.closing(sqlite3.connect(f"file:{files[0]}?mode=ro", uri=True)) as file:
        return [row[0] for row in file.execute("SELECT name FROM customer WHERE deleted = 0")]


def test_manifest():
    said = subprocess.run(["flatpak-builder", "--show-manifest", str(project / "flatpak" / f"{APP}.json")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert said.returncode == 0 and said.stdout.startswith("{"), said.stdout


def test_nothing_of_the_home():
    said = in_sandbox("cat", str(LIST))
    assert said.returncode != 0 and "No such file" in said.stdout, said.stdout
    said = in_sandbox("sh", "-c", f"ls -A '{HOME}'")
    assert "From the old" not in said.stdout, said.stdout


def test_command_line():
    said = in_sandbox("clientele-cli", "--version")
    assert said.returncode == 0, said.stdout


def test_import():
    with running("--file-forwarding", "--command=sh", APP, "-c", OPEN, "open", "@@", str(LIST), "@@") as app:
        dialog = app.find("dialog", "Import Customers")
        dialog.find(BUTTON, "Check").click()
        dialog.find(BUTTON, lambda name: name.startswith("Import ")).click()
        dialog.find(BUTTON, "Show Customers")
        assert len(customers()) == ROWS
        documents = flatpak("documents", "--columns=origin", APP).stdout
        assert str(LIST) in documents, f"not by the document portal: {documents}"


def test_data_is_its_own():
    assert len(customers()) == ROWS
    # What the host's own services keep beside is not the program's.
    strange = [path for path in HOME.rglob("*") if path.is_file() and OWN not in path.parents and "clientele" in path.name.lower()]
    assert strange == [], strange


def test_bus():
    with running(APP) as app:
        app.find("frame")
        call("org.freedesktop.Application", "Activate", GLib.Variant("(a{sv})", ({},)))


def search_provider():
    """What GNOME Shell reads after the installation; none in a build without."""
    folder = Path(os.environ.get("FLATPAK_USER_DIR", HOME / ".local/share/flatpak")) / "exports/share/gnome-shell/search-providers"
    for path in folder.glob(f"{APP}*.ini"):
        ini = configparser.ConfigParser()
        ini.optionxform = str
        ini.read(path)
        return ini["Shell Search Provider"]
    return None


def test_search():
    provider = search_provider()
    with running(APP):
        interface = "org.gnome.Shell.SearchProvider2"
        found = wait_for(lambda: call(interface, "GetInitialResultSet", GLib.Variant("(as)", (["kontor", "7"],)), provider["ObjectPath"]).unpack()[0], "customer")
        metas = call(interface, "GetResultMetas", GLib.Variant("(as)", (found,)), provider["ObjectPath"]).unpack()[0]
        assert any("Kontor 7" in meta["name"] for meta in metas), metas


def test_uninstall():
    said = flatpak("--user", "uninstall", "-y", "--noninteractive", "--delete-data", APP)
    assert said.returncode == 0, said.stdout
    assert not OWN.exists()
    assert APP not in flatpak("--user", "list", "--app", "--columns=application").stdout


def unmount():
    """The portal's folder shows files of the home: nothing may clear it away as if they were its own."""
    folder = Path(os.environ["XDG_RUNTIME_DIR"]) / "doc"
    end = time.monotonic() + 10
    while folder.is_mount() and time.monotonic() < end:
        subprocess.run(["fusermount3", "-u", "-z", str(folder)], stderr=subprocess.DEVNULL)


def main():
    warned = sys.argv[1] != ""
    LIST.write_text("Company,Phone,Email\n" + "".join(f"Kontor {i},+49 30 {1000000 + i},post@kontor-{i}.example\n" for i in range(ROWS)))
    tap = Tap()

    def builds():
        assert not warned, "the compiler warned, see above"

    tap.run("has a manifest without a fault", test_manifest)
    tap.run("builds without a warning", builds)
    tap.run("sees nothing of the home", test_nothing_of_the_home)
    tap.run("has its command line", test_command_line)
    tap.run("imports a file through the document portal", test_import)
    tap.run("keeps its data in its own folder", test_data_is_its_own)
    tap.run("answers on the bus", test_bus)
    if search_provider():
        tap.run("answers GNOME Shell's search", test_search)
    tap.run("goes without a trace", test_uninstall)
    unmount()
    print(f"\n{tap.number - tap.failed} passed, {tap.failed} failed", flush=True)
    sys.exit(1 if tap.failed else 0)


main()
