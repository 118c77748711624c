#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pinyin tables.

collect UNIHAN_FOLDER NAMES > crm-pinyin-table.txt
    from the Unicode Han database (Debian: unicode-data), rarely: a new Unicode version.
compile TABLE NAMES > crm-pinyin-table.h
    at every build: the C arrays that crm-pinyin.c includes.
"""

import bisect
import bz2
import itertools
import pathlib
import re
import sys
import unicodedata
import zlib
from collections import defaultdict

TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
BMP_FIRST, BMP_LAST = 0x3400, 0x9FFF
COMMON_SHARE = 0.02  # of a character's occurrences in kHanyuPinlu
MOST_READINGS = 3
NONE = 0xFFFF


# ── reading text ───────────────────────────────────────────────────────────────────────────────


def ascii_reading(marked):
    """zhāng → zhang1, lǚ → lv3, ê̄ → e1; a light syllable has no digit."""
    plain, tone = "", ""
    for mark in unicodedata.normalize("NFD", marked.strip().lower()):
        if mark in TONES:
            tone = TONES[mark]
        elif mark == "\u0308":
            plain = plain[:-1] + "v"
        elif mark.isascii() and mark.isalpha():
            plain += mark
    return plain + tone


def toneless(reading):
    return reading.rstrip("1234")


def order_of(reading):
    """Dictionaries put lü between lu and luan; a light syllable comes after the four tones."""
    return toneless(reading).replace("v", "u`"), reading[len(toneless(reading)) :] or "5"


def read_sections(path):
    sections, current = defaultdict(list), None
    for line in pathlib.Path(path).read_text("utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("["):
            current = line.strip("[]")
        elif line:
            sections[current].append(line.split())
    return sections


# ── collect ────────────────────────────────────────────────────────────────────────────────────


def load_unihan(folder):
    data = defaultdict(dict)
    for name in ("Readings", "Variants", "OtherMappings", "IRGSources"):
        path = pathlib.Path(folder, f"Unihan_{name}.txt")
        opened = open(path, encoding="utf-8") if path.exists() else bz2.open(f"{path}.bz2", "rt", encoding="utf-8")
        with opened as lines:
            for line in lines:
                if line.startswith("U+"):
                    code, field, value = line.rstrip("\n").split("\t")
                    data[chr(int(code[2:], 16))][field] = value
    return data


def variants(fields, name):
    return [chr(int(value.split("<")[0][2:], 16)) for value in fields.get(name, "").split()]


def simplified(data, char):
    """The character that stands for all its variants, or the character itself."""
    fields = data[char]
    found = [v for v in variants(fields, "kSimplifiedVariant") if v != char]
    found.sort(key=lambda v: ("kTGH" not in data[v], ord(v) > 0xFFFF))
    if found:
        # a rare extension form of a common character stands behind it, not before
        return found[0] if ord(found[0]) <= 0xFFFF or ord(char) > 0xFFFF else char
    if "kTGH" in fields:
        return char
    common = [v for v in variants(fields, "kTraditionalVariant") if v != char and ord(v) <= 0xFFFF]
    if common and ord(char) > 0xFFFF:
        return common[0]
    mine = fields.get("kMandarin", "").split()[:1]
    for name in ("kZVariant", "kSemanticVariant"):
        for v in variants(fields, name):
            if mine and "kTGH" in data[v] and data[v].get("kMandarin", "").split()[:1] == mine:
                return v
    return char


def usage_readings(fields):
    """Readings by how often a corpus has them (kHanyuPinlu), with their share; else those of the 2013 standard."""
    counts = defaultdict(int)
    for item in fields.get("kHanyuPinlu", "").split():
        counts[ascii_reading(item.split("(")[0])] += int(item.split("(")[1].rstrip(")"))
    if counts:
        total = sum(counts.values())
        return [r for r, n in sorted(counts.items(), key=lambda item: -item[1]) if n >= COMMON_SHARE * total]
    return [ascii_reading(item.split(":")[1]) for item in fields.get("kTGHZ2013", "").split()]


def first_readings(fields):
    """Unihan's own choice, or what a dictionary lists first."""
    if "kMandarin" in fields:
        return [ascii_reading(r) for r in fields["kMandarin"].split()]
    for name in ("kTGHZ2013", "kXHC1983", "kHanyuPinyin"):
        if name in fields:
            return [ascii_reading(fields[name].split()[0].split(":")[1].split(",")[0])]
    return []


def common_readings(data, char, folded):
    found = first_readings(data[char])
    if not found:
        return []
    others = usage_readings(data[char])
    if not others and folded != char:
        inherited = [ascii_reading(r) for r in data[folded].get("kMandarin", "").split()[:1]] + usage_readings(data[folded])
        if toneless(found[0]) in map(toneless, inherited):
            others = inherited
    unique = {}
    for reading in found + others:
        if reading == found[0] or set(reading) & set("aeiouv"):  # not the r of 儿
            unique.setdefault(toneless(reading), reading)
    return list(unique.values())[:MOST_READINGS]


