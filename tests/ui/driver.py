# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives Clientele's real window through the accessibility bus, as a person who cannot see it would.

Used inside tests/ui/virtual-display. Nothing here sleeps for a fixed time: what is waited for has a deadline.
"""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from gi.repository import GLib

from accessible import Accessible, Bus
from tap import Tap  # noqa: F401

DEADLINE = 120.0 if "CLIENTELE_SANITIZED" in os.environ else 30.0
POLL = 0.03


class Missing(AssertionError):
    """What was waited for did not come."""


def wait_for(look, what, deadline=DEADLINE):
    """Calls look() until it gives something; its last error is what is told when the time is over."""
    end, trouble = time.monotonic() + deadline, None
    while True:
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            found = look()
            if found:
                return found
            trouble = None
        except GLib.Error as error:  # the tree changed while it was being read
            trouble = error
        if time.monotonic() > end:
            raise Missing(f"no {what} within {deadline:g} s" + (f": {trouble}" if trouble else ""))
        time.sleep(POLL)


def press(*names):
    """Presses keys as xdotool names them: "ctrl+k", "Down".

    Function keys go by their place on the keyboard: by name, xdotool holds Alt with them where the X server has the keyboards of 2026."""
    names = [re.sub(r"\bF(10|[1-9])$", lambda match: str(66 + int(match[1])), name) for name in names]
    subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)


def is_popup(window):
    """A menu or a tooltip, which no window manager would know of."""
    said = subprocess.run(["xwininfo", "-id", window], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return "Override Redirect State: yes" in said


def visible_windows(process):
    result = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(process)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return [window for window in result.stdout.split() if not is_popup(window)]


def geometry(window):
    result = subprocess.run(["xdotool", "getwindowgeometry", "--shell", window], stdout=subprocess.PIPE, text=True, check=True)
    return {key: int(value) for key, value in (line.split("=") for line in result.stdout.split()) if value.lstrip("-").isdigit()}


class Node(Accessible):
    """A control as a person has it before them, who waits for what is to come."""

    @property
    def whereabouts(self):
        """It and what it stands in, as far as that has names, for messages."""
        node, places = self, []
        while node and node.role != "application":
            if node.name or node is self:
                places.append(repr(node))
            node = node.parent
        return " in ".join(places) + ", before " + ", ".join(child.name for child in self.look() if child.name)

    def find(self, role=None, name=None, deadline=DEADLINE):
        """Waits for the first such control that shows."""
        return wait_for(lambda: next(iter(self.find_all(role, name)), None), f"{role or 'control'} “{name if not callable(name) else '…'}”", deadline)

    def gone(self, role=None, name=None, deadline=DEADLINE):
        """Waits until there is none."""
        wait_for(lambda: not self.find_all(role, name), f"end of {role or 'control'} “{name}”", deadline)

    def click(self):
        """Activates it; what offers no action, as the rows of a list, is clicked on with the mouse."""
        wait_for(lambda: self.has("sensitive"), f"sensitive “{self.name}”")
        if not self.act():
            self.click_on()

    def click_on(self):
        """With the mouse."""
        x, y = self.settle()
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], check=True)

    def settle(self):
        """Waits until it has stopped moving; the middle of it on the screen."""
        places = [None]

        def still():
            places.append(self.place())
            return places[-1] == places[-2] and places[-1]

        return wait_for(still, f"resting place of “{self.name}”")

    def place(self):
        """The middle of it on the screen."""
        frame = self
        while frame.parent and frame.parent.role != "application":
            frame = frame.parent
        (x, y, width, height), (around_x, around_y, *_) = self.extents, frame.extents
        window = geometry(visible_windows(self.process)[-1])
        # The frame's own place is minus the border around it, and so much is missing from all others.
        return window["X"] + x - 2 * around_x + width // 2, window["Y"] + y - 2 * around_y + height // 2

    def dump(self, depth=0, out=sys.stderr):
        for child in self.children:
            print("  " * depth + repr(child), file=out)
            child.dump(depth + 1, out)


@contextlib.contextmanager
def held(where, *paths):
    """Files as after Copy in a file manager, in the "clipboard", or in a "window" to drag from."""
    holder = subprocess.Popen([sys.executable, str(Path(__file__).parent / "hold-files.py"), where, *map(str, paths)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "ready\n"
        yield holder.pid
    finally:
        holder.stdin.close()
        holder.wait()
        holder.stdout.close()


def mouse(*words):
    subprocess.run(["xdotool", *map(str, words)], check=True)


def drag(holder, x, y):
    """From the holder's window, put where the program's is not, to a place on the screen; the button stays down."""
    window = wait_for(lambda: visible_windows(holder), "window to drag from")[-1]
    mouse("windowmove", "--sync", window, 1200, 840)
    mouse("mousemove", 1220, 850, "mousedown", 1)
    for step in range(1, 11):
        mouse("mousemove", 1220 + (x - 1220) * step // 10, 850 + (y - 850) * step // 10, "sleep", 0.02)


def forget_record():
    """The next start shows a page, in a window of the usual size, whatever a test before had open."""
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0" / "settings" / "keyfile"
    if settings.exists():
        settings.write_text("".join(line for line in settings.read_text().splitlines(True) if not line.startswith(("record=", "width=", "height="))))


def begin_on(page):
    """The next start shows this page, unless one was shown before."""
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0" / "settings" / "keyfile"
    text = settings.read_text() if settings.exists() else ""
    if "\npage=" in text:
        return
    group = "[org/clientele/Clientele]\n"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(text.replace(group, f"{group}page='{page}'\n", 1) if group in text else f"{text}{group}page='{page}'\n")


class OwnFile:
    """A file of customers that one test makes with the command line and asks by SQL."""

    def __init__(self, program, name):
        self.cli = str(Path(program).parents[1] / "cli" / "clientele-cli")
        self.path = Path(os.environ["XDG_DATA_HOME"]) / f"{name}.clientele"

    def clear(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.unlink(missing_ok=True)

    def run(self, *arguments):
        """What the command line says."""
        return subprocess.run([self.cli, "--db", str(self.path), *arguments], check=True, capture_output=True, text=True).stdout.strip()

    def ask(self, sql, *arguments):
        """The first row of the answer."""
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return connection.execute(sql, arguments).fetchone()
        finally:
            connection.close()


class App:
    """One running Clientele. Its first start shows the customers, which most tests are about; with page=None, what it shows by itself."""

    def __init__(self, program, *arguments, language="C.UTF-8", come_back=False, page="customers", pipes=False, errors=None, **variables):
        if not come_back:
            forget_record()
        if page:
            begin_on(page)
        environment = {"G_DEBUG": "fatal-criticals", **os.environ, "LC_ALL": language, "LANGUAGE": language.split(".")[0], **variables}
        talking = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True} if pipes else {}
        self.process = subprocess.Popen([program, *arguments], env=environment, stderr=errors, **talking)
        try:
            self.root = wait_for(self._find_root, "application on the accessibility bus")
        except BaseException:
            self.kill()
            raise

    def _find_root(self):
        assert self.process.poll() is None, f"the program ended with {self.process.returncode}"
        bus = Bus()
        return next((root for root in (Node(bus, address) for address, process in bus.programs() if process == self.process.pid) if root.children), None)

    @property
    def window(self):
        return wait_for(lambda: next(iter(self.root.children), None), "window")

    def find(self, role=None, name=None, deadline=DEADLINE):
        return self.root.find(role, name, deadline)

    def find_all(self, role=None, name=None, hidden=False):
        return self.root.find_all(role, name, hidden)

    def gone(self, role=None, name=None, deadline=DEADLINE):
        self.root.gone(role, name, deadline)

    def focused(self):
        return next((node for node in self.root.look() if node.had("focused")), None)

    # There is no window manager: the X server itself is told where keys go, and clicks where windows overlap.
    def take_keys(self):
        windows = wait_for(lambda: visible_windows(self.process.pid), "visible X window")
        subprocess.run(["xdotool", "windowraise", windows[-1], "windowfocus", windows[-1]], check=True)
        wait_for(lambda: any(node.has("active") for node in self.root.children), "active window")

    def keys(self, *names):
        press(*names)

    def go(self, typed, title):
        """Through the palette, to the first thing whose name begins with the title."""
        self.take_keys()
        self.keys("ctrl+k")
        palette = self.find("dialog", "Search and Commands")
        palette.find(("entry", "text"), "Search and Commands").write(typed)
        palette.find("list", "Results").find("list item", lambda name: name.startswith(title))
        self.keys("Return")
        self.gone("dialog", "Search and Commands")

    def type(self, text):
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "12", text], check=True)

    @property
    def border(self):
        """How wide a border GTK draws itself where nobody composes windows."""
        return -self.window.extents[0]

    def resize(self, width, height):
        """To this size without the border around the window."""
        window = wait_for(lambda: visible_windows(self.process.pid), "visible X window")[0]
        width, height = width + 2 * self.border, height + 2 * self.border
        subprocess.run(["xdotool", "windowsize", window, str(width), str(height)], check=True)
        wait_for(lambda: self.window.size == (width, height), f"window of {width} × {height}")

    def save_as(self, title, path):
        """Answers GTK's own dialog for a file to write."""
        chooser = self.find("dialog", title)
        entry = chooser.find(("entry", "text"), "Name:")
        entry.write(str(path))
        chooser.find("button", "Save").click()
        wait_for(lambda: not [node for node in self.root.children if node.name == title and node.find_all("button", "Save")], f"end of “{title}”")

    def open_file(self, title, path):
        """Answers GTK's own dialog for files to open, whose keyboard takes a path."""
        def choosers():
            return [node for node in self.root.children if node.name == title and node.find_all("button", "Open")]

        chooser = wait_for(choosers, f"dialog “{title}” for files")[0]
        self.take_keys()
        self.keys("ctrl+l")
        entry = wait_for(lambda: [node for node in chooser.find_all(("entry", "text")) if node.has("focused")], f"place to type a path in “{title}”")[0]
        entry.write(str(path))
        wait_for(lambda: chooser.find("button", "Open").has("sensitive"), "“Open” of the path")
        self.keys("Return")
        wait_for(lambda: not choosers(), f"end of “{title}”")

    def quit(self):
        """As a person does; a program that does not end well is an error."""
        for last in (False, False, True):
            # A dialog on its way out may still have the keys: whoever sees nothing happen presses them again.
            # A program without a window is at its end already.
            if self.process.poll() is None and visible_windows(self.process.pid):
                self.take_keys()
                self.keys("ctrl+q")
            try:
                code = self.ended(DEADLINE if last else DEADLINE / 6)
                break
            except Missing:
                if last:
                    raise
        assert code == 0, f"the program ended with {code}"
        journals = [journal for journal in (Path(os.environ["XDG_DATA_HOME"]) / "clientele").glob("*.clientele-wal") if journal.stat().st_size]
        assert not journals, f"the program ended before its file was closed: {journals}"

    def ended(self, deadline=DEADLINE):
        """Waits for the program to end; its exit code."""
        try:
            return self.process.wait(deadline)
        except subprocess.TimeoutExpired:
            raise Missing(f"no end of the program within {deadline:g} s") from None

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def tab_to(app, fits, what):
    """As who has no mouse gets there."""
    for _ in range(40):
        node = app.focused()
        if node and fits(node):
            return node
        app.keys("Tab")
        # Two lines after each other may say the same.
        wait_for(lambda: (at := app.focused()) and at != node, "focus moved")
    raise Missing(f"no {what} within 40 tabs")
