# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a headless Chromium over WebDriver, with nothing but the standard library.

Nothing here sleeps for a fixed time: what is waited for has a deadline.
"""

import base64
import http.client
import json
import os
import re
import subprocess
import time
from pathlib import Path

DEADLINE = 60.0
POLL = 0.03
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
TAB, ENTER, SPACE, SHIFT, DOWN, RIGHT = "\ue004", "\ue007", " ", "\ue008", "\ue015", "\ue014"


class Missing(AssertionError):
    """What was waited for did not come."""


class Refused(Exception):
    """What the browser could not do."""


def wait_for(look, what, deadline=DEADLINE):
    end = time.monotonic() + deadline
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise Missing(f"no {what} within {deadline:g} s")
        time.sleep(POLL)


class Element:
    def __init__(self, browser, id):
        self.browser, self.id = browser, id

    def ask(self, what):
        return self.browser.get(f"/element/{self.id}/{what}")

    def click(self):
        self.browser.post(f"/element/{self.id}/click")

    def write(self, text):
        self.browser.post(f"/element/{self.id}/value", text=text)

    @property
    def text(self):
        return self.ask("text")

    @property
    def name(self):
        """As assistive technology says it."""
        return self.ask("computedlabel")

    @property
    def role(self):
        return self.ask("computedrole")

    @property
    def shown(self):
        return self.ask("displayed")

    @property
    def box(self):
        return self.ask("rect")


class Browser:
    """One window of a size, in one colour scheme, that speaks one language first, and is nowhere connected."""

    def __init__(self, folder, width, height, dark=False, language="en", phone=False, scripts=True):
        self.folder = Path(folder)
        self.downloads = self.folder / "downloads"
        self.downloads.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_CACHE_HOME": str(self.folder / "cache"), "TMPDIR": str(self.folder)}
        self.process = subprocess.Popen(["chromedriver", "--port=0", "--log-level=SEVERE"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
        self.session = None
        try:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.find_port(), timeout=DEADLINE)
            self.begin(width, height, dark, language, phone)
            if not scripts:
                # Of pages; what a test asks for itself still runs.
                self.command("Emulation.setScriptExecutionDisabled", value=True)
        except BaseException:
            self.quit()
            raise

    def find_port(self):
        for line in self.process.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                return int(found.group(1))
        raise Missing("no chromedriver: it ended at once")

    def begin(self, width, height, dark, language, phone):
        options = {
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run", "--hide-scrollbars",
                     # Whatever the browser itself would like to know, it asks nobody.
                     "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--window-size={width},{height}", f"--user-data-dir={self.folder / 'profile'}"],
            "prefs": {"intl.accept_languages": language, "intl.selected_languages": language, "download.default_directory": str(self.downloads), "download.prompt_for_download": False},
        }
        self.session = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"}}}})["sessionId"]
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2 if phone else 1, mobile=phone)
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.command("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self.downloads))

    def ask(self, method, path, body=None):
        self.connection.request(method, path, json.dumps(body) if body is not None else None, {"Content-Type": "application/json"})
        answer = json.loads(self.connection.getresponse().read())["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise Refused(f"{path}: {answer['message']}")
        return answer

    def get(self, path):
        return self.ask("GET", f"/session/{self.session}{path}")

    def post(self, path, **body):
        return self.ask("POST", f"/session/{self.session}{path}", body)

    def command(self, name, **parameters):
        """One of the DevTools protocol."""
        return self.post("/goog/cdp/execute", cmd=name, params=parameters)

    def open(self, path):
        self.go(Path(path).resolve().as_uri())

    def go(self, address):
        self.post("/url", url=address)

    @property
    def address(self):
        return self.get("/url")

    def back(self):
        self.post("/back")

    def forward(self):
        self.post("/forward")

    def run(self, script, *arguments):
        """A script's value; elements come and go as such."""
        value = self.post("/execute/sync", script=script, args=[{ELEMENT: one.id} if isinstance(one, Element) else one for one in arguments])
        return Element(self, value[ELEMENT]) if isinstance(value, dict) and ELEMENT in value else value

    def find_all(self, selector):
        return [Element(self, found[ELEMENT]) for found in self.post("/elements", using="css selector", value=selector)]

    def find(self, selector):
        found = self.find_all(selector)
        assert len(found) == 1, f"{len(found)} of {selector}"
        return found[0]

    @property
    def focused(self):
        return Element(self, self.get("/element/active")[ELEMENT])

    def keys(self, *keys):
        """Pressed one after the other, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in "".join(keys) for kind in ("keyDown", "keyUp")]
        self.post("/actions", actions=[{"type": "key", "id": "keyboard", "actions": actions}])

    def shift(self, key):
        self.post("/actions", actions=[{"type": "key", "id": "keyboard", "actions": [{"type": "keyDown", "value": SHIFT}, {"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}, {"type": "keyUp", "value": SHIFT}]}])

    def picture(self, path):
        """All of the page, however long."""
        size = self.command("Page.getLayoutMetrics")["cssContentSize"]
        shot = self.command("Page.captureScreenshot", captureBeyondViewport=True, clip={"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1})
        Path(path).write_bytes(base64.b64decode(shot["data"]))

    def requests(self):
        """The addresses asked for since the last time."""
        events = [json.loads(entry["message"])["message"] for entry in self.post("/se/log", type="performance")]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def complaints(self):
        """What the page's console says since the last time: errors of its script, and what its policy refused; not what the browser's own first page says of itself."""
        return [entry["message"] for entry in self.post("/se/log", type="browser") if not entry["message"].startswith("chrome://")]

    def quit(self):
        if self.session is not None:
            try:
                self.ask("DELETE", f"/session/{self.session}")
            except (OSError, Refused, http.client.HTTPException):
                pass
            self.session = None
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
