#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PNG of every page: `pictures.py BUILD OUT [LOOK…]`, inside tests/ui/virtual-display.

The demo company is made once; each look (light, dark, Chinese) is one run of the program on a copy of it, resized for the
narrow pictures. A further page is one function below and one line in PAGES.
"""

import gettext
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from driver import App, mouse, wait_for  # noqa: E402

build, out = Path(sys.argv[1]), Path(sys.argv[2])
samples = Path(__file__).resolve().parent.parent / "data/csv"
program = str(build / "src/app/clientele")
data = Path(os.environ["XDG_DATA_HOME"]) / "clientele"
config = Path(os.environ["XDG_CONFIG_HOME"])
SETTINGS = "[org/clientele/Clientele]"

# name, locale, appearance, size, environment; DPI is the X server's: twice 96 makes text twice as large
LOOKS = [
    ("light", "en_GB.UTF-8", "light", (1280, 800), {}),
    ("dark", "en_GB.UTF-8", "dark", (1280, 800), {}),
    ("zh_CN", "zh_CN.UTF-8", "light", (1280, 800), {}),
    ("800", "en_GB.UTF-8", "light", (800, 800), {}),
    ("360", "en_GB.UTF-8", "light", (360, 720), {}),
    ("360-zh_CN", "zh_CN.UTF-8", "dark", (360, 720), {}),
    ("large-text", "en_GB.UTF-8", "light", (1280, 800), {"DPI": "192"}),
    ("high-contrast", "en_GB.UTF-8", "light", (1280, 800), {"ADW_DEBUG_HIGH_CONTRAST": "1"}),
    ("right-to-left", "ar_EG.UTF-8", "light", (1280, 800), {}),
]


def settle(look):
    """Waits until two looks at the screen in a row are alike."""
    last = [None]

    def still():
        last.append(look())
        return last[-1] == last[-2]

    wait_for(still, "still picture")


def shoot(app, name):
    """The window without the border a compositor would not draw, and the black of the screen around it."""
    width, height = app.window.size
    border = app.border
    crop = f"{width - 2 * border}x{height - 2 * border}+{border}+{border}"
    path = out / f"{name}.png"

    def take():
        return subprocess.run(["import", "-silent", "-window", "root", "-crop", crop, "+repage", "rgb:-"], stdout=subprocess.PIPE, check=True).stdout

    settle(take)
    subprocess.run(["import", "-silent", "-window", "root", "-crop", crop, "+repage", str(path)], check=True)
    print(path.name, flush=True)


def prepare(appearance, size, dpi="96"):
    """The window's settings, as a file, with room for the border there is without a compositor; the text's size, as X programs are told it."""
    subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", f"Xft.dpi:\t{dpi}\n"], check=True)
    folder = config / "glib-2.0/settings"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "keyfile").write_text(f"{SETTINGS}\nappearance='{appearance}'\nwidth={size[0] + 10}\nheight={size[1] + 10}\n")


def make_demo(language):
    """The demo company in this language."""
    path = data.parent / f"demo-{language}.clientele"
    app = App(program, "--demo", "--db", str(path), language={"en": "en_GB.UTF-8", "zh": "zh_CN.UTF-8"}[language])
    app.find(("tree table", "table"), deadline=120)
    app.quit()
    return path


# ── the pages ────────────────────────────────────────────────────────────────────────────────


def customers(app, name):
    shoot(app, f"customers-{name}")


def today(app, name):
    app.keys("ctrl+1")
    app.find("list item", lambda text: "days late" in text or "天" in text)
    shoot(app, f"today-{name}")
    app.keys("ctrl+2")


def calendar(app, name):
    app.keys("ctrl+5")
    week, month = wait_for(lambda: app.find_all("radio button"), "views of the calendar")
    shoot(app, f"calendar-week-{name}")
    month.click()
    wait_for(lambda: month.has("checked"), "month")
    shoot(app, f"calendar-month-{name}")
    week.click()
    wait_for(lambda: week.has("checked"), "week")
    app.keys("ctrl+2")


def sidebar(app, name):
    app.keys("alt+Left")
    shoot(app, f"sidebar-{name}")
    app.keys("ctrl+2")


def palette(app, name):
    app.keys("ctrl+k")
    entry = app.find("dialog").find(("entry", "text"))
    wait_for(lambda: entry.has("focused"), "focus in the palette")
    shoot(app, f"palette-commands-{name}")
    entry.write("sh")
    wait_for(lambda: app.find("dialog").find_all("image", lambda text: bool(text)), "records in the palette")
    shoot(app, f"palette-{name}")
    app.keys("Escape")
    app.gone("dialog")


def preferences(app, name):
    app.keys("ctrl+comma")
    app.find("dialog")
    shoot(app, f"preferences-{name}")
    app.keys("Escape")
    app.gone("dialog")


def menu(app, name):
    app.keys("F10")
    app.find("menu item")
    shoot(app, f"menu-{name}")
    app.keys("Escape")
    app.gone("menu item")


def profile(app, name):
    app.keys("ctrl+k")
    entry = app.find("dialog").find(("entry", "text"))
    wait_for(lambda: entry.has("focused"), "focus in the palette")
    entry.write(busiest(app.path, "zh" in name))
    wait_for(lambda: app.find("dialog").find_all("image", lambda text: bool(text)), "records in the palette")
    app.keys("Return")
    app.gone("dialog")
    shoot(app, f"profile-{name}")
    app.keys("alt+Left")


def busiest(path, chinese):
    """The customer with the most to show, of the language looked at."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute(
            f"SELECT name FROM customer c WHERE deleted = 0 AND next_step IS NOT NULL AND unicode(name) {'>' if chinese else '<'} 0x2e80 "
            "ORDER BY (SELECT count(*) FROM interaction i WHERE i.customer = c.id) DESC, rowid LIMIT 1").fetchone()[0]
    finally:
        connection.close()


