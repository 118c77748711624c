#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop: started by the bus, searched from the shell, links and files from other programs, several windows, help."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, Missing, Node, Tap, begin_on, visible_windows, wait_for  # noqa: E402

from gi.repository import Gio, GLib  # noqa: E402

program, cli = sys.argv[1:3]
samples = Path(__file__).resolve().parent.parent / "data"
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
own = data / "clientele.clientele"
config = Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0"
NAME, PATH = "org.clientele.Clientele.Devel", "/org/clientele/Clientele/Devel"
ENTRY = ("entry", "text")

CUSTOMERS = """Name,Phone,City
Harbour Lane Press,+44 117 496 0104,Bristol
Harbour Lane Books,+44 117 496 0104,Bristol
Old Mill Bakery,+44 113 496 0188,Leeds
重庆火锅设备厂,+86 23 6555 0106,重庆
"""


def fresh():
    """A file of one's own with four customers."""
    shutil.rmtree(data, ignore_errors=True)
    shutil.rmtree(config, ignore_errors=True)
    data.mkdir(parents=True)
    table = data.parent / "four.csv"
    table.write_text(CUSTOMERS)
    subprocess.run([cli, "--db", str(own), "import", str(table)], check=True, stdout=subprocess.DEVNULL)


def ask(sql, *values):
    connection = sqlite3.connect(f"file:{own}?mode=ro", uri=True)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def id_of(name):
    raw = ask("SELECT id FROM customer WHERE name = ?", name)[0][0].hex()
    return "-".join((raw[:8], raw[8:12], raw[12:16], raw[16:20], raw[20:]))


def everything():
    """What the file says, for telling that nothing was written."""
    return [ask(f"SELECT count(*) FROM {table}")[0][0] for table in ("customer", "contact_point", "interaction", "task", "edit")]


# ── the bus ──────────────────────────────────────────────────────────────────────────────────

bus = Gio.bus_get_sync(Gio.BusType.SESSION)


def call(path, interface, method, parameters, reply=None, name=NAME):
    return bus.call_sync(name, path, interface, method, parameters, GLib.VariantType(reply) if reply else None, Gio.DBusCallFlags.NONE, 60000, None)


def bus_call(method, parameters, reply):
    return call("/org/freedesktop/DBus", "org.freedesktop.DBus", method, parameters, reply, "org.freedesktop.DBus").unpack()[0]


def is_running():
    return bus_call("NameHasOwner", GLib.Variant("(s)", (NAME,)), "(b)")


def application(method, parameters):
    call(PATH, "org.freedesktop.Application", method, parameters)


def action(name, *values):
    application("ActivateAction", GLib.Variant("(sava{sv})", (name, list(values), {})))


def search(*terms):
    return call(PATH + "/SearchProvider", "org.gnome.Shell.SearchProvider2", "GetInitialResultSet", GLib.Variant("(as)", (terms,)), "(as)").unpack()[0]


def install_service():
    """As after installing: the bus knows how to start the program."""
    folder = Path(os.environ["XDG_DATA_HOME"]) / "dbus-1" / "services"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.service").write_text(f"[D-BUS Service]\nName={NAME}\nExec={program} --gapplication-service\n")
    call("/org/freedesktop/DBus", "org.freedesktop.DBus", "ReloadConfig", None, None, "org.freedesktop.DBus")


class Service(App):
    """The program that the bus has started, which is not our child."""

    def __init__(self):
        self.pid = bus_call("GetConnectionUnixProcessID", GLib.Variant("(s)", (NAME,)), "(u)")
        self.process = self

    returncode = None

    def poll(self):
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def attach(self):
        self.root = wait_for(self._find_root, "application on the accessibility bus")
        return self

    def end(self):
        if self.poll() is None:
            action("quit")
        wait_for(lambda: not is_running(), "end of the service")


def with_app(*arguments, own_file=True, quits=True):
    def wrap(test):
        def run():
            if own_file:
                fresh()
            app = App(program, *arguments)
            try:
                test(app)
                if quits:
                    app.quit()
            finally:
                app.kill()
                wait_for(lambda: not is_running(), "end on the bus")
        return run
    return wrap


def open_link(uri):
    """As the desktop does when a link is clicked on."""
    application("Open", GLib.Variant("(asa{sv})", ([uri], {})))


# ── links ────────────────────────────────────────────────────────────────────────────────────


@with_app()
def call_opens_profile(app):
    app.find("table row")
    before = everything()
    open_link("clientele:call?from=+441134960188")
    app.find(None, "Old Mill Bakery")
    wait_for(lambda: (node := app.focused()) is not None and node.role in ENTRY, "cursor in the log bar")
    wait_for(lambda: app.window.name.startswith("Old Mill Bakery"), "title of the window")
    assert everything() == before, "a link has written"


