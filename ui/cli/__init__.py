"""The command line, `innokb …`: one room a group of commands, nothing heavy imported before it is needed."""

import gc
import gettext
import os
import sys
from importlib.resources import files
from typing import Final

NEW_OBJECTS: Final = 100_000
"""Objects made between two searches for garbage: a start makes many that stay, and with Python's own 700 it spends a
twentieth of its time on searching."""


def main() -> None:
    """Run the command line. Exit status: 0 fine, 1 the work failed, 2 wrong use."""
    gc.set_threshold(NEW_OBJECTS)
    speak_chinese()
    from ui.cli.commands import run

    sys.exit(run())


def speak_chinese() -> None:
    """Have the command framework's own words (usage, options, errors) translated; it asks gettext for them.

    Some it asks for when a command is defined, so this comes before the commands are imported.
    """
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("messages", str(files("ui.cli") / "locale"))