def export(app, name):
    """With all it can ask: some rows selected of those a search found."""
    app.keys("ctrl+2")
    app.keys("ctrl+f")
    entry = wait_for(lambda: next((node for node in app.find_all(("entry", "text")) if node.has("focused")), None), "focus in the search")
    entry.write("a")
    app.keys("Down", "shift+Down", "shift+Down")
    app.keys("ctrl+e")
    app.find("dialog")
    shoot(app, f"export-{name}")
    app.keys("Escape")
    app.gone("dialog")
    entry.write("")


VIEWS = ["board", "list", "forecast", "funnel", "movement", "review"]


def deals(app, name):
    """Every view of the deals."""
    app.keys("ctrl+3")
    for place, view in enumerate(VIEWS):
        tabs = wait_for(lambda: [tab for tab in app.find_all("page tab") if tab.size[0] > 0][:len(VIEWS)], "views of the deals")
        tabs[place].click()
        app.gone("spinner")
        shoot(app, f"deals-{view}-{name}")
    app.find_all("page tab")[0].click()
    app.keys("ctrl+2")


SURVEYS = {"en": ["Satisfaction after a sale", "Quality of our service", "What do you wish for?"], "zh": ["售后满意度", "服务质量调查", "您希望得到什么？"]}
INTERVIEW = ("Interview", "访谈")
WITHOUT = ("Without a Customer", "不关联客户")


def open_survey(app, title):
    app.keys("ctrl+4")
    row = app.find(("table row", "list item"), lambda text: text.startswith(title))
    row.click_on()
    if row.role == "table row":
        app.keys("Return")
    mouse("mousemove", 0, 0)
    return wait_for(lambda: [tab for tab in app.find_all("page tab") if tab.size[0] > 0], "views of the survey")


def show_view(tab):
    tab.click()
    wait_for(lambda: tab.has("checked"), f"“{tab.name}” shown")


def scroll(app, notches):
    """Over the middle of the page."""
    x, y = app.window.place()
    mouse("mousemove", x, y, "click", "--repeat", notches, "--delay", "20", "5", "mousemove", 0, 0)


def interview(app, name):
    app.find("list item", lambda text: text.startswith(INTERVIEW)).click_on()
    app.find("dialog").find("button", lambda text: text.startswith(WITHOUT)).click()
    wait_for(lambda: app.find("dialog").find_all("radio button"), "question")
    shoot(app, f"survey-entry-{name}")
    app.keys("Escape")
    app.gone("dialog")


def surveys(app, name):
    """The list; every view of a survey, and an interview; the maps of those that have maps."""
    sale, quality, wishes = SURVEYS["zh" if "zh" in name else "en"]
    app.keys("ctrl+4")
    app.find(("table row", "list item"), lambda text: text.startswith(sale))
    shoot(app, f"surveys-{name}")
    build, collect, results = open_survey(app, sale)
    shoot(app, f"survey-results-{name}")
    show_view(build)
    shoot(app, f"survey-build-{name}")
    show_view(collect)
    shoot(app, f"survey-collect-{name}")
    interview(app, name)
    app.keys("alt+Left")
    for title, short in ((quality, "servqual"), (wishes, "kano")):
        open_survey(app, title)
        scroll(app, 8)
        shoot(app, f"survey-{short}-{name}")
        app.keys("alt+Left")
    app.keys("ctrl+2")


def files(app, name):
    app.keys("ctrl+o")
    app.find("dialog").find("list item")
    shoot(app, f"files-{name}")
    app.keys("Escape")
    app.gone("dialog")


def translate(words, name):
    return gettext.translation("clientele", build / "po", ["zh_CN" if "zh" in name else "en"], fallback=True).gettext(words)