@with_app()
def call_of_several_asks(app):
    app.find("table row")
    open_link("clientele://call?from=%2B44%20117%20496%200104")
    dialog = app.find("dialog", "Who Is Calling?")
    dialog.find("list item", lambda name: name.startswith("Harbour Lane Press"))
    dialog.find("list item", lambda name: name.startswith("Harbour Lane Books")).click()
    app.gone("dialog", "Who Is Calling?")
    wait_for(lambda: app.window.name.startswith("Harbour Lane Books"), "title of the window")


@with_app(quits=False)
def unknown_call_offers_customer(app):
    app.find("table row")
    before = everything()
    open_link("clientele:call?from=+8613800138000")
    dialog = app.find("dialog", "New Customer")
    assert dialog.find(ENTRY, "Phone").text == "+8613800138000"
    assert everything() == before, "a link has written"
    # Somebody who is typing is left alone: the next caller has a window of their own.
    open_link("clientele:call?from=+441134960188")
    wait_for(lambda: any(node.name.startswith("Old Mill Bakery") for node in app.root.children), "second window")
    app.find("dialog", "New Customer")


@with_app()
def hostile_links_are_refused(app):
    app.find("table row")
    before = everything()
    for uri in ("clientele:delete/everything", "clientele:customer/../../etc/passwd", "clientele:call?from=<script>"):
        open_link(uri)
        app.find(None, lambda name: name.startswith("The link was not followed"))
    open_link("clientele:customer/01890a5d-ac96-774b-bcce-b302099a8057")
    app.find(None, "What the link is about is not in this file.")
    assert everything() == before


@with_app()
def search_link(app):
    app.find("table row")
    open_link("clientele:search?q=cqhg")
    app.find("table row", lambda name: "重庆火锅设备厂" in name)
    wait_for(lambda: not [row for row in app.find_all("table row") if "Harbour" in row.name], "end of the others")


def first_start_by_link():
    """The link is the argument of the process that is the first."""
    fresh()
    app = App(program, "clientele:customer/" + id_of("Old Mill Bakery"))
    try:
        wait_for(lambda: app.window.name.startswith("Old Mill Bakery"), "profile of the link")
        app.quit()
    finally:
        app.kill()


@with_app(own_file=False)
def invitation_fills_in(app):
    wait_for(lambda: list(app.root.children), "window")
    open_link("clientele-join:https://office.example:8443")
    dialog = app.find("dialog", "Join Your Team’s Server")
    assert "office.example:8443" in dialog.find(ENTRY, "Address or Invitation").text
    app.take_keys()
    app.keys("Escape")
    app.gone("dialog", "Join Your Team’s Server")


@with_app()
def table_opens_import(app):
    app.find("table row")
    open_link((samples / "csv" / sorted(os.listdir(samples / "csv"))[0]).as_uri())
    app.find("dialog", lambda name: "Import" in name)
    app.take_keys()
    app.keys("Escape")
    app.gone("dialog")


# ── several windows, and coming back ─────────────────────────────────────────────────────────


def frames(app):
    return [node for node in app.root.children if node.role == "frame" or node.role == "window"]


@with_app()
def two_windows_share_a_file(app):
    app.find("table row")
    app.take_keys()
    app.keys("ctrl+shift+n")
    wait_for(lambda: len(frames(app)) == 2, "second window")
    open_link("clientele:customer/" + id_of("Old Mill Bakery"))
    wait_for(lambda: any(node.name.startswith("Old Mill Bakery") for node in frames(app)), "profile in one")
    assert any(node.name.startswith("Customers") for node in frames(app)), "both windows went there"
    app.take_keys()
    app.keys("ctrl+w")
    wait_for(lambda: len(frames(app)) == 1, "one window left")
    app.find("table row")


@with_app()
def comes_back_to_record(app):
    app.find("table row")
    open_link("clientele:customer/" + id_of("Old Mill Bakery"))
    wait_for(lambda: app.window.name.startswith("Old Mill Bakery"), "profile")
    app.quit()
    again = App(program, come_back=True)
    try:
        wait_for(lambda: again.window.name.startswith("Old Mill Bakery"), "profile of last time")
        again.take_keys()
        again.keys("alt+Left")
        again.find("table row")
        again.quit()
    finally:
        again.kill()


# ── help ─────────────────────────────────────────────────────────────────────────────────────


