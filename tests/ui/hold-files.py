#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds files as a file manager does: in the clipboard, or in a small window to drag them from. Ends with its standard input.

Called as: hold-files.py clipboard|window FILE…; says "ready" when it does.
"""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, GObject, Gtk  # noqa: E402

TITLE = "Files to drag"


def provider():
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(path) for path in sys.argv[2:]])
    return Gdk.ContentProvider.new_for_value(GObject.Value(Gdk.FileList, files))


def show_window():
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.connect("prepare", lambda *arguments: provider())
    label = Gtk.Label(label=TITLE)
    label.add_controller(source)
    window = Gtk.Window(title=TITLE, decorated=False, child=label)
    window.connect("map", lambda *arguments: print("ready", flush=True))
    window.present()


if __name__ == "__main__":
    Gtk.init()
    loop = GLib.MainLoop()
    if sys.argv[1] == "window":
        show_window()
    else:
        Gdk.Display.get_default().get_clipboard().set_content(provider())
        print("ready", flush=True)
    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP, lambda *arguments: loop.quit())
    loop.run()