def command(app, words, name):
    """By the palette."""
    app.keys("ctrl+k")
    entry = app.find("dialog").find(("entry", "text"))
    wait_for(lambda: entry.has("focused"), "focus in the palette")
    entry.write(translate(words, name))
    app.find("dialog").find("list item")
    app.keys("Return")


def history(app, name):
    """What one edit of three brought; what was deleted, and nothing deleted yet."""
    app.keys("ctrl+shift+h")
    rows = app.find_all("list")[-1].find_all("list item")
    shoot(app, f"history-{name}")
    rows[0].click_on()
    app.find("dialog").find("list item")
    shoot(app, f"history-edit-{name}")
    app.keys("Escape")
    app.gone("dialog")
    app.keys("ctrl+2")


def bin(app, name):
    command(app, "Deleted Records", name)
    app.gone("dialog")
    shoot(app, f"bin-{name}")
    app.keys("ctrl+2")


def quality(app, name):
    """All checks, and the way through one of them."""
    command(app, "Data Quality", name)
    app.gone("dialog")
    words = translate("Go Through", name)
    app.find("button", words)
    shoot(app, f"quality-{name}")
    app.find_all("button", words)[0].click()
    app.find("dialog")
    shoot(app, f"quality-walk-{name}")
    app.keys("Escape")
    app.gone("dialog")
    app.keys("ctrl+2")


def duplicates(app, name):
    command(app, "Find Duplicates", name)
    app.find("dialog").find("list item")
    shoot(app, f"duplicates-{name}")
    app.keys("Escape")
    app.gone("dialog")


PAGES = [customers, today, calendar, deals, surveys, profile, palette, preferences, menu, export, files, history, bin, quality, duplicates]


def assistant(name, language, appearance, size, variables):
    """The import, from a file to its result; what can be seen of it depends on the language no further than its words."""
    prepare(appearance, size, variables.get("DPI", "96"))
    path = data.parent / f"assistant-{name}.clientele"
    files = [str(samples / sample) for sample in ("google-contacts-new.csv", "faulty-rows.csv")]
    app = App(program, "--db", str(path), *files, language=language, **variables)
    app.take_keys()
    app.resize(*size)
    check = app.find("button", lambda text: text.startswith(("Check", "检查")))
    shoot(app, f"import-mapping-{name}")
    check.click()
    button = wait_for(lambda: app.focused() if app.find_all("table") else None, "button that imports")
    shoot(app, f"import-check-{name}")
    button.click()
    wait_for(lambda: app.find_all("table") and (at := app.focused()) and at.name != button.name, "result")
    shoot(app, f"import-result-{name}")
    app.kill()
    path.unlink()


def start(name, language, appearance, size, variables):
    """What is seen before there is a file."""
    prepare(appearance, size, variables.get("DPI", "96"))
    app = App(program, language=language, **variables)
    app.find("list item")
    app.take_keys()
    app.resize(*size)
    shoot(app, f"start-{name}")
    app.quit()


def charts(name, language, appearance, size, variables):
    """One chart of every form, and what no office should ever see."""
    prepare(appearance, size, variables.get("DPI", "96"))
    scheme = {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark" if appearance == "dark" else "prefer-light"}
    environment = {**os.environ, "LC_ALL": language, "LANGUAGE": language.split(".")[0], **scheme, **variables}
    subprocess.run([str(build / "tests/charts/chart-gallery"), "save", str(out), name, str(min(size[0], 900))], env=environment, check=True)
    print(f"chart-*-{name}.png", flush=True)


def problem(name, language, appearance, size, variables):
    prepare(appearance, size, variables.get("DPI", "96"))
    path = data.parent / "damaged.clientele"
    path.write_text("This is not a database. " * 300)
    app = App(program, "--db", str(path), language=language, **variables)
    app.take_keys()
    shoot(app, f"problem-{name}")
    app.quit()


def look(name, language, appearance, size, variables, demo):
    prepare(appearance, size, variables.get("DPI", "96"))
    path = data.parent / f"look-{name}.clientele"
    shutil.copy(demo, path)
    app = App(program, "--db", str(path), language=language, **variables)
    app.path = path
    app.take_keys()
    app.resize(*size)
    for page in PAGES:
        page(app, name)
    if size[0] < 500:
        sidebar(app, name)
    app.quit()
    path.unlink()


out.mkdir(parents=True, exist_ok=True)
prepare("light", (1280, 800))
demos = {language: make_demo(language) for language in ("en", "zh")}
for arguments in LOOKS:
    if sys.argv[3:] and arguments[0] not in sys.argv[3:]:
        continue
    charts(*arguments)
    start(*arguments)
    assistant(*arguments)
    look(*arguments, demos.get(arguments[1][:2], demos["en"]))
problem(*LOOKS[0])
