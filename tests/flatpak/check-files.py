#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What no validator knows of: the pictures the metainfo names are there, and the manifest pins what it builds and asks for no more than it needs."""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

APP = "org.clientele.Clientele"
PERMISSIONS = {"--socket=wayland", "--socket=fallback-x11", "--share=ipc", "--device=dri", "--share=network"}

project = Path(sys.argv[1])
wrong = []

metainfo = ElementTree.parse(project / "data" / f"{APP}.metainfo.xml.in").getroot()
for image in metainfo.iter("image"):
    if not (project / "docs/pictures" / image.text.rsplit("/", 1)[-1]).exists():
        wrong.append(f"the metainfo shows {image.text}, which docs/pictures has not")
# Flathub's limits: https://docs.flathub.org/docs/for-app-authors/metainfo-guidelines/quality-guidelines
for what, longest in (("name", 15), ("summary", 35)):
    text = metainfo.find(what).text
    if len(text) > longest or text.endswith("."):
        wrong.append(f"the {what} “{text}” is longer than {longest} characters, or ends in a dot")

manifest = json.loads((project / "flatpak" / f"{APP}.json").read_text(encoding="utf-8"))
if set(manifest["finish-args"]) != PERMISSIONS:
    wrong.append(f"permissions differ: {sorted(PERMISSIONS.symmetric_difference(manifest['finish-args']))}")
for module in manifest["modules"][:-1]:
    for source in module["sources"]:
        if not re.fullmatch("[0-9a-f]{64}", source.get("sha256", "")) or not source["url"].startswith("https://"):
            wrong.append(f"{module['name']} is not pinned")

print("\n".join(wrong))
sys.exit(1 if wrong else 0)