def collect(folder, names):
    data = load_unihan(folder)
    chars = [c for c in list(data) if unicodedata.normalize("NFC", c) == c]
    fold = {}
    for char in chars:
        fold[char] = simplified(data, simplified(data, char))
    for words in read_sections(names)["variants"]:
        for other in words[1:]:
            fold[other] = words[0]
    strokes = lambda c: (int(data[c].get("kTotalStrokes", "0").split()[0]), ord(c))
    usual, also, same = defaultdict(list), defaultdict(list), defaultdict(list)
    for char in chars:
        readings = common_readings(data, char, fold[char])
        if readings:
            usual[readings[0]].append(char)
        for reading in readings[1:]:
            also[reading].append(char)
        if fold[char] != char and first_readings(data[fold[char]]):
            same[fold[char]].append(char)

    print("# SPDX-License-Identifier: Unicode-3.0")
    print("# Made by crm-pinyin-table.py from the Unicode Han database, version 15.1 (Unihan_Readings, Unihan_Variants,")
    print("# Unihan_OtherMappings, Unihan_IRGSources; Copyright Unicode, Inc., Unicode License v3). Do not edit: what should")
    print("# be otherwise for names belongs in crm-pinyin-names.txt.")
    print("\n[usual]\n# reading with tone, then the characters of which it is the most usual, after their number of strokes")
    for reading in sorted(usual, key=order_of):
        groups = itertools.groupby(sorted(usual[reading], key=strokes), key=lambda c: strokes(c)[0])
        print(reading, "".join(f"{count}{''.join(chars)}" for count, chars in groups))
    print("\n[also]\n# reading, then characters that have it too, commonly")
    for reading in sorted(also, key=order_of):
        print(reading, "".join(sorted(also[reading], key=strokes)))
    print("\n[variants]\n# simplified or usual form, then its traditional and other forms")
    for char in sorted(same):
        print(char, "".join(sorted(same[char])))


# ── compile ────────────────────────────────────────────────────────────────────────────────────


class Table:
    def __init__(self, table, names):
        self.fold, self.readings, self.strokes = {}, defaultdict(list), {}
        sections, self.names = read_sections(table), read_sections(names)
        for reading, groups in sections["usual"]:
            for count, chars in re.findall(r"(\d+)(\D+)", groups):
                for char in chars:
                    self.readings[char].append(reading)
                    self.strokes[char] = int(count)
        for reading, chars in sections["also"]:
            for char in chars:
                self.readings[char].append(reading)
        for first, others in sections["variants"]:
            self.fold.update(dict.fromkeys(others, first))
        for first, *others in self.names["variants"]:
            self.fold.update({other: first for other in others if other != first})
        for other, first in self.fold.items():
            while first in self.fold:
                first = self.fold[first]
            self.fold[other] = first
            if other not in self.readings:
                self.readings[other], self.strokes[other] = self.readings[first], self.strokes[first]
        forms = defaultdict(list)
        for other, first in self.fold.items():
            forms[first].append(other)
        for char, *readings in self.names["characters"]:
            for form in [char] + forms[char]:
                if form == char or toneless(self.readings.get(form, readings)[0]) in map(toneless, readings):
                    self.readings[form] = readings
        self.surnames = [self.phrase(*words) for words in self.names["surnames"]]
        self.words = [self.phrase(*words) for words in self.names["words"]]
        self.rank()

    def phrase(self, text, *readings):
        """A word and the reading of each of its characters; the usual one where none is given."""
        if readings and len(readings) != len(text):
            sys.exit(f"{text}: {len(readings)} readings for {len(text)} characters")
        for char, reading in zip(text, readings):
            if char not in self.readings or self.fold.get(char, char) != char:
                sys.exit(f"{text}: {char} is not a simplified character with a reading")
        return text, [self.with_tone(c, r) for c, r in zip(text, readings or [self.readings[c][0] for c in text])]

    def with_tone(self, char, reading):
        usual = self.readings[char][0]
        return usual if toneless(usual) == toneless(reading) else reading

    def rank(self):
        """Numbers every (character, reading) that a sort key can need, in dictionary order."""
        pairs = {(r[0], c) for c, r in self.readings.items() if ord(c) <= BMP_LAST and c not in self.fold}
        pairs |= {(r, c) for text, readings in self.surnames + self.words for c, r in zip(text, readings)}
        pairs |= {(r[0], c) for c, r in self.readings.items() if c in self.fold and ord(c) <= BMP_LAST and not self.reads_as_fold(c)}
        key = lambda pair: (order_of(pair[0]), self.strokes[pair[1]], ord(pair[1]))
        self.ranks = {pair: number for number, pair in enumerate(sorted(pairs, key=key))}
        blocks = {}
        for (reading, char), number in self.ranks.items():
            blocks[order_of(reading)] = number
        self.block_orders, self.block_ends = list(blocks), list(blocks.values())

    def reads_as_fold(self, char):
        first = self.readings.get(self.fold[char])
        return first is not None and toneless(first[0]) == toneless(self.readings[char][0])

    def rank_of(self, char):
        if char in self.fold and self.reads_as_fold(char):
            char = self.fold[char]
        reading = self.readings[char][0]
        if (reading, char) in self.ranks:
            return self.ranks[reading, char]
        block = bisect.bisect_right(self.block_orders, order_of(reading))
        return self.block_ends[block - 1] if block else 0

    def syllables_of(self, char):
        found = []
        for reading in self.readings[char]:
            plain = toneless(reading)
            for syllable in [plain, plain.replace("v", "u")] if "v" in plain else [plain]:
                if syllable not in found:
                    found.append(syllable)
        return found


