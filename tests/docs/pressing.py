"""How the keys of a document are pressed: on the program, in the sandbox that its commands run in."""

from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.docs.walkthrough import NOW, ZONE, Part, Sandbox, steps
from tests.screens.stage import Stage, on_stage
from tui_crm.clock import FixedClock
from tui_crm.demo.business import demo_database

CLOCK = FixedClock(datetime.fromisoformat(NOW), ZoneInfo(ZONE))
_KEYS = {
    "/": "slash", "esc": "escape", "?": "question_mark", "*": "asterisk", "del": "delete", "↓": "down", "↑": "up",
    "Enter": "enter", "Tab": "tab", "Esc": "escape",
}  # fmt: skip


def pressed(key: str) -> str:
    """Return what Textual calls a key of a document."""
    return _KEYS.get(key, key)


async def do_keys(part: Part, box: Sandbox) -> None:
    """Do what a paragraph says on the screens; its texts must come to stand there."""
    file = demo_database(_new(box.folder), CLOCK, "li") if part.name == "demo" else box.database
    async with on_stage(file, 120, 40, clock=CLOCK, wait=False) as stage:
        await stage.until(lambda: stage.app._crm is not None)
        for step in steps(part.text):
            if step.press:
                await stage.press(pressed(step.press))
            elif step.type:
                await stage.type(step.type)
            else:
                await stage.until(partial(_is_shown, stage, step.see))


def _is_shown(stage: Stage, text: str) -> bool:
    return text in "\n".join([*stage.lines, *stage.toasts])


def _new(folder: Path) -> Path:
    made = folder / "demo"
    made.mkdir()
    return made
