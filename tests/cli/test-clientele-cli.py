#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clientele-cli as scripts see it: keys, exit codes, and arguments nobody should give. Speaks TAP.

test-clientele-cli.py PROGRAM MANPAGE [NAME…]
"""

import csv
import datetime
import fcntl
import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

PROGRAM, MANPAGE = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2])
COMMANDS = ["search", "show", "history", "new", "set", "delete", "erase", "log", "attach", "report", "survey", "duplicates", "merge", "unmerge", "undo", "import", "import-deals", "export", "backup", "restore", "check", "demo", "join", "sync", "leave", "conflicts"]
UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
DONE, IN_PART, USAGE, INPUT, DATABASE, NETWORK, REFUSED = 0, 1, 2, 3, 4, 5, 6
tests = []
prepared = {}


def test(function):
    tests.append(function)
    return function


class Place:
    """A folder of its own for one test, and the program run in it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.db = str(self.folder / "test.clientele")
        self.environment = {**os.environ, "XDG_DATA_HOME": str(self.folder / "data"), "HOME": str(self.folder), "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "LANGUAGE": ""}

    def run(self, *arguments, code=DONE, db=True, environment=None, stdout=subprocess.PIPE):
        command = [PROGRAM, *(["--db", self.db] if db else []), *arguments]
        result = subprocess.run(command, cwd=self.folder, stdout=stdout, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env={**self.environment, **(environment or {})})
        # A sanitizer says that it does not know fibers.
        error = "".join(line for line in result.stderr.decode().splitlines(True) if "ASan doesn't fully support" not in line)
        assert result.returncode == code, f"{command} ended with {result.returncode}, not {code}: {error}\n{result.stdout}"
        assert code in (DONE, IN_PART) or "--json" in arguments or not result.stdout, f"{command} printed something: {result.stdout}"
        assert code == DONE or result.stdout or error.startswith("clientele-cli: "), f"{command} did not say why: {error}"
        return (result.stdout or b"").decode(), error

    def json(self, *arguments, **options):
        return json.loads(self.run("--json", *arguments, **options)[0])

    def demo(self, customers=30, seed=1):
        return self.prepare(("demo", customers, seed), lambda: self.json("demo", "--customers", str(customers), "--seed", str(seed)))

    def prepare(self, key, make):
        """A new file as make() leaves it, and what that says: made by the first test that asks for it, copied for the others."""
        assert not os.path.exists(self.db), "only a new file can be prepared"
        if key not in prepared:
            said = make()
            prepared[key] = said, {end: Path(self.db + end).read_bytes() for end in ("", "-wal") if os.path.exists(self.db + end)}
        else:
            said, files = prepared[key]
            for end, content in files.items():
                Path(self.db + end).write_bytes(content)
        return said

    def first(self, words="有限"):
        return self.json("search", words, "--limit", "1")["hits"][0]["id"]

    def customer(self, name="Somebody Ltd", **fields):
        return self.json("new", "customer", f"name={name}", *(f"{key}={value}" for key, value in fields.items()))["id"]


def equal(a, b):
    assert a == b, f"{a!r} is not {b!r}"


# ── help ──────────────────────────────────────────────────────────────────────────────────────


@test
def help_lists_every_command(place):
    text, _ = place.run("--help", db=False)
    for command in COMMANDS:
        assert re.search(rf"^  {command} +\S", text, re.M), f"{command} is not in the help"
    equal(re.findall(r"^  ([a-z][a-z-]*)  ", text, re.M), COMMANDS)
    assert place.run("--version", db=False)[0].startswith("clientele-cli ")
    assert "FIELD=VALUE" in place.run("set", "--help", db=False)[0]
    assert "FIELD=VALUE" in place.run("--help", "set", db=False)[0]


def plain(roff):
    return re.sub(r"\\f[A-Z]|\\&", "", roff).replace("\\-", "-")


@test
def man_page_has_every_command_and_option(place):
    page = plain(MANPAGE.read_text())
    helps = {command: place.run(*command.split(), "--help", db=False)[0] for command in ("", *COMMANDS)}
    for command in COMMANDS:
        text = helps[command]
        usage = re.search(r"clientele-cli \[.*?\] (.*)", text).group(1).strip()
        assert f".B {usage.split()[0]}" in page or f".BR {command}" in page, f"the man page lacks {command}"
        for option in re.findall(r"(--[a-z]+)", text.split("Options:", 1)[1]):
            assert option in page, f"the man page lacks {option} of {command}"
    for option in re.findall(r"--[a-z][a-z-]*", page):
        assert any(option in text for text in helps.values()), f"no command has {option}"
    mentioned = set(re.findall(r"^\.SS (\S+)", page, re.M))
    equal(mentioned, set(COMMANDS))


@test
def usage_is_refused(place):
    for arguments in ([], ["frobnicate"], ["set"], ["set", "x"], ["show"], ["show", "a", "b"], ["history"], ["check", "x"], ["backup"], ["demo", "x"],
                      ["search"], ["log", "x"], ["--frobnicate"], ["search", "--frobnicate", "x"], ["search", "x", "--limit", "x"], ["search", "x", "--limit", "0"],
                      ["demo", "--customers", "-1"], ["demo", "--customers", "99999999999"], ["search", "x", "--kind", "nothing"], ["search", "x", "--kind", "role"], ["export", "x"], ["export", "--format", "csv"], ["export", "--format", "doc", "x"], ["export", "--format", "csv", "--kind", "x", "x"], ["show", "x", "--db"]):
        place.run(*arguments, code=USAGE, db=False)
    assert not (place.folder / "data").exists(), "a usage error made a file"


# ── demo ──────────────────────────────────────────────────────────────────────────────────────


@test
def demo_is_the_same_for_a_seed(place):
    counts = place.demo()
    equal(set(counts), {"customers", "people", "contact_points", "interactions", "tasks", "tags", "users", "deals", "stage_moves", "pipelines", "created", "edit"})
    equal((counts["customers"], counts["pipelines"]), (30, 2))
    assert 20 < counts["deals"] < 60 and counts["stage_moves"] > 2 * counts["deals"], counts
    assert UUID.match(counts["edit"])
    one = place.json("show", place.first())
    other = Place(place.folder)
    other.db = str(place.folder / "other.clientele")
    equal({**other.json("demo", "--customers", "30", "--seed", "1"), "edit": 0}, {**counts, "edit": 0})
    same = other.json("show", one["id"])
    for key in ("name", "city", "owner", "contact_points", "people"):
        equal(same[key], one[key])
    other.db = str(place.folder / "third.clientele")
    other.demo(seed=2)
    other.run("show", one["id"], code=USAGE)


@test
def demo_does_not_mix_with_real_customers(place):
    place.customer()
    place.run("demo", "--customers", "3", code=REFUSED)
    equal(place.json("demo", "--customers", "3", "--add")["customers"], 4)


@test
def demo_follows_the_locale(place):
    place.run("demo", "--customers", "2", "--locale", "zh_CN")
    with sqlite3.connect(place.db) as db:
        assert "林悦" in [row[0] for row in db.execute("SELECT name FROM user")]


# ── search ────────────────────────────────────────────────────────────────────────────────────


@test
def search_has_its_keys(place):
    place.demo()
    found = place.json("search", "有限", "--limit", "2")
    equal(set(found), {"total", "hits"})
    assert found["total"] > 2 and len(found["hits"]) == 2
    hit = found["hits"][0]
    equal(set(hit), {"id", "kind", "name", "customer", "matched"})
    equal((hit["kind"], hit["customer"]), ("customer", hit["id"]))
    assert UUID.match(hit["id"]) and "有限" in hit["name"]
    text, _ = place.run("search", "有限")
    assert hit["id"] in text and hit["name"] in text
    equal(place.json("search", "zzzzqqqq"), {"total": 0, "hits": []})


@test
def search_finds_long_texts(place):
    customer = place.customer("Lamp Shop")
    place.run("log", customer, "called about the chandelier with seven arms")
    found = place.json("search", "chandelier", "--kind", "interaction")
    equal(found["total"], 1)
    equal(set(found["hits"][0]), {"id", "kind", "name", "customer", "matched"})
    equal((found["hits"][0]["kind"], found["hits"][0]["customer"]), ("interaction", customer))
    assert "chandelier" in found["hits"][0]["matched"]
    equal(place.json("search", "chandelier", "--kind", "task")["total"], 0)
    place.run("delete", found["hits"][0]["id"])
    equal(place.json("search", "chandelier", "--kind", "interaction"), {"total": 0, "hits": []})


@test
def search_takes_anything(place):
    place.demo(5)
    for text in ("", " ", '"', "'", "' OR 1=1 --", "a*", "NEAR(a b)", "AND", "text:a", "^a", "(", "-", "%", "_", "\\", "#1234", "😀", "e\u0301", "a" * 20000, "有" * 5000, "\u202e", "\n", "--x"):
        for kind in ("customer", "interaction"):
            found = place.json("search", "--kind", kind, "--", text)
            assert found["total"] >= len(found["hits"])


# ── show ──────────────────────────────────────────────────────────────────────────────────────


@test
def show_has_every_field(place):
    id = place.customer("Quay & Co", yearly_spend="£1,234.50", birthday="--04-15", consent_date="5 Mar 2024", credit_terms="30", level="A")
    record = place.json("show", id)
    with sqlite3.connect(place.db) as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info (customer)")]
    hidden = {"rowid", "unknown", "scope", "created_edit", "created_clock", "clocks", "dirty", "seq", "name_key"}
    for column in columns:
        if column not in hidden and not column.endswith("_currency"):
            assert column in record, f"{column} is missing"
    equal(record["id"], id)
    equal(record["record_kind"], "customer")
    equal(record["yearly_spend"], {"amount": "1234.50", "currency": "GBP"})
    equal((record["birthday"], record["consent_date"]), ("--04-15", "2024-03-05"))
    equal((record["credit_terms"], record["level"], record["deleted"], record["alias"]), (30, "a", False, None))
    assert "timeline" not in record and "history" not in record
    text, _ = place.run("show", id)
    assert "Quay & Co" in text and "£1,234.50" in text and "5 Mar 2024" in text


@test
def show_has_timeline_and_history(place):
    id = place.customer()
    place.run("log", id, "call: nobody was there")
    record = place.json("show", id, "--timeline", "--history")
    touch = [entry for entry in record["timeline"] if entry["record_kind"] == "interaction"]
    equal(len(touch), 1)
    equal(set(touch[0]), {"id", "record_kind", "kind", "section", "at", "title", "text", "who", "person"})
    assert TIME.match(touch[0]["at"]) and touch[0]["at"].endswith("+08:00")
    equal([entry["field"] for entry in record["history"]], ["created"])
    place.run("show", touch[0]["id"], "--timeline", code=USAGE)
    place.run("show", id, "--timeline", "--history")


@test
def show_wants_an_id_that_is_there(place):
    place.demo(1)
    for id in ("", "x", "1", "00000000-0000-0000-0000-000000000000", "g" * 36, "'; DROP TABLE customer; --"):
        place.run("show", "--", id, code=USAGE)


# ── set and new ───────────────────────────────────────────────────────────────────────────────


@test
def set_and_undo(place):
    id = place.customer(level="A")
    edit = place.json("set", id, "level=B", "city=Łódź")
    equal(set(edit), {"edit", "id"})
    equal(edit["id"], id)
    record = place.json("show", id)
    equal((record["level"], record["city"]), ("b", "Łódź"))
    undone = place.json("undo")
    equal(undone["id"], edit["edit"])
    record = place.json("show", id)
    equal((record["level"], record["city"]), ("a", None))
    place.json("undo", undone["edit"])
    equal(place.json("show", id)["city"], "Łódź")


@test
def set_nothing_new_is_no_edit(place):
    id = place.customer(city="York")
    equal(place.json("set", id, "city=York"), {"edit": None, "id": id})
    equal([entry["field"] for entry in place.json("history", id)], ["created"])


@test
def set_clears(place):
    id = place.customer(city="York")
    place.run("set", id, "city=")
    equal(place.json("show", id)["city"], None)
    place.run("set", id, "name=", code=USAGE)


@test
def set_is_all_or_nothing(place):
    id = place.customer(city="York")
    for wrong in ("levle=A", "level=Z", "birthday=tomorrowish", "credit_terms=many", "phone=1", "name_key=x", "owner=Ann", "yearly_spend=lots", "city", "=x", "consent_date=03/04/2024", "credit_terms=-1"):
        place.run("set", id, "city=Leeds", wrong, code=USAGE)
        equal(place.json("show", id)["city"], "York")


@test
def unknown_field_names_its_neighbours(place):
    id = place.customer()
    error = place.run("set", id, "birthdy=1 May", code=USAGE)[1]
    assert "birthday" in error, error
    error = place.run("set", id, "spend=1", code=USAGE)[1]
    assert "yearly_spend" in error, error
    error = place.run("set", id, "x" * 5000 + "=1", code=USAGE)[1]
    assert "name" in error


@test
def choices_go_by_name_or_label(place):
    id = place.customer()
    for text, stored in (("at-risk", "at-risk"), ("At risk", "at-risk"), ("AT RISK", "at-risk"), ("won-back", "won-back")):
        place.run("set", id, f"life_cycle={text}")
        equal(place.json("show", id)["life_cycle"], stored)


@test
def new_makes_every_kind(place):
    customer = place.customer()
    person = place.json("new", "person", "name=单雄信")["id"]
    tag = place.json("new", "tag", "name=VIP")["id"]
    made = {
        "role": ["customer=" + customer, "person=" + person, "title=Buyer"],
        "contact_point": ["customer=" + customer, "kind=Phone", "value=+44 117 496 0123"],
        "relationship": ["customer=" + customer, "other=" + place.customer("Other"), "kind=partner"],
        "interaction": ["customer=" + customer, "kind=call", "at=2026-03-05 14:30", "text=hello"],
        "task": ["customer=" + customer, "kind=task", "title=Write", "due=2026-03-06"],
        "tagging": ["customer=" + customer, "tag=" + tag],
        "user": ["name=Ann"],
    }
    for kind, fields in made.items():
        id = place.json("new", kind, *fields)["id"]
        equal(place.json("show", id)["record_kind"], kind)
        place.run("show", id)
    shown = place.json("show", customer)
    equal((shown["phone"], shown["tags"], shown["people"][0]["name"]), ("+44 117 496 0123", ["VIP"], "单雄信"))
    equal([point["kind"] for point in shown["contact_points"]], ["phone"])
    equal(place.json("show", customer, "--timeline")["timeline"][0]["record_kind"] in ("task", "interaction"), True)


@test
def custom_fields_are_set_shown_and_asked_for(place):
    place.customer("Quay Ltd")
    for label, type in (("Grade", "choice"), ("Next inspection", "date"), ("a=b", "decimal"), ("Budget", "money")):
        place.run("new", "custom_field", "kind=customer", f"label={label}", f"type={type}", "choices=Gold\nSilver")
    id = place.json("new", "customer", "name=Mill Ltd", "custom.grade=gold", "custom.a=b=1,234.5")["id"]
    place.run("set", id, "city=York", "custom.Next inspection=5 Mar 2026", "custom.Budget=GBP 12.50")
    values = {value["label"]: (value["type"], value["value"]) for value in place.json("show", id)["custom"]}
    equal(values, {"Grade": ("choice", "Gold"), "a=b": ("decimal", "1234.5"), "Next inspection": ("date", "2026-03-05"), "Budget": ("money", {"amount": "12.50", "currency": "GBP"})})
    text, _ = place.run("show", id)
    assert re.search(r"Grade +Gold", text) and re.search(r"a=b +1234.5", text), text
    for condition, n in (("custom.Grade = gold", 1), ("custom.Grade != gold", 1), ("custom.grade empty", 1), ("custom.Next inspection < 2026-04-01", 1),
                         ("custom.Next inspection > 2026-04-01", 0), ("custom.a=b > 1000", 1), ("custom.Grade any Silver, gold", 1), ("custom.Grade none gold", 1), ("custom.Budget = GBP 12.50", 1),
                         ("custom.Budget = USD 12.50", 0), ("custom.Budget not-empty", 1)):
        equal((condition, place.json("export", "--format", "csv", "--where", condition, "out.csv")["written"]), (condition, n))
    assert "Grade" in place.run("export", "--format", "csv", "--where", "custom.Grade contains OL", "out.csv", code=USAGE)[1]
    place.run("set", id, "custom.Grade=")
    equal(place.json("export", "--format", "csv", "--where", "custom.Grade not-empty", "out.csv")["written"], 0)
    place.run("undo")
    equal(len(place.json("show", id)["custom"]), 4)


@test
def custom_fields_refuse_what_they_cannot_hold(place):
    id = place.customer("Quay Ltd")
    equal(place.run("set", id, "custom.Grade=x", code=USAGE)[1].count("Grade"), 1)
    field = place.json("new", "custom_field", "kind=customer", "label=Fleet", "type=number")["id"]
    assert "Fleet" in place.run("set", id, "custom.Flet=3", code=USAGE)[1]
    for wrong in ("custom.Fleet=many", "custom.Fleet", "custom.=", "custom."):
        place.run("set", id, "city=York", wrong, code=USAGE)
    equal(place.json("show", id)["city"], None)
    place.run("set", id, "custom.fleet=3")
    place.run("set", field, "type=date", code=USAGE)
    place.run("set", field, "label=Ships")
    equal([value["label"] for value in place.json("show", id)["custom"]], ["Ships"])
    place.run("delete", field)
    equal(place.json("show", id)["custom"], [])
    place.run("undo")
    equal(len(place.json("show", id)["custom"]), 1)
    place.run("export", "--format", "csv", "--where", "custom.Ships like 3", "out.csv", code=USAGE)


@test
def erased_is_gone_for_good(place):
    id = place.customer()
    place.run("log", id, "call: spoke of the zyxchandelier")
    person = place.json("show", id)["name"]
    place.run("erase", id, code=USAGE)
    equal(place.json("show", id)["name"], person)
    place.run("erase", id, "--for-good")
    equal((place.json("show", id)["name"], place.json("show", id)["deleted"]), (None, True))
    equal(place.json("search", "zyxchandelier", "--kind", "interaction")["total"], 0)
    place.run("undo")
    equal((place.json("show", id)["name"], place.json("show", id)["deleted"]), (None, True))
    assert b"zyxchandelier" not in Path(place.db).read_bytes()


@test
def new_refuses_what_is_incomplete(place):
    place.demo(1)
    count = place.json("search", "a", "--limit", "1")
    for arguments in (["customer", "city=York"], ["nothing", "name=x"], ["contact_point", "kind=phone", "value=1"], ["person", "nme=x"], ["role", "title=x"], ["customer", "name="], ["customer", "name=x", "owner=y"]):
        place.run("new", *arguments, code=USAGE)
    equal(place.json("search", "a", "--limit", "1"), count)


@test
def text_of_any_kind_is_kept(place):
    for name in ("a=b", "=", "'; DROP TABLE customer; --", "😀 𠮷野家", "\u202eabc", "x" * 100000, "line\nbreak", "--db", "%s%n"):
        id = place.json("new", "--", "customer", f"name={name}")["id"]
        equal(place.json("show", id)["name"], name.strip())
        place.run("show", id)


# ── duplicates, merge, unmerge ────────────────────────────────────────────────────────────────


@test
def duplicates_are_listed_with_reasons(place):
    a = place.customer("Harbour Trading Ltd", tax_id="91410300MA0000001X")
    b = place.customer("Harbuor Trading", tax_id="91410300MA0000001X", city="Oslo")
    place.customer("Larkfield Optics", tax_id="91410300MA0000002X")
    pairs = place.json("duplicates")
    equal(len(pairs), 1)
    equal({pairs[0]["a"], pairs[0]["b"]}, {a, b})
    assert 0.7 <= pairs[0]["score"] <= 1, pairs
    equal(pairs[0]["reasons"], ["same tax number", "name 93 % alike"])
    assert "same tax number" in place.run("duplicates")[0]
    equal(place.json("duplicates", "--min", "1"), [])
    for wrong in ("2", "-1", "nan", "x"):
        place.run("duplicates", "--min", wrong, code=USAGE)


@test
def merge_and_unmerge(place):
    a = place.customer("Harbour Trading Ltd")
    b = place.customer("Harbuor Trading", city="Oslo", note="Likes tea.")
    place.run("log", b, "called about delivery")
    edit = place.json("merge", a, b)
    equal(edit["id"], a)
    kept, merged = place.json("show", a, "--timeline"), place.json("show", b)
    equal((kept["city"], kept["note"]), ("Oslo", "Likes tea."))
    assert "delivery" in json.dumps(kept["timeline"]), kept["timeline"]
    assert "Merged with “Harbuor Trading”" in json.dumps(kept["timeline"], ensure_ascii=False), kept["timeline"]
    equal((merged["deleted"], merged["merged_into"]), (True, a))
    place.run("merge", a, b, code=REFUSED)
    place.run("merge", a, a, code=REFUSED)
    place.run("set", a, "city=Bergen")
    out, error = place.run("unmerge", edit["edit"], code=IN_PART)
    assert "Bergen" in error and "City" in error, error
    equal(place.json("show", a)["city"], "Bergen")
    merged = place.json("show", b, "--timeline")
    equal((merged["deleted"], merged["merged_into"], merged["city"]), (False, None, "Oslo"))
    assert "delivery" in json.dumps(merged["timeline"]), merged["timeline"]
    place.run("unmerge", edit["edit"], code=REFUSED)
    place.run("unmerge", "nonsense", code=USAGE)


# ── delete and undo ───────────────────────────────────────────────────────────────────────────


@test
def delete_and_undo(place):
    id = place.customer("Gone Ltd")
    edit = place.json("delete", id)
    equal(edit["id"], id)
    equal(place.json("show", id)["deleted"], True)
    equal(place.json("search", "Gone")["total"], 0)
    place.run("delete", id, code=REFUSED)
    place.run("set", id, "city=York", code=REFUSED)
    place.run("log", id, "called", code=REFUSED)
    place.run("undo", edit["edit"])
    equal(place.json("show", id)["deleted"], False)
    equal(place.json("search", "Gone")["total"], 1)
    place.run("undo", edit["edit"], code=REFUSED)


@test
def undo_leaves_what_was_changed_since(place):
    id = place.customer(city="York")
    first = place.json("set", id, "city=Leeds", "level=A")["edit"]
    place.run("set", id, "city=Bath")
    place.json("undo", first, code=IN_PART)
    record = place.json("show", id)
    equal((record["city"], record["level"]), ("Bath", None))


@test
def undo_nothing(place):
    place.demo(1)
    place.run("undo", code=REFUSED)
    place.run("undo", "x", code=USAGE)
    place.run("undo", "00000000-0000-0000-0000-000000000000", code=REFUSED)


# ── history ───────────────────────────────────────────────────────────────────────────────────


@test
def history_has_its_keys(place):
    id = place.customer()
    edit = place.json("set", id, "yearly_spend=CNY 1200", "birthday=1999-12-31", "owner=" + place.json("new", "user", "name=Ann")["id"])["edit"]
    place.run("delete", id)
    entries = place.json("history", id)
    for entry in entries:
        equal(set(entry), {"at", "who", "device", "edit", "field", "old", "new"})
        assert TIME.match(entry["at"]) and UUID.match(entry["edit"])
    by_field = {entry["field"]: entry for entry in entries}
    equal(set(by_field), {"created", "yearly_spend", "birthday", "owner", "deleted"})
    equal((by_field["yearly_spend"]["old"], by_field["yearly_spend"]["new"]), (None, {"amount": "1200.00", "currency": "CNY"}))
    equal((by_field["birthday"]["new"], by_field["birthday"]["edit"]), ("1999-12-31", edit))
    equal((by_field["deleted"]["old"], by_field["deleted"]["new"]), (False, True))
    place.run("history", id)
    place.run("history", "x", code=USAGE)


# ── log ───────────────────────────────────────────────────────────────────────────────────────


@test
def log_reads_the_line(place):
    customer = place.customer("Harbour & Sons")
    person = place.json("new", "person", "name=Anna Berg")["id"]
    place.run("new", "role", f"customer={customer}", f"person={person}")
    made = place.json("log", "harbour", "called Anna 12 min about the renewal", "--next", "in 3 days send the offer")
    equal(set(made), {"edit", "id", "next"})
    touch, task = place.json("show", made["id"]), place.json("show", made["next"])
    equal((touch["kind"], touch["minutes"], touch["person"], touch["customer"]), ("call", 12, person, customer))
    assert "renewal" in touch["text"]
    equal((task["record_kind"], task["interaction"], task["person"]), ("task", made["id"], person))
    assert "send the offer" in task["title"] and TIME.match(task["due"])
    place.run("undo")
    equal((place.json("show", made["id"])["deleted"], place.json("show", made["next"])["deleted"]), (True, True))


@test
def log_in_chinese(place):
    place.customer("洛阳瓦岗寨贸易有限公司")
    made = place.json("log", "wgz", "昨天打电话谈续约 半小时", "--next", "下周二下午3点 发报价")
    touch = place.json("show", made["id"])
    equal((touch["kind"], touch["minutes"]), ("call", 30))
    assert "续约" in touch["text"]
    assert "T15:00:00+08:00" in place.json("show", made["next"])["due"]


@test
def calendars_go_and_come(place):
    place.customer("Harbour & Sons")
    place.run("log", "harbour", "called", "--next", "every tue 3pm send the figures")
    equal(place.json("export", "--kind", "task", "--format", "ics", "tasks.ics")["written"], 1)
    text = (place.folder / "tasks.ics").read_bytes().decode()
    assert "RRULE:FREQ=WEEKLY;BYDAY=TU\r\n" in text and "DTSTART;TZID=Asia/Shanghai:" in text and "CONTACT:Harbour & Sons" in text, text
    equal(place.json("import", "tasks.ics")["unchanged"], 1)
    (place.folder / "more.ics").write_text(text.replace("UID:", "UID:other-").replace("END:VCALENDAR", "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR"))
    equal((place.json("import", "--dry-run", "more.ics", code=IN_PART)["tasks"], place.json("import", "more.ics", code=IN_PART)["tasks"]), (1, 1))
    place.run("undo")
    equal(place.json("export", "--kind", "task", "--format", "ics", "again.ics")["written"], 1)
    place.run("export", "--format", "ics", "customers.ics", code=USAGE)
    (place.folder / "no.ics").write_text("no calendar")
    place.run("import", "no.ics", code=INPUT)
    place.run("import", "nowhere.ics", code=INPUT)
    place.run("import", "tasks.ics", "customers.csv", code=USAGE)


@test
def log_wants_one_customer(place):
    one, other = place.customer("Saltmarsh Hotel"), place.customer("Saltmarsh Kitchen")
    error = place.run("log", "Saltmarsh", "called", code=REFUSED)[1]
    assert one in error and other in error and "Saltmarsh Hotel" in error
    place.run("log", "nobody at all", "called", code=REFUSED)
    place.run("log", "", "called", code=REFUSED)
    place.run("log", place.json("new", "person", "name=x")["id"], "called", code=USAGE)
    equal(place.json("log", "saltmarsh hot", "note: found")["next"], None)


@test
def log_without_a_date_for_the_next_step_writes_nothing(place):
    customer = place.customer()
    place.run("log", customer, "called", "--next", "send something", code=USAGE)
    equal([entry for entry in place.json("show", customer, "--timeline")["timeline"] if entry["record_kind"]], [])


@test
def log_takes_anything(place):
    customer = place.customer()
    for line in ("", " "):
        place.run("log", "--", customer, line, code=USAGE)
    for line in ("call", "12 min", "😀" * 3000, "给" * 3000, "%s", "\\", "昨天", "task", "task: buy milk tomorrow", "1e999", "99:99", "31.02.2026"):
        id = place.json("log", "--", customer, line)["id"]
        place.run("show", id)


# ── files ─────────────────────────────────────────────────────────────────────────────────────


def contents(place):
    with sqlite3.connect(f"file:{place.db}?mode=ro", uri=True) as db:
        return [db.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in ("customer", "person", "contact_point", "interaction", "task", "history", "edit")]


@test
def backup_and_restore(place):
    place.demo(8)
    before = contents(place)
    equal(place.json("backup", "copy.clientele"), {"ok": True, "problems": []})
    place.run("backup", "copy.clientele", code=REFUSED)
    id = place.customer("Made after")
    equal(place.json("restore", "copy.clientele"), {"ok": True, "problems": []})
    equal(contents(place), before)
    place.run("show", id, code=USAGE)
    equal(place.json("check"), {"ok": True, "problems": []})
    assert any("before-restore" in name for name in os.listdir(place.folder))
    other = Place(place.folder)
    other.db = str(place.folder / "new" / "folder" / "file.clientele")
    other.run("restore", str(place.folder / "copy.clientele"))
    equal(contents(other), before)


def files_folder(db):
    return Path(db + "-files")


def stored(db):
    return sorted(path for path in files_folder(db).rglob("*") if path.is_file())


@test
def attached_files_go_into_the_backup_and_back(place):
    id = place.customer("Harbour & Sons")
    (place.folder / "quote.txt").write_text("A quote")
    (place.folder / "平面图.txt").write_text("A plan")
    (place.folder / "again.txt").write_text("A quote")
    equal(place.json("attach", id, "quote.txt", "平面图.txt", "again.txt"), {"added": 3, "problems": []})
    equal(len(stored(place.db)), 2)
    for path in stored(place.db):
        equal(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
        equal(path.parent.name, path.name[:2])
    equal(len(place.json("search", "平面图", "--kind", "attachment")["hits"]), 1)
    equal(place.json("check"), {"ok": True, "problems": []})
    copy = str(place.folder / "copy.clientele")
    equal(place.json("backup", copy), {"ok": True, "problems": []})
    equal([path.name for path in stored(copy)], [path.name for path in stored(place.db)])
    other = Place(place.folder)
    other.db = str(place.folder / "new" / "file.clientele")
    equal(other.json("restore", copy), {"ok": True, "problems": []})
    equal([path.read_bytes() for path in stored(other.db)], [path.read_bytes() for path in stored(place.db)])
    equal(other.json("check"), {"ok": True, "problems": []})


@test
def attach_tells_what_is_no_file(place):
    id = place.customer("Harbour & Sons")
    (place.folder / "quote.txt").write_text("A quote")
    (place.folder / "folder").mkdir()
    answer = place.json("attach", id, "folder", "quote.txt", "missing.txt", code=IN_PART)
    equal((answer["added"], len(answer["problems"])), (1, 2))
    place.run("attach", id, "folder", code=USAGE)
    place.run("attach", id, "missing.txt", code=USAGE)
    place.run("attach", "Nobody", "quote.txt", code=REFUSED)
    equal(len(stored(place.db)), 1)


@test
def check_and_backup_tell_missing_and_damaged_files(place):
    id = place.customer("Harbour & Sons")
    (place.folder / "quote.txt").write_text("A quote")
    (place.folder / "plan.txt").write_text("A plan")
    place.run("attach", id, "quote.txt", "plan.txt")
    quote, plan = (files_folder(place.db) / name[:2] / name for name in (hashlib.sha256(text).hexdigest() for text in (b"A quote", b"A plan")))
    quote.chmod(0o600)
    quote.write_text("a quote")
    plan.unlink()
    answer = place.json("check", code=DATABASE)
    assert not answer["ok"] and "quote.txt" in answer["problems"][0] and "plan.txt" in answer["problems"][1], answer
    equal(place.run("check", code=DATABASE)[1].count("clientele-cli: "), 2)
    copy = str(place.folder / "copy.clientele")
    answer = place.json("backup", copy, code=IN_PART)
    equal((answer["ok"], len(answer["problems"]), stored(copy)), (False, 2, []))
    other = Place(place.folder)
    other.db = str(place.folder / "new" / "file.clientele")
    equal(len(other.json("restore", copy, code=IN_PART)["problems"]), 2)
    place.run("attach", id, "quote.txt", "plan.txt")
    equal(place.json("check"), {"ok": True, "problems": []})


@test
def restore_refuses_what_is_no_backup(place):
    place.demo(2)
    before = contents(place)
    (place.folder / "text").write_text("hello")
    (place.folder / "empty").write_text("")
    with sqlite3.connect(place.folder / "foreign") as db:
        db.execute("CREATE TABLE customer (id)")
    for name in ("text", "empty", "foreign", "not-there", "."):
        answer = place.json("restore", name, code=INPUT)
        equal(set(answer), {"ok", "problems"})
        assert not answer["ok"] and len(answer["problems"]) == 1
    equal(contents(place), before)


@test
def damage_is_found(place):
    place.demo(60)
    size = os.path.getsize(place.db)
    with sqlite3.connect(place.db) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(place.db, "r+b") as file:
        for page in range(8, size // 4096, 3):
            file.seek(page * 4096)
            file.write(os.urandom(900))
    answer = place.json("check", code=DATABASE)
    assert not answer["ok"] and answer["problems"]


@test
def garbage_is_no_database(place):
    Path(place.db).write_bytes(b"SQLite format 3\0" + os.urandom(8000))
    for arguments in (["check"], ["search", "x"], ["new", "customer", "name=x"], ["undo"], ["backup", "b"]):
        place.run(*arguments, code=DATABASE)
    assert not place.json("check", code=DATABASE)["ok"]
    Path(place.db).write_text("not at all")
    place.run("search", "x", code=DATABASE)


@test
def wrong_facts_are_mended(place):
    place.demo(5)
    with sqlite3.connect(place.db) as db:
        db.execute("UPDATE customer SET phone = 'wrong', next_step = 7")
    answer = place.json("check", code=IN_PART)
    assert not answer["ok"] and answer["problems"]
    equal(place.json("check"), {"ok": True, "problems": []})


@test
def newer_file_is_read_only(place):
    id = place.customer()
    with sqlite3.connect(place.db) as db:
        db.execute("PRAGMA user_version = 9999")
    place.run("show", id)
    place.run("set", id, "city=York", code=DATABASE)
    place.run("check", code=DATABASE)


@test
def missing_file_is_not_made(place):
    for arguments in (["search", "x"], ["check"], ["undo"], ["backup", "b"], ["history", "00000000-0000-0000-0000-000000000000"]):
        place.run(*arguments, code=DATABASE)
    equal(os.listdir(place.folder), [])
    place.run("--db", str(place.folder), "search", "x", db=False, code=DATABASE)


@test
def default_file_is_the_apps(place):
    place.run("new", "customer", "name=x", db=False)
    assert (place.folder / "data" / "clientele" / "clientele.clientele").exists()
    equal(place.json("search", "x", db=False)["total"], 1)


@test
def writes_beside_the_app(place):
    id = place.customer()
    with open(place.db + "-lock", "r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        reader = sqlite3.connect(place.db)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM customer").fetchall()
        place.run("set", id, "city=York")
        equal(place.json("show", id)["city"], "York")
        place.run("backup", "b.clientele")
        place.run("restore", "b.clientele", code=DATABASE)
        reader.close()


# ── import ────────────────────────────────────────────────────────────────────────────────────


@test
def import_creates_updates_and_refuses(place):
    (place.folder / "in.csv").write_text("Name,Company,Email,Birthday\nAnn Lee,Harbour Ltd,ann@harbour.example,1980-02-29\nBob Ray,Harbour Ltd,bob@harbour.example,31.02.1980\n")
    result = place.json("import", "in.csv", code=IN_PART)
    edit = result.pop("edit")
    assert UUID.match(edit)
    errors = result.pop("errors")
    equal(result, {"read": 2, "created": 1, "updated": 0, "unchanged": 0, "skipped": 0, "format": "csv", "encoding": "UTF-8"})
    equal([(error["file"], error["row"], error["column"]) for error in errors], [("in.csv", 3, "Birthday")])
    assert "31" in errors[0]["reason"]
    again = place.json("import", "in.csv", code=IN_PART)
    equal((again["unchanged"], again["created"], again["edit"]), (1, 0, None))
    place.run("undo", edit)
    equal(place.json("search", "harbour")["total"], 0)


@test
def import_fills_and_makes_custom_fields(place):
    place.run("new", "custom_field", "kind=customer", "label=Fleet", "type=number")
    (place.folder / "in.csv").write_text("Name,fleet,Since,Tier\nQuay Ltd,3,2024-05-06,Gold\n")
    (place.folder / "map.json").write_text(json.dumps({"clientele-mapping": 1, "columns": [{"name": "Since", "to": "field.date:Customer since"}, {"name": "Tier", "to": "note-line"}]}))
    place.run("import", "--mapping", "map.json", "in.csv")
    id = place.first("Quay")
    shown = place.json("show", id)
    equal([(value["label"], value["value"]) for value in shown["custom"]], [("Customer since", "2024-05-06"), ("Fleet", 3)])
    equal(shown["note"], "Tier: Gold")
    place.run("export", "--format", "csv", "out.csv")
    headings = next(csv.reader(open(place.folder / "out.csv", encoding="utf-8-sig")))
    assert "custom date Customer since" in headings and "custom number Fleet" in headings, headings
    place.db = str(place.folder / "other.clientele")
    place.run("import", "out.csv")
    equal([(value["label"], value["value"]) for value in place.json("show", id)["custom"]], [("Customer since", "2024-05-06"), ("Fleet", 3)])


@test
def import_dry_run_writes_nothing(place):
    (place.folder / "in.csv").write_text("Name,Email\nAnn Lee,ann@lee.example\n")
    result = place.json("import", "--dry-run", "in.csv")
    equal((result["created"], result["edit"]), (1, None))
    equal(place.json("search", "ann")["total"], 0)


@test
def import_takes_options(place):
    (place.folder / "in.csv").write_bytes("客户|Tel\n沧海机械有限公司|13800000132\n".encode("gb18030"))
    result = place.json("import", "--encoding", "GB18030", "--delimiter", "|", "in.csv")
    equal((result["created"], result["encoding"]), (1, "GB18030"))
    (place.folder / "map.json").write_text('{"clientele-mapping": 1, "columns": [{"name": "Wer", "to": "name"}, {"name": "Wo", "to": "customer.industry"}]}')
    (place.folder / "own.csv").write_text("Wer,Wo\nHarbour Ltd,Tea\n")
    place.run("import", "own.csv", code=INPUT)
    equal(place.json("import", "--mapping", "map.json", "own.csv")["created"], 1)
    equal(place.json("show", place.json("search", "harbour")["hits"][0]["id"])["industry"], "Tea")


@test
def import_takes_saved_mappings_by_name(place):
    content = '{"clientele-mapping": 1, "columns": [{"name": "Wer", "to": "name"}, {"name": "Wo", "to": "customer.industry"}]}'
    place.run("new", "tag", "name=Tea")
    with sqlite3.connect(place.db) as db:
        db.execute("INSERT INTO saved_mapping (id, name, key, content, created_edit, created_clock, dirty) VALUES (?, 'Köln office', 'k', ?, 1, x'00', 0)", (bytes(range(16)), content))
    (place.folder / "own.csv").write_text("Wer,Wo\nHarbour Ltd,Tea\n")
    equal(place.json("import", "--mapping", "KÖLN Office", "own.csv")["created"], 1)
    equal(place.json("show", place.first("Harbour"))["industry"], "Tea")
    message = place.run("import", "--mapping", "Bonn", "own.csv", code=INPUT)[1]
    assert "Köln office" in message, message
    (place.folder / "Köln office").write_text('{"clientele-mapping": 1, "columns": [{"name": "Wo", "to": "name"}, {"name": "Wer", "to": "ignore"}]}')
    place.run("import", "--mapping", "Köln office", "own.csv")
    equal(place.json("show", place.first("Tea"))["name"], "Tea")


@test
def import_says_what_is_wrong(place):
    (place.folder / "in.csv").write_text("Name\nAnn Lee\n")
    (place.folder / "bad.json").write_text('{"columns": 1}')
    (place.folder / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    place.run("import", "gone.csv", code=INPUT)
    place.run("import", "in.csv", "gone.csv", code=INPUT)
    place.run("import", "picture.csv", code=INPUT)
    place.run("import", "--mapping", "bad.json", "in.csv", code=INPUT)
    place.run("import", "--mapping", "gone.json", "in.csv", code=INPUT)
    place.run("import", "--match", "shoe", "in.csv", code=USAGE)
    place.run("import", "--encoding", "klingon", "in.csv", code=USAGE)
    place.run("import", "--delimiter", "abc", "in.csv", code=USAGE)
    place.run("import", code=USAGE)
    assert not os.path.exists(place.db)


MOVES = """deal,customer,pipeline,stage,moved_at,amount,currency,outcome,lost_reason
Ten desks,Harbour Office,Sales,Lead,2026-01-05,1200,CNY,,
Ten desks,Harbour Office,Sales,Proposal,2026-01-15 10:30,1500,CNY,,
Ten desks,Harbour Office,Sales,Signed,2026-02-01,1450.50,CNY,won,
Chairs,Old Quay,Sales,Lead,soon,10,EUR,,
Lamps,Old Quay,Sales,Dropped,2026-03-01,20,EUR,lost,Too dear
"""


@test
def import_deals_takes_moves(place):
    (place.folder / "in.csv").write_text(MOVES)
    dry = place.json("import-deals", "--dry-run", "in.csv", code=IN_PART)
    equal((dry["created"], dry["updated"], dry["edit"]), (2, 2, None))
    result = place.json("import-deals", "in.csv", code=IN_PART)
    edit = result.pop("edit")
    assert UUID.match(edit)
    errors = result.pop("errors")
    equal(result, {"read": 5, "created": 2, "updated": 2, "unchanged": 0, "skipped": 0, "format": "csv", "encoding": "UTF-8"})
    equal([(error["file"], error["row"], error["column"]) for error in errors], [("in.csv", 5, "moved_at")])
    with sqlite3.connect(place.db) as db:
        equal(list(db.execute("SELECT title, outcome, amount FROM deal ORDER BY title")), [("Lamps", "lost", 2000), ("Ten desks", "won", 145050)])
        equal(list(db.execute("SELECT name, outcome FROM stage ORDER BY position")), [("Lead", "open"), ("Proposal", "open"), ("Signed", "won"), ("Dropped", "lost")])
        equal(db.execute("SELECT count(*) FROM stage_move").fetchone()[0], 4)
    again = place.json("import-deals", "in.csv", code=IN_PART)
    equal((again["unchanged"], again["created"], again["updated"], again["edit"]), (4, 0, 0, None))
    place.run("undo", edit)
    equal(place.json("search", "harbour")["total"], 0)
    with sqlite3.connect(place.db) as db:
        equal(db.execute("SELECT count(*) FROM deal WHERE deleted = 0").fetchone()[0], 0)


@test
def import_deals_makes_a_backup(place):
    place.customer()
    (place.folder / "in.csv").write_text(MOVES)
    place.run("import-deals", "in.csv", code=IN_PART)
    backups = [name for name in os.listdir(place.folder / "backups") if "import" in name] if (place.folder / "backups").exists() else []
    assert len(backups) == 1, (backups, os.listdir(place.folder))


@test
def import_deals_says_what_is_wrong(place):
    (place.folder / "in.csv").write_text("Name,Email\nAnn Lee,ann@lee.example\n")
    (place.folder / "none.csv").write_text("Stage,Amount\nLead,5\n")
    place.run("import-deals", "gone.csv", code=INPUT)
    place.run("import-deals", "none.csv", code=INPUT)
    place.run("import-deals", "--mapping", "x.json", "in.csv", code=USAGE)
    place.run("import-deals", code=USAGE)
    assert not os.path.exists(place.db)


@test
def export_of_deals_imports_back(place):
    place.demo(40)
    for kind in ("csv", "xlsx", "json"):
        deals = place.json("export", "--kind", "deal", "--format", kind, f"deals.{kind}")["written"]
        same = place.json("import-deals", f"deals.{kind}")
        equal((same["read"], same["unchanged"], same["edit"]), (deals, deals, None))
    rows = list(csv.DictReader(open(place.folder / "deals.csv", encoding="utf-8-sig")))
    assert {row["pipeline"] for row in rows} == {"New business", "Renewals"} and "Won" in {row["stage"] for row in rows}, rows[0]
    assert "Lin Yue" in {row["owner"] for row in rows}
    assert all(row["moves"].startswith("20") for row in rows)
    assert any("(decides)" in row["people"] for row in rows), [row["people"] for row in rows]
    before = (place.folder / "deals.csv").read_bytes()
    place.db = str(place.folder / "other.clientele")
    equal(place.json("import-deals", "deals.csv")["created"], len(rows))
    place.run("export", "--kind", "deal", "--format", "csv", "again.csv")
    equal((place.folder / "again.csv").read_bytes(), before)


@test
def export_imports_back(place):
    place.demo(40)
    place.run("export", "--format", "csv", "all.csv")
    before = (place.folder / "all.csv").read_bytes()
    same = place.json("import", "all.csv")
    equal((same["read"], same["unchanged"], same["edit"]), (40, 40, None))
    place.db = str(place.folder / "other.clientele")
    equal(place.json("import", "all.csv")["created"], 40)
    place.run("export", "--format", "csv", "again.csv")
    equal((place.folder / "again.csv").read_bytes(), before)


# ── export ────────────────────────────────────────────────────────────────────────────────────


@test
def export_writes_each_format(place):
    place.demo(12)
    equal(place.json("export", "--format", "csv", "all.csv"), {"written": 12})
    rows = list(csv.DictReader((place.folder / "all.csv").open(encoding="utf-8-sig", newline="")))
    equal(len(rows), 12)
    for row in rows:
        shown = place.json("show", row["id"])
        equal((row["name"], row["level"] or None), (shown["name"], shown["level"]))
        equal([row["phone 1"]] if row["phone 1"] else [], [point["value"] for point in shown["contact_points"] if point["kind"] == "phone"][:1])
        equal(row["person 1 name"] or None, shown["people"][0]["name"] if shown["people"] else None)
        equal(row["yearly_spend"] or None, shown["yearly_spend"] and shown["yearly_spend"]["amount"])
    equal(place.json("export", "--format", "json", "all.json"), {"written": 12})
    exported = {record["id"]: record for record in json.loads((place.folder / "all.json").read_text())}
    equal(exported[rows[0]["id"]], place.json("show", rows[0]["id"]))
    equal(place.json("export", "--format", "xlsx", "all.xlsx"), {"written": 12})
    assert (place.folder / "all.xlsx").read_bytes().startswith(b"PK")
    place.run("export", "--format", "vcard", "all.vcf")
    assert (place.folder / "all.vcf").read_text().count("BEGIN:VCARD") >= 12
    equal(place.json("export", "--format", "csv", "--kind", "task", "tasks.csv")["written"], len(list(csv.reader((place.folder / "tasks.csv").open(encoding="utf-8-sig")))) - 1)


@test
def export_where(place):
    for name, level, spend in (("One", "A", "GBP 100"), ("Two words", "A", "GBP 900"), ("Three", "B", "CNY 900"), ("50% off_now", "", "")):
        place.customer(name, level=level, yearly_spend=spend)
    for conditions, count in ((["level = A"], 2), (["level != A"], 2), (["name contains wo wor"], 1), (["level empty"], 1), (["level not-empty"], 3), (["level = A", "yearly_spend > GBP 200"], 1), (["yearly_spend > GBP 1"], 2),
                              (["name contains 0%"], 1), (["name contains f_n"], 1), (["name contains %"], 1), (["phone empty"], 4), (["name = One", "name = Three"], 0), (["name = ' OR 1=1 --"], 0)):
        equal(place.json("export", "--format", "json", *[part for condition in conditions for part in ("--where", condition)], "out.json")["written"], count)
    for condition in ("", "level", "level A", "levle = A", "level ~ A", "level = Z", "yearly_spend > lots", "owner = Ann", "name'; -- = x"):
        place.run("export", "--format", "csv", "--where", condition, "out.csv", code=USAGE)


@test
def export_replaces_only_when_done(place):
    place.demo(2)
    (place.folder / "out.csv").write_text("old")
    place.run("export", "--format", "csv", "nowhere/out.csv", code=DATABASE)
    place.run("export", "--format", "vcard", "--kind", "task", "out.csv", code=USAGE)
    equal((place.folder / "out.csv").read_text(), "old")
    place.run("export", "--format", "csv", "out.csv")
    assert "old" not in (place.folder / "out.csv").read_text()
    equal([name for name in os.listdir(place.folder) if name.startswith("out") or name.startswith(".out")], ["out.csv"])


# ── around it ─────────────────────────────────────────────────────────────────────────────────


@test
def utf8_whatever_the_locale(place):
    name = "单雄信 Łódź"
    for locale in ("C", "POSIX", "C.UTF-8"):
        environment = {"LC_ALL": locale, "LANG": locale}
        id = place.json("new", "customer", f"name={name}", environment=environment)["id"]
        equal(place.json("show", id, environment=environment)["name"], name)
        assert name in place.run("show", id, environment=environment)[0]


@test
def bytes_that_are_no_text_are_refused(place):
    place.run("new", "customer", b"name=\xff\xfe", code=USAGE)
    place.run("search", b"\xc3", code=USAGE)


@test
def options_stand_anywhere(place):
    id = place.customer()
    for arguments in (["--json", "show", id], ["show", "--json", id], ["show", id, "--json"]):
        equal(json.loads(place.run(*arguments)[0])["id"], id)
    equal(json.loads(place.run("show", id, "--json", "--db", place.db, db=False)[0])["id"], id)


@test
def quiet_says_nothing(place):
    id = place.customer()
    equal(place.run("set", id, "city=York", "--quiet"), ("", ""))
    equal(place.run("check", "--quiet"), ("", ""))
    assert "unshown" not in place.run("search", "e", "--quiet")[0]


# The example of docs/figures.md: stage on day, from the first of January on.
WAYS = ["lead 1 qualified 3 proposal 8 negotiation 12 won 20", "lead 2 qualified 6 lost 9", "lead 4 proposal 10", "qualified 5 proposal 9 lost 15",
        "lead 6 qualified 7 proposal 11 qualified 14", "lead 8 won 18", "lead 40 qualified 45", "lead 10 lost 12", "lead 12 qualified 15", "lost 13"]


def write_ways(place):
    day = datetime.date(2026, 1, 1)
    with open(place.folder / "ways.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["deal", "customer", "pipeline", "stage", "moved_at", "amount", "currency", "outcome", "lost_reason"])
        for number, way in enumerate(WAYS, 1):
            words = way.split()
            for stage, days in zip(words[::2], words[1::2]):
                outcome = stage if stage in ("won", "lost") else ""
                rows.writerow([f"Deal {number}", "Harbour Office", "Sales", stage.capitalize(), f"{day + datetime.timedelta(int(days))} 12:00", f"{number}00.00", "CNY", outcome, "price" if stage == "lost" else ""])


def report(place, *arguments):
    return place.json("report", *arguments, "--from", "2026-01-01", "--to", "2026-01-30")


@test
def report_funnel_is_as_counted_by_hand(place):
    write_ways(place)
    equal(place.json("import-deals", "ways.csv")["errors"], [])
    funnel = report(place, "funnel", "--pipeline", "Sales")
    keys = ("stage", "entered", "moved_on", "lost", "open")
    equal([tuple(stage[key] for key in keys) for stage in funnel["stages"]],
          [("Lead", 7, 6, 1, 0), ("Qualified", 5, 3, 1, 1), ("Proposal", 4, 1, 1, 2), ("Negotiation", 1, 1, 0, 0)])
    equal((funnel["cohort"], funnel["won"], funnel["excluded"]), (8, 2, [{"reason": "no-stage-reached", "count": 1}]))
    assert abs(funnel["stages"][0]["rate"] - 6 / 7) < 1e-9
    anyway = report(place, "funnel", "--rule", "any")
    equal([stage["entered"] for stage in anyway["stages"]], [8, 7, 5, 2])
    whole = report(place, "funnel", "--rule", "all")
    equal([(stage["entered"], stage["passed_by"]) for stage in whole["stages"]], [(7, 2), (4, 0), (2, 0), (1, 0)])


@test
def report_winrate_and_groups(place):
    write_ways(place)
    place.json("import-deals", "ways.csv")
    rate = report(place, "winrate", "--by", "source")
    equal((rate["won"], rate["lost"], rate["won_value"]["amount"], rate["lost_value"]["amount"]), (2, 4, "700.00", "2400.00"))
    assert abs(rate["rate"] - 1 / 3) < 1e-9 and rate["low"] < rate["rate"] < rate["high"]
    equal([group["won"] for group in rate["groups"]], [2])
    equal(sum(1 for _ in report(place, "movement")["changes"]), 12)


@test
def report_forecast_counts_open_deals_once(place):
    write_ways(place)
    place.json("import-deals", "ways.csv")
    forecast = place.json("report", "forecast", "--months", "3")
    equal(len(forecast["months"]), 3)
    equal(forecast["lost"], 4)
    equal(forecast["excluded"], [{"reason": "no-expected-close", "count": 4}])


@test
def report_quality_counts_and_names_what_is_wrong(place):
    ids = [place.json("new", "customer", f"name={name}", f"tax_id={code}", "country=China")["id"] for name, code in (("Ash", "91350100M000100Y43"), ("Elm", "91350100M000100Y44"))]
    quality = place.json("report", "quality", "--check", "bad-credit-code")
    equal((quality["customers"], quality["people"]), (2, 0))
    checks = {check["check"]: check for check in quality["checks"]}
    equal(checks["bad-credit-code"], {"check": "bad-credit-code", "group": "validity", "kind": "customer", "found": 1, "of": 2, "share": 0.5, "ids": [ids[1]]})
    equal((checks["no-phone"]["found"], checks["bad-phone"]["share"]), (2, None))
    equal(place.run("report", "quality", "--check", "bad-credit-code")[0].split(), [ids[1]])
    assert "Without a phone" in place.run("report", "quality")[0]
    place.run("report", "quality", "--check", "weather", code=USAGE)


@test
def report_refuses_what_it_does_not_know(place):
    place.demo(5)
    for arguments in (["weather"], ["funnel", "--by", "weather"], ["nps", "--by", "pipeline"], ["csat", "--survey", "No such"], ["funnel", "--from", "soon"], ["funnel", "--from", "2026-02-01", "--to", "2026-01-01"], ["funnel", "-p", "No such"],
                      ["forecast", "--months", "0"], ["winrate", "--owner", "Nobody at all"], ["funnel", "--rule", "none"], ["funnel", "--cohort", "x"]):
        place.run("report", *arguments, code=USAGE)


def make_survey(place):
    """A survey by hand, as an import would write it: an NPS question, one of two, a SERVQUAL pair, a text."""
    survey = place.json("new", "survey", "title=Delivery", "status=open", "language=en")["id"]
    version = place.json("new", "survey_version", f"survey={survey}", "number=1")["id"]
    page = place.json("new", "survey_page", f"version={version}", "position=m")["id"]
    questions = [place.json("new", "question", f"version={version}", f"page={page}", f"position={position}", f"code={code}", f"type={type}", f"text={text}", *more)["id"]
                 for position, code, type, text, *more in (("m", "q1", "nps", "Would you recommend us?"), ("n", "q2", "single", "How did it come?"),
                                                           ("o", "q3", "servqual", "Prompt", "dimension=Reliability"), ("p", "q4", "long_text", "Why?"))]
    options = [place.json("new", "question_option", f"question={questions[1]}", "axis=option", f"position={position}", f"code={code}", f"text={text}")["id"] for position, code, text in (("m", "a", "By van"), ("n", "b", "By ship"))]
    place.json("set", version, "published_at=2026-01-01T00:00:00Z")
    return survey, version, questions, options


# Points, option, expected, experienced: five promoters, three passives, two detractors, as in docs/figures.md.
ANSWERS = [(10, 0, 7, 5), (9, 0, 6, 6), (9, 0, 7, 4), (10, 1, 5, 5), (9, 1, 6, 6), (7, 1, 7, 3), (8, 0, 6, 6), (7, 0, 6, 4), (3, 0, 5, 5), (0, 1, 7, 7)]


def answer_survey(place, made, answers=ANSWERS):
    survey, version, questions, options = made
    for number, (points, option, expected, met) in enumerate(answers):
        response = place.json("new", "response", f"survey={survey}", f"version={version}", f"channel={('kiosk', 'mail')[number % 2]}", f"answered_at=2026-03-{number + 1:02}T10:00:00Z", "complete=true")["id"]
        for fields in ([f"question={questions[0]}", f"value={points}"], [f"question={questions[1]}", f"option={options[option]}"], [f"question={questions[2]}", "part=expectation", f"value={expected}"],
                       [f"question={questions[2]}", "part=perception", f"value={met}"], [f"question={questions[3]}", f"text=Because {points}"]):
            place.json("new", "answer", f"response={response}", *fields)


def answered_survey(place):
    def make():
        place.customer()
        made = make_survey(place)
        answer_survey(place, made)
        return made

    return place.prepare("answered survey", make)


@test
def survey_results_are_as_counted_by_hand(place):
    made = answered_survey(place)
    results = place.json("survey", "results", "Delivery", "--texts")
    equal((results["survey"], results["responses"], results["withheld"], results["response_rate"]["rate"]), (made[0], 10, False, None))
    nps, single, servqual, text = results["questions"]
    equal([question["code"] for question in results["questions"]], ["q1", "q2", "q3", "q4"])
    equal((nps["n"], nps["score"]), (10, 30.0))
    assert abs(nps["low"] + 18.407539502) < 1e-8 and abs(nps["high"] - 78.407539502) < 1e-8, nps
    equal(nps["counts"], {str(points): sum(1 for answer in ANSWERS if answer[0] == points) for points in range(11)})
    equal((single["n"], single["counts"], single["score"]), (10, {"a": 6, "b": 4}, None))
    equal((servqual["n"], servqual["counts"]["expectation"]["7"], servqual["counts"]["perception"]["7"]), (10, 4, 1))
    assert abs(servqual["score"] - (sum(a[3] - a[2] for a in ANSWERS) / 10)) < 1e-9, servqual
    equal((text["n"], len(text["texts"]), text["texts"][0]["text"], text["texts"][0]["day"]), (10, 10, "Because 0", "2026-03-10"))
    kiosk = place.json("survey", "results", made[0], "--channel", "kiosk", "--from", "2026-03-01", "--to", "2026-03-05")
    equal((kiosk["responses"], kiosk["questions"][0]["score"]), (3, 100.0))
    assert "30.0 (-18.4 to 78.4)" in place.run("survey", "results", "Delivery")[0]
    equal([(survey["title"], survey["responses"]) for survey in place.json("survey", "list") if survey["title"] == "Delivery"], [("Delivery", 10)])


@test
def survey_reports_are_as_counted_by_hand(place):
    answered_survey(place)
    nps = place.json("report", "nps", "--from", "2026-03-01", "--to", "2026-03-31", "--by", "channel")
    equal((nps["n"], nps["score"], nps["promoters"], nps["passives"], nps["detractors"]), (10, 30.0, 5, 3, 2))
    equal((nps["change"], nps["months"][0]["score"]), ({"difference": None, "p": None, "verdict": "too-few"}, 30.0))
    equal([(group["channel"], group["n"]) for group in nps["groups"]], [("kiosk", 5), ("mail", 5)])
    later = place.json("report", "nps", "--from", "2026-03-06", "--to", "2026-03-10")
    equal((later["score"], later["change"]["difference"], later["change"]["verdict"]), (-40.0, -140.0, "too-few"))
    gaps = place.json("report", "servqual", "--survey", "Delivery", "--from", "2026-01-01", "--to", "2026-12-31")
    equal([dimension["dimension"] for dimension in gaps["dimensions"]], ["Reliability"])
    equal((gaps["overall"]["n"], gaps["has_weights"], gaps["items"][0]["expectation"], gaps["items"][0]["perception"]), (10, False, 6.2, 5.1))
    place.run("report", "csat", code=REFUSED)
    place.run("report", "csat", "--survey", "Delivery", code=REFUSED)


@test
def anonymous_survey_shows_no_small_number(place):
    place.customer()
    made = make_survey(place)
    answer_survey(place, made, ANSWERS[:4])
    with sqlite3.connect(place.db) as file:
        # By the front door anonymous answers come from a kiosk or a file.
        file.execute("UPDATE survey SET anonymous = 1")
    few = place.json("survey", "results", "Delivery", "--texts")
    equal((few["withheld"], few["responses"], [question["n"] for question in few["questions"]], few["questions"][3]["texts"]), (True, 0, [0, 0, 0, 0], []))
    equal(set(few["questions"][0]["counts"].values()), {None})
    equal(place.json("survey", "list")[0]["responses"], 0)
    with sqlite3.connect(place.db) as file:
        file.execute("UPDATE survey SET anonymous = NULL")
    answer_survey(place, made, ANSWERS[4:])
    with sqlite3.connect(place.db) as file:
        file.execute("UPDATE survey SET anonymous = 1")
    results = place.json("survey", "results", "Delivery")
    equal((results["withheld"], results["responses"]), (False, 10))
    equal((results["questions"][0]["counts"]["9"], results["questions"][0]["low"], results["questions"][1]["counts"]), (None, None, {"a": None, "b": None}))
    equal(place.json("survey", "results", "Delivery", "--to", "2026-03-02")["withheld"], True)


@test
def survey_refuses_what_it_does_not_know(place):
    place.customer()
    make_survey(place)
    for arguments in ([], ["results"], ["list", "Delivery"], ["results", "No such"], ["results", "Delivery", "--channel", "smoke"], ["results", "Delivery", "--from", "soon"], ["results", "Delivery", "--from", "2026-02-01", "--to", "2026-01-01"], ["results", "Delivery", "--owner", "Nobody at all"], ["frobnicate"]):
        place.run("survey", *arguments, code=USAGE)
    empty = place.json("survey", "results", "Delivery")
    equal((empty["responses"], empty["questions"][0]["score"]), (0, None))


def demo_survey(place, purpose):
    place.demo(60)
    return next(survey for survey in place.json("survey", "list") if survey["purpose"] == purpose)


@test
def survey_export_is_the_form_of_templates(place):
    nps = demo_survey(place, "nps")
    exported = json.loads(place.run("survey", "export", nps["title"])[0])
    equal((exported["clientele-survey"], exported["languages"]), (1, ["en", "zh_CN"]))
    equal([question["type"] for question in exported["pages"][0]["questions"]], ["nps", "long_text"])
    equal(json.loads(place.run("survey", "export", nps["id"])[0]), exported)
    equal(place.json("search", "recommend", "--kind", "survey")["hits"][0]["id"], nps["id"])


@test
def survey_takes_answers_once(place):
    nps = demo_survey(place, "nps")
    customer = place.json("search", "a", "--limit", "1")["hits"][0]["id"]
    with open(place.folder / "answers.csv", "w", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerows([["Response ID", "customer", "nps", "reason"], ["1", customer, 10, "Good"], ["2", "nobody", 2, "差"], ["3", "", 11, ""], ["4", "", "", ""]])
    dry = place.json("survey", "import-answers", "--dry-run", nps["id"], "answers.csv", code=IN_PART)
    equal((dry["read"], dry["created"], dry["skipped"], dry["matched"], dry["unmatched"], dry["edit"]), (4, 2, 1, 1, 1, None))
    done = place.json("survey", "import-answers", nps["id"], "answers.csv", code=IN_PART)
    equal([(error["row"], error["column"]) for error in done["errors"]], [(4, "nps")])
    equal(place.json("survey", "results", nps["id"])["responses"], nps["responses"] + 2)
    equal(place.json("survey", "import-answers", nps["id"], "answers.csv", code=IN_PART)["unchanged"], 2)
    place.json("undo")
    equal(place.json("survey", "results", nps["id"])["responses"], nps["responses"])


@test
def survey_refuses_files_without_answers(place):
    nps = demo_survey(place, "nps")
    (place.folder / "customers.csv").write_text("name,city\nA,B\n")
    for arguments in (["frobnicate"], ["list", "x"], ["export"], ["import-answers", "x"], ["export", "No such"], ["import-answers", "No such", "customers.csv"]):
        place.run("survey", *arguments, code=USAGE)
    for name in ("customers.csv", "gone.csv"):
        place.run("survey", "import-answers", nps["id"], name, code=INPUT)


@test
def full_disk_is_noticed(place):
    id = place.customer()
    with open("/dev/full", "wb") as full:
        result = subprocess.run([PROGRAM, "--db", place.db, "show", id], stdout=full, stderr=subprocess.DEVNULL, env=place.environment)
    assert result.returncode != 0


class Server:
    """A server of an office with two accounts, on this computer, for as long as the block lasts."""

    def __init__(self, place):
        self.place = place
        self.folder = str(place.folder / "server")
        (place.folder / "password").write_text("a long password\n")

    def order(self, *arguments):
        subprocess.run([os.environ["CLIENTELE_SERVER"], *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.place.environment)

    def __enter__(self):
        self.order("init", self.folder)
        for name in ("anna", "ben"):
            self.order("user", "add", self.folder, name, "--role", "member", "--password-file", str(self.place.folder / "password"))
        self.process = subprocess.Popen([os.environ["CLIENTELE_SERVER"], "serve", self.folder, "--no-tls", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.place.environment, text=True)
        self.address = re.search(r"http://[0-9.:]+", self.process.stdout.readline())[0]
        return self

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def __exit__(self, *_):
        self.stop()

    def join(self, user, db, code=DONE):
        return self.place.json("--db", db, "join", self.address, "--user", user, "--password-file", "password", "--token-file", f"token-{user}", code=code, db=False)


def with_server(function):
    """Only where the server is built."""
    if "CLIENTELE_SERVER" in os.environ:
        test(function)
    return function


@with_server
def two_files_sync_by_a_server(place):
    with Server(place) as server:
        id = place.customer("Harbour Ltd")
        joined = server.join("anna", place.db)
        equal((joined["pushed"] >= 1, joined["rejected"]), (True, []))
        other = str(place.folder / "other.clientele")
        assert server.join("ben", other)["pulled"] >= 1
        def ben(*arguments, code=DONE):
            return json.loads(place.run("--json", "--db", other, *arguments, db=False, code=code)[0])
        equal(ben("show", id)["name"], "Harbour Ltd")
        ben("set", id, "note=By Ben")
        equal(ben("sync", "--token-file", "token-ben")["pushed"], 1)
        synced = place.json("sync", "--token-file", "token-anna")
        equal(sorted(synced), ["epoch", "pulled", "pushed", "rejected", "superseded"])
        equal(place.json("show", id)["note"], "By Ben")
        equal(place.json("conflicts"), {"unsaved": [], "lost": []})
        equal(os.stat(place.folder / "token-anna").st_mode & 0o777, 0o600)
        assert b"token" not in Path(place.db).read_bytes() or Path(place.folder / "token-anna").read_text().split("=")[1].strip().encode() not in Path(place.db).read_bytes()


@with_server
def leaving_asks_for_what_is_unsent(place):
    with Server(place) as server:
        id = place.customer("Harbour Ltd")
        server.join("anna", place.db)
        place.run("set", id, "note=Unsent")
        place.run("leave", "--token-file", "token-anna", code=REFUSED)
        equal(place.json("leave", "--keep", "--token-file", "token-anna"), {"kept": True, "waiting": 1})
        equal(place.json("show", id)["note"], "Unsent")
        place.run("sync", "--token-file", "token-anna", code=REFUSED)
        server.join("anna", place.db)
        equal(place.json("leave", "--token-file", "token-anna"), {"kept": False, "waiting": 0})
        assert not os.path.exists(place.db)


@with_server
def joining_says_what_is_wrong(place):
    with Server(place) as server:
        place.customer()
        (place.folder / "wrong").write_text("not it\n")
        place.run("join", server.address, "--user", "anna", "--password-file", "wrong", "--token-file", "t", code=REFUSED)
        place.run("join", server.address, "--user", "anna", "--password-file", "password", "--pin", "12", "--token-file", "t", code=USAGE)
        place.run("join", server.address, "--user", "anna", "--token-file", "t", code=USAGE)
        place.run("join", server.address, "--user", "anna", "--password-file", "gone", "--token-file", "t", code=INPUT)
        place.run("join", "http://office.example", "--user", "anna", "--password-file", "password", "--token-file", "t", code=USAGE)
        place.run("sync", "--token-file", "t", code=REFUSED)
        (place.folder / "open").write_text("")
        os.chmod(place.folder / "open", 0o644)
        place.run("join", server.address, "--user", "anna", "--password-file", "password", "--token-file", "open", code=REFUSED)
        server.join("anna", place.db)
        server.stop()
        place.run("sync", "--token-file", "token-anna", code=NETWORK)
        place.run("sync", "--token-file", "gone", code=REFUSED)


@with_server
def demo_company_never_leaves(place):
    place.demo()
    with Server(place) as server:
        _, error = place.run("join", server.address, "--user", "anna", "--password-file", "password", "--token-file", "t", code=REFUSED)
        assert "demo" in error, error


def main():
    wanted = sys.argv[3:]
    chosen = [function for function in tests if not wanted or function.__name__ in wanted]
    print("TAP version 14")
    print(f"1..{len(chosen)}")
    for number, function in enumerate(chosen, 1):
        name = "/cli/" + function.__name__.replace("_", "-")
        with tempfile.TemporaryDirectory(prefix="clientele-cli-") as folder:
            try:
                function(Place(folder))
                print(f"ok {number} {name}", flush=True)
            except Exception:
                print("\n".join("# " + line for line in traceback.format_exc().splitlines()))
                print(f"not ok {number} {name}", flush=True)


main()
