# SPDX-License-Identifier: GPL-3.0-or-later
"""What assistive technology is told, read from the accessibility bus.

A window has hundreds of controls, and libatspi asks about them one after the other. Here a whole level of the tree is asked about at once: the program answers
all of it in one go, which takes a tenth of the time.
"""

import contextlib

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ACCESSIBLE, PROPERTIES = "org.a11y.atspi.Accessible", "org.freedesktop.DBus.Properties"
WITHIN_WINDOW = GLib.Variant("(u)", (int(Atspi.CoordType.WINDOW),))
PATIENCE = 15000


def prop(interface, name):
    """The rest of a question about a property."""
    return PROPERTIES, "Get", GLib.Variant("(ss)", (interface, name))


class Bus:
    """The accessibility bus."""

    def __init__(self):
        flags = Gio.DBusConnectionFlags
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, Gio.DBusCallFlags.NONE, -1).unpack()[0]
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION)

    def call(self, address, interface, method, arguments=None):
        """One question, whose error is raised."""
        return self.connection.call_sync(*address, interface, method, arguments, None, Gio.DBusCallFlags.NONE, PATIENCE).unpack()

    def ask(self, *questions):
        """What each answers, None where nobody is left to; a question is an address, an interface, a method and its arguments."""
        answers, left, loop = [None] * len(questions), len(questions), GLib.MainLoop()

        def on_answer(connection, result, i):
            nonlocal left
            left -= 1
            with contextlib.suppress(GLib.Error):
                answers[i] = connection.call_finish(result).unpack()[0]
            if left == 0:
                loop.quit()

        for i, (address, interface, method, arguments) in enumerate(questions):
            self.connection.call(*address, interface, method, arguments, None, Gio.DBusCallFlags.NONE, PATIENCE, None, on_answer, i)
        if questions:
            loop.run()
        return answers

    def programs(self):
        """The address of each program that is on the bus, and its process."""
        tops = self.call(("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"), ACCESSIBLE, "GetChildren")[0]
        for address, process in zip(tops, self.ask(*((("org.freedesktop.DBus", "/"), "org.freedesktop.DBus", "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,))) for name, path in tops))):
            yield tuple(address), process


class Accessible:
    """A control. What it is asked, it is asked now; what look() saw of it, it was then."""

    def __init__(self, bus, address, around=None):
        self.bus, self.address, self.around = bus, address, around
        self.states, self.inside, self.known_role, self.known_name = [0, 0], [], None, ""

    def __eq__(self, other):
        return isinstance(other, Accessible) and self.address == other.address

    def __hash__(self):
        return hash(self.address)

    def __repr__(self):
        return f"{self.role} “{self.name}”"

    def ask(self, interface, method, arguments=None):
        return self.bus.call(self.address, interface, method, arguments)[0]

    # ── now ──────────────────────────────────────────────────────────────────────────────────

    @property
    def role(self):
        if self.known_role is None:
            self.known_role = Atspi.role_get_name(Atspi.Role(self.ask(ACCESSIBLE, "GetRole")))
        return self.known_role

    @property
    def name(self):
        return self.ask(*prop(ACCESSIBLE, "Name")) or ""

    @property
    def description(self):
        return self.ask(*prop(ACCESSIBLE, "Description")) or ""

    def has(self, state):
        self.states = self.ask(ACCESSIBLE, "GetState")
        return self.had(state)

    def offers(self, interface):
        return "org.a11y.atspi." + interface in self.ask(ACCESSIBLE, "GetInterfaces")

    @property
    def text(self):
        """What stands in a text control, or the name of any other."""
        if not self.offers("Text"):
            return self.name
        return self.ask("org.a11y.atspi.Text", "GetText", GLib.Variant("(ii)", (0, self.ask(*prop("org.a11y.atspi.Text", "CharacterCount")))))

    def write(self, text):
        """Puts text into an entry as an input method does: at once, in any script."""
        assert self.offers("EditableText"), f"{self} cannot be written to"
        self.ask("org.a11y.atspi.EditableText", "SetTextContents", GLib.Variant("(s)", (text,)))

    def act(self):
        """Does what it is there for; whether it is there for anything."""
        if not self.offers("Action") or self.ask(*prop("org.a11y.atspi.Action", "NActions")) == 0:
            return False
        self.ask("org.a11y.atspi.Action", "DoAction", GLib.Variant("(i)", (0,)))
        return True

    @property
    def extents(self):
        """Where it begins in the window, and how wide and high it is."""
        return self.ask("org.a11y.atspi.Component", "GetExtents", WITHIN_WINDOW)

    @property
    def size(self):
        return self.extents[2:]

    @property
    def children(self):
        return [type(self)(self.bus, tuple(address), self) for address in self.ask(ACCESSIBLE, "GetChildren")]

    @property
    def parent(self):
        if self.around is None:
            address = tuple(self.ask(*prop(ACCESSIBLE, "Parent")))
            self.around = type(self)(self.bus, address) if address[1] != "/org/a11y/atspi/null" else None
        return self.around

    @property
    def process(self):
        return self.bus.call(("org.freedesktop.DBus", "/"), "org.freedesktop.DBus", "GetConnectionUnixProcessID", GLib.Variant("(s)", (self.address[0],)))[0]

    # ── as it was seen ───────────────────────────────────────────────────────────────────────

    def had(self, state):
        number = int(getattr(Atspi.StateType, state.upper().replace("-", "_")))
        return bool(self.states[number // 32] >> number % 32 & 1)

    def look(self, hidden=False):
        """Itself and all below it as they are now; what is not visible is left out with everything in it, unless hidden is set.

        A table's row bears the texts of its cells as its name: its cells are seen only when it is asked itself."""
        self.states = self.ask(ACCESSIBLE, "GetState")
        level = [self]
        while level:
            around = [node for node in level if node is self or (hidden or node.had("visible")) and node.known_role != "table row"]
            for node, addresses in zip(around, self.bus.ask(*((node.address, ACCESSIBLE, "GetChildren", None) for node in around))):
                node.inside = [type(self)(self.bus, tuple(address), node) for address in addresses or []]
            level = [child for node in around for child in node.inside]
            answers = iter(self.bus.ask(*((node.address, ACCESSIBLE, method, None) for node in level for method in ("GetState", "GetRole"))))
            for node, states, role in zip(level, answers, answers):
                node.states, node.known_role = states or [0, 0], Atspi.role_get_name(Atspi.Role(role or 0))
        return [node for node in self.in_order() if node is self or hidden or node.had("visible")]

    def in_order(self):
        yield self
        for child in self.inside:
            yield from child.in_order()

    def learn_names(self, nodes):
        for node, name in zip(nodes, self.bus.ask(*((node.address, *prop(ACCESSIBLE, "Name")) for node in nodes))):
            node.known_name = name or ""

    def find_all(self, role=None, name=None, hidden=False):
        """What of it shows, and has such a role and such a name."""
        roles = (role,) if isinstance(role, str) else role
        found = [node for node in self.look(hidden) if (hidden or node.had("showing")) and (roles is None or node.role in roles)]
        if name is None:
            return found
        self.learn_names(found)
        return [node for node in found if (name(node.known_name) if callable(name) else node.known_name == name)]