def help_window(app, title="Help"):
    return wait_for(lambda: next((node for node in app.root.children if node.name == title), None), "help")


@with_app()
def help_opens_at_page(app):
    app.find("table row")
    app.take_keys()
    app.keys("F1")
    help = help_window(app)
    help.find(None, "Find and Search")
    help.find("label", lambda name: name.startswith("Ctrl+K finds customers while you type"))
    help.find(("entry", "text", "search box"), "Find a topic").write("backup")
    wait_for(lambda: len(help.find_all("list item")) == 1, "one topic")
    help.find("list item").click_on()
    help.find("heading", "Backups")


@with_app()
def help_saves_sample(app):
    app.find("table row")
    app.take_keys()
    app.keys("F1")
    help = help_window(app)
    help.find("list item", "Import").click_on()
    help.find("heading", "Import")
    help.find("button", "Sample customers, a CSV file").click()
    target = data.parent / "sample.csv"
    app.save_as("Save Sample", target)
    wait_for(lambda: target.exists() and "Harbour Lane Press" in target.read_text(), "sample")
    # The sample is what the import understands.
    result = subprocess.run([cli, "--db", str(data / "other.clientele"), "import", str(target)], stdout=subprocess.PIPE, text=True, check=True)
    assert "4" in result.stdout, result.stdout


# ── started by the bus ───────────────────────────────────────────────────────────────────────


def with_service(test):
    def run():
        fresh()
        begin_on("customers")
        install_service()
        assert not is_running()
        try:
            test()
        finally:
            if is_running():
                action("quit")
            wait_for(lambda: not is_running(), "end of the service")
    return run


@with_service
def searches_without_window():
    found = search("cqhg")  # by initials
    assert found == ["customer/" + id_of("重庆火锅设备厂")], found
    assert search("harbour", "lane") == ["customer/" + id_of(name) for name in ("Harbour Lane Books", "Harbour Lane Press")]
    assert len(search("0188")) == 1 and search("nobody at all") == [] and search("") == []
    metas = call(PATH + "/SearchProvider", "org.gnome.Shell.SearchProvider2", "GetResultMetas", GLib.Variant("(as)", (found + ["customer/none", "x"],)), "(aa{sv})").unpack()[0]
    assert len(metas) == 1 and metas[0]["name"] == "重庆火锅设备厂" and "重庆" in metas[0]["description"] and metas[0]["icon"], metas
    service = Service()
    assert not visible_windows(service.pid), "a search has shown a window"
    call(PATH + "/SearchProvider", "org.gnome.Shell.SearchProvider2", "ActivateResult", GLib.Variant("(sasu)", (found[0], ["cqhg"], 0)))
    service.attach()
    wait_for(lambda: service.window.name.startswith("重庆火锅设备厂"), "profile of what was chosen")


@with_service
def launches_search():
    call(PATH + "/SearchProvider", "org.gnome.Shell.SearchProvider2", "LaunchSearch", GLib.Variant("(asu)", (["harbour"], 0)))
    service = Service().attach()
    service.find("table row", lambda name: "Harbour Lane Press" in name)
    wait_for(lambda: not [row for row in service.find_all("table row") if "Old Mill" in row.name], "end of the others")


@with_service
def actions_answer_without_window():
    customer = id_of("Old Mill Bakery")
    subprocess.run([cli, "--db", str(own), "log", customer, "asked for a price", "--next=tomorrow 9am call back"], check=True, stdout=subprocess.DEVNULL)
    raw = ask("SELECT id FROM task WHERE done_at IS NULL")[0][0].hex()
    action("task-snooze", GLib.Variant("s", "-".join((raw[:8], raw[8:12], raw[12:16], raw[16:20], raw[20:]))))
    wait_for(lambda: 0 < ask("SELECT due FROM task")[0][0] - time.time() * 1000000 <= 75 * 60000000, "task put off by an hour")
    action("task-done", GLib.Variant("s", "-".join((raw[:8], raw[8:12], raw[12:16], raw[16:20], raw[20:]))))
    wait_for(lambda: ask("SELECT done_at FROM task")[0][0], "task done")
    assert not visible_windows(Service().pid), "doing a task has shown a window"
    action("open-customer", GLib.Variant("s", customer))
    service = Service().attach()
    wait_for(lambda: service.window.name.startswith("Old Mill Bakery"), "profile")


NOTIFICATIONS = """<node><interface name='org.freedesktop.Notifications'>
<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>
<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>
<method name='CloseNotification'><arg type='u' direction='in'/></method>
<method name='GetCapabilities'><arg type='as' direction='out'/></method>
<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal></interface></node>"""
notified, withdrawn = [], []


