# SPDX-License-Identifier: GPL-3.0-or-later
"""A language made up of English: accented, a third longer, and each text in ⟦brackets⟧, so that what was never given to a translator can be told by sight."""

import locale
import re
import sqlite3
import struct

LANGUAGE = "en_XA"
ACCENTED = str.maketrans("AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz", "ÅáÇçĎďÉéĜĝĤĥÍíĴĵĶķĻļÑñÖöŔŕŠšŤťÜüŴŵÝýŽž")
# What a program reads or puts something else in for, and markup.
KEPT = re.compile(r"%(?:\d+\$)?[-'0+ #]*\d*(?:\.\d+)?(?:hh?|ll?|[qjztLOE])?[a-zA-Z%]|<[^<>]+>|&\w+;")
MADE = re.compile("⟦[^⟦⟧]*⟧")
FILLER = "ẋẍẋẍẋ "


def make_text(text):
    if not any(map(str.isalpha, KEPT.sub("", text))):
        return text
    parts, end = [], 0
    for kept in KEPT.finditer(text):
        parts += [text[end:kept.start()].translate(ACCENTED), kept.group()]
        end = kept.end()
    parts.append(text[end:].translate(ACCENTED))
    length = max(2, len(text) // 3)
    filler = (FILLER * (length // len(FILLER) + 1))[:length].rstrip()
    return "⟦" + "".join(parts) + " " * (len(text) > 12) + filler + "⟧"


def read_originals(path):
    """The texts of a compiled catalogue before they were translated."""
    data = path.read_bytes()
    magic, version, count, originals = struct.unpack_from("<4I", data)
    assert magic == 0x950412DE, f"{path} is no catalogue"
    for i in range(count):
        length, offset = struct.unpack_from("<2I", data, originals + 8 * i)
        yield data[offset:offset + length]


def translate(original):
    if not original:
        return b"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    text = original.decode().rpartition("\x04")[2]
    return "\0".join(map(make_text, text.split("\0"))).encode()


def make_catalogue(folder, target):
    """A catalogue of all that the translations in @folder are of; its language, and the folder to look for it in."""
    originals = sorted(read_originals(folder / "zh_CN/LC_MESSAGES/clientele.mo"))
    tables, texts, start = [], b"", 28 + 16 * len(originals)
    for each in originals, [translate(original) for original in originals]:
        for text in each:
            tables.append(struct.pack("<2I", len(text), start + len(texts)))
            texts += text + b"\0"
    path = target / "pseudo" / LANGUAGE / "LC_MESSAGES/clientele.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<7I", 0x950412DE, 0, len(originals), 28, 28 + 8 * len(originals), 0, 0) + b"".join(tables) + texts)
    return LANGUAGE, target / "pseudo"


def is_made(text):
    return text.startswith("⟦")


def find_plain(text):
    """What of a text is outside all brackets and has letters."""
    while MADE.search(text):
        text = MADE.sub("\n", text)
    for part in re.split(r"\n| · |, |: |; | – | → | = |[()“”]", text):
        if any(map(str.isalpha, part)):
            yield part.strip()


class Known:
    """What is somebody's data, or written by the system's locale."""

    def __init__(self, path, *files, language="en_US.UTF-8"):
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        texts = set()
        for table, in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%' AND name NOT LIKE 'sqlite%'").fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                texts.update(each for each in row if isinstance(each, str))
        connection.close()
        self.data = "\n".join([*texts, *(file.read_text(errors="replace").replace('""', '"') for file in files)]).casefold()
        before = locale.setlocale(locale.LC_TIME)
        locale.setlocale(locale.LC_TIME, language)
        days = [locale.nl_langinfo(first + i) for first in (locale.DAY_1, locale.ABDAY_1) for i in range(7)]
        months = [locale.nl_langinfo(first + i) for first in (locale.MON_1, locale.ABMON_1) for i in range(12)]
        locale.setlocale(locale.LC_TIME, before)
        self.date = re.compile(rf"(?:(?:{'|'.join(days + months)}|AM|PM|[\d:.,–-]+)\s*)+")
        # Levels, amounts and currencies, addresses, names of files, encodings, languages and keys.
        self.figure = re.compile(r"[A-Z]{1,3}|(?:[A-Z]{0,3}|[\d.]+)\s?[¥€£$]?[\d.,]+\s?[KMB%]?|[\d.]+ [A-Z]{3}|.*@.*|https?://.*|[\w-]+\.\w{1,9}|UTF-8|English|简体中文|(?:(?:Shift|Ctrl|Alt)\+)+(?:\w+|.)|Delete")

    def has(self, text):
        # What a survey adds to a question that has to be answered, and where the program cuts one short.
        text = re.sub(r"\s*\*$|…$", "", text.replace("\u200b", ""))
        return text.casefold() in self.data or self.date.fullmatch(text) or self.figure.fullmatch(text)
