# SPDX-License-Identifier: GPL-3.0-or-later
"""Says how test cases went, as meson reads it."""

import sys
import traceback


class Tap:
    """Runs functions as test cases and says how they went."""

    def __init__(self):
        self.number = self.failed = 0

    def run(self, name, test, *arguments):
        self.number += 1
        try:
            test(*arguments)
            print(f"ok {self.number} {name}", flush=True)
            return True
        except Exception as error:  # a case that fails must not take the rest along
            self.failed += 1
            print(f"not ok {self.number} {name}", flush=True)
            for line in f"{type(error).__name__}: {error}".splitlines():
                print(f"# {line}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
            return False

    def finish(self):
        print(f"1..{self.number}", flush=True)
        sys.exit(1 if self.failed else 0)