def on_notification(connection, sender, path, interface, method, parameters, invocation):
    if method == "Notify":
        notified.append(parameters.unpack())
        invocation.return_value(GLib.Variant("(u)", (len(notified),)))
    elif method == "CloseNotification":
        withdrawn.append(parameters.unpack()[0])
        invocation.return_value(None)
    else:
        invocation.return_value(GLib.Variant("(as)", (["actions", "body"],)))


def serve_notifications():
    bus.register_object("/org/freedesktop/Notifications", Gio.DBusNodeInfo.new_for_xml(NOTIFICATIONS).interfaces[0], on_notification, None, None)
    bus_call("RequestName", GLib.Variant("(su)", ("org.freedesktop.Notifications", 0)), "(u)")


@with_service
def tells_of_due_task():
    """At its time, window or not; done by its button; and then no more is said of it."""
    serve_notifications()
    subprocess.run([cli, "--db", str(own), "log", id_of("Old Mill Bakery"), "asked for a price", "--next=tomorrow 9am call back"], check=True, stdout=subprocess.DEVNULL)
    connection = sqlite3.connect(own)
    connection.execute("UPDATE task SET due = ?", (int((time.time() + 4) * 1000000),))
    connection.commit()
    connection.close()
    assert search("mill")  # starts the program
    wait_for(lambda: notified, "notification")
    _, _, _, title, body, actions, _, _ = notified[0]
    assert title == "call back" and body.startswith("Due at ") and "Done" in actions and "Snooze" in actions, notified
    number, done = 1, actions[actions.index("Done") - 1]
    bus.emit_signal(None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked", GLib.Variant("(us)", (number, done)))
    wait_for(lambda: ask("SELECT done_at FROM task")[0][0], "task done by its button")
    assert len(notified) == 1 and not visible_windows(Service().pid)


@with_service
def tells_of_missed_tasks():
    """What came due while the program was closed, in one word where it is much."""
    notified.clear()
    for _ in range(4):
        subprocess.run([cli, "--db", str(own), "log", id_of("Old Mill Bakery"), "asked for a price", "--next=tomorrow 9am call back"], check=True, stdout=subprocess.DEVNULL)
    connection = sqlite3.connect(own)
    connection.execute("UPDATE task SET due = ?", (int((time.time() - 600) * 1000000),))
    connection.execute("INSERT INTO file (name, value) VALUES ('reminders-told', ?)", (str(int((time.time() - 3600) * 1000000)),))
    connection.commit()
    connection.close()
    assert search("mill")  # starts the program
    wait_for(lambda: notified, "notification")
    assert notified[0][3] == "4 tasks came due" and len(notified) == 1, notified
    bus.emit_signal(None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked", GLib.Variant("(us)", (len(notified), "default")))
    service = Service().attach()
    service.find("list item", lambda name: name.startswith("call back"))


@with_service
def activates():
    application("Activate", GLib.Variant("(a{sv})", ({},)))
    service = Service().attach()
    service.find("table row")


wanted = sys.argv[3:]
tap = Tap()
for name, case in [
    ("/ui/desktop/call/opens-profile", call_opens_profile),
    ("/ui/desktop/call/of-several-asks", call_of_several_asks),
    ("/ui/desktop/call/unknown-offers-customer", unknown_call_offers_customer),
    ("/ui/desktop/link/hostile-are-refused", hostile_links_are_refused),
    ("/ui/desktop/link/searches", search_link),
    ("/ui/desktop/link/starts-the-program", first_start_by_link),
    ("/ui/desktop/link/invitation-fills-in", invitation_fills_in),
    ("/ui/desktop/file/opens-import", table_opens_import),
    ("/ui/desktop/windows/share-a-file", two_windows_share_a_file),
    ("/ui/desktop/session/record-comes-back", comes_back_to_record),
    ("/ui/desktop/help/opens-at-page", help_opens_at_page),
    ("/ui/desktop/help/saves-sample", help_saves_sample),
    ("/ui/desktop/bus/searches-without-window", searches_without_window),
    ("/ui/desktop/bus/shows-a-search", launches_search),
    ("/ui/desktop/bus/actions-without-window", actions_answer_without_window),
    ("/ui/desktop/bus/tells-of-due-task", tells_of_due_task),
    ("/ui/desktop/bus/tells-of-missed-tasks", tells_of_missed_tasks),
    ("/ui/desktop/bus/activates", activates),
]:
    if not wanted or any(part in name for part in wanted):
        tap.run(name, case)
tap.finish()
