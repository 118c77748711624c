#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds files in the clipboard as a file manager does after Copy, until its standard input ends."""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, GObject, Gtk  # noqa: E402

Gtk.init()
files = Gdk.FileList.new_from_list([Gio.File.new_for_path(path) for path in sys.argv[1:]])
Gdk.Display.get_default().get_clipboard().set_content(Gdk.ContentProvider.new_for_value(GObject.Value(Gdk.FileList, files)))
loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP, lambda *arguments: loop.quit())
print("ready", flush=True)
loop.run()