def write_array(kind, name, values):
    print(f"static const {kind} {name}[] = {{")
    line = ""
    for value in values:
        if len(line) + len(str(value)) > 150:
            print(line)
            line = ""
        line += f"{value},"
    print(line + "\n};\n")


def write_phrases(name, phrases, syllable_ids, table):
    """Sorted by text, so that those with one first character stand together."""
    print(f"static const CrmPhrase {name}[] = {{")
    for text, readings in sorted(phrases):
        ids = ",".join(str(syllable_ids[toneless(r)]) for r in readings)
        ranks = ",".join(str(table.ranks[r, c]) for c, r in zip(text, readings))
        print(f"{{ {len(text)}, {{ {','.join(hex(ord(c)) for c in text)} }}, {{ {ids} }}, {{ {ranks} }} }},")
    print("};\n")


def compile_table(table_path, names_path):
    table = Table(table_path, names_path)
    syllables = {s for c in table.readings for s in table.syllables_of(c)}
    syllables |= {toneless(r) for _, readings in table.surnames + table.words for r in readings}
    syllables = sorted(syllables)
    ids = {syllable: number for number, syllable in enumerate(syllables)}
    sets, pool = {}, []

    def set_of(char):
        numbers = tuple(ids[s] for s in table.syllables_of(char))
        if len(numbers) == 1:
            return numbers[0]
        if numbers not in sets:
            sets[numbers] = len(syllables) + len(pool)
            pool.extend((len(numbers),) + numbers)
        return sets[numbers]

    folds, readings, ranks = [], [], []
    for code in range(BMP_FIRST, BMP_LAST + 1):
        char = chr(code)
        known = char in table.readings
        folds.append(ord(table.fold.get(char, char)))
        readings.append(set_of(char) if known else NONE)
        ranks.append(table.rank_of(char) if known else len(table.ranks))
    far = sorted(c for c in table.readings if not BMP_FIRST <= ord(c) <= BMP_LAST)
    far_readings = [set_of(c) for c in far]
    if max(folds) > 0xFFFF or len(table.ranks) >= 0xAC00 - BMP_FIRST or len(syllables) + len(pool) >= NONE:
        sys.exit("the tables no longer fit 16 bits")

    content = pathlib.Path(table_path).read_bytes() + pathlib.Path(names_path).read_bytes()
    print("/* Made by crm-pinyin-table.py. */\n")
    print(f"#define TABLE_VERSION 0x{zlib.crc32(content):08x}u")
    print(f"#define N_SYLLABLES {len(syllables)}")
    print(f"#define N_RANKS {len(table.ranks)}\n")
    print("static const char syllables[N_SYLLABLES][8] = {")
    print("\n".join(f'"{s}",' for s in syllables))
    print("};\n")
    write_array("guint16", "sets", pool)
    write_array("guint16", "folds", folds)
    write_array("guint16", "readings", readings)
    write_array("guint16", "ranks", ranks)
    write_array("guint32", "far_characters", map(ord, far))
    write_array("guint32", "far_folds", [ord(table.fold.get(c, c)) for c in far])
    write_array("guint16", "far_readings", far_readings)
    write_array("guint16", "far_ranks", [table.rank_of(c) for c in far])
    starts = [0] * 32
    for text, _ in table.words:
        starts[ord(text[0]) >> 5 & 31] |= 1 << (ord(text[0]) & 31)
    write_array("guint32", "word_starts", map(hex, starts))
    write_phrases("surnames", table.surnames, ids, table)
    write_phrases("words", table.words, ids, table)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    {"collect": collect, "compile": compile_table}[sys.argv[1]](*sys.argv[2:])
