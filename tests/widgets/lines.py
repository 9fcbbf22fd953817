"""The screen of a running app as text, and goldens of it: readable in a diff, a few milliseconds each.

``CRM_WRITE_GOLDEN=1 pytest tests/widgets`` writes the goldens anew; look at the diff before committing it.
"""

import os
from pathlib import Path
from typing import Any

from textual._context import visible_screen_stack
from textual.app import App
from textual.strip import Strip

GOLDEN = Path(__file__).parent.parent / "golden"


def screen_strips(app: App[Any]) -> list[Strip]:
    """Return what is on the screen, line by line, with its styles; their widths are those of their text, not as claimed."""
    visible_screen_stack.set(app._background_screens)  # of which drawing takes each away: they show through a dialog
    return [Strip(list(strip)) for strip in app.screen._compositor.render_strips()]


def screen_lines(app: App[Any]) -> list[str]:
    """Return the text on the screen, line by line, without blanks at the end."""
    return [strip.text.rstrip() for strip in screen_strips(app)]


def assert_golden(name: str, lines: list[str]) -> None:
    """Compare ``lines`` with the golden called ``name``, or write it where the environment asks for that."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("CRM_WRITE_GOLDEN"):
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == file.read_text(encoding="utf-8").splitlines()
