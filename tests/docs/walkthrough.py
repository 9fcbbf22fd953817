"""Documents that hold word for word: their files are written, their commands run, their keys are pressed.

A document is walked from top to bottom in a sandbox of its own:

- a block fenced as ``csv NAME`` is written as that file;
- in a block fenced as ``console`` the lines behind ``$`` run, in order; what stands below a command is what it prints,
  where a line of ``…`` is any number of lines;
- a paragraph behind ``<!-- keys -->`` is done on the screens: ``<kbd>`` is pressed, `` `text` `` typed, and **bold**
  waited for on the screen; behind ``<!-- keys: demo -->`` in the made-up business, which is left at the end of it.

``python -m tests.docs.walkthrough --write`` brings what the commands of the tutorials print up to date.
"""

import asyncio
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from tests.conftest import CHECKOUT
from tests.docs.forking import forking
from tui_crm import i18n

NOW: Final = "2026-11-23T09:00:00+08:00"
ZONE: Final = "Asia/Shanghai"
TUTORIALS: Final[Mapping[str, str]] = {"en": "docs/tutorial.md", "zh_CN": "docs/tutorial.zh.md"}
"""The tutorials, by their language."""

_BLOCK = re.compile(
    r"^```(\w+) ?(\S*)\n(.*?)^```$|^<!-- keys(?:: (\w+))? -->\n(.*?)(?=^$|\Z)", re.MULTILINE | re.DOTALL
)
_OF_THE_SHELL = frozenset("|<>&;$`()*?~{}#\\")
_STEP = re.compile(r"<kbd>(.+?)</kbd>|`(.+?)`|\*\*(.+?)\*\*")


class Kind(StrEnum):
    """What a part of a document asks for."""

    FILE = "file"
    COMMANDS = "commands"
    KEYS = "keys"


@dataclass(frozen=True)
class Part:
    """A part of a document that is walked: its text, and the name of the file or of the database."""

    kind: Kind
    text: str
    name: str = ""


@dataclass(frozen=True)
class Command:
    """A command of a document, and the lines that it is said to print, None where nothing is said."""

    line: str
    printed: Sequence[str] | None


@dataclass(frozen=True)
class Step:
    """Something done on the screens: a key pressed, a text typed, or a text waited for."""

    press: str = ""
    type: str = ""
    see: str = ""


def parts(document: str) -> Iterator[Part]:
    """Yield what a document asks for, from top to bottom."""
    for found in _BLOCK.finditer(document):
        fence, name, block, database, paragraph = found.groups()
        if fence == "csv":
            yield Part(Kind.FILE, block, name)
        elif fence == "console":
            yield Part(Kind.COMMANDS, block)
        elif paragraph is not None:
            yield Part(Kind.KEYS, paragraph, database or "")


def commands(block: str) -> Iterator[Command]:
    """Yield the commands of a console block."""
    for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, *printed = piece.rstrip("\n").split("\n")
        yield Command(line, printed or None)


def steps(paragraph: str) -> Iterator[Step]:
    """Yield what a paragraph does on the screens."""
    for key, text, seen in _STEP.findall(paragraph):
        yield Step(press=key, type=text, see=seen)


def fits(printed: Sequence[str], said: Sequence[str]) -> bool:
    """Return whether ``printed`` is what was ``said``; a line of … stands for any lines, spaces at the end for nothing."""
    pattern = "\n".join("*" if line.strip() == "…" else re.sub(r"([*?[])", r"[\1]", line.rstrip()) for line in said)
    return fnmatchcase("\n".join(line.rstrip() for line in printed), pattern.replace("*\n", "*").replace("\n*", "*"))


@dataclass(frozen=True)
class Sandbox:
    """Where a document is walked: a home and a folder of its own, the clock fixed, in a language."""

    folder: Path
    language: str = "en"

    @property
    def environ(self) -> dict[str, str]:
        """The environment of the commands."""
        return {
            "HOME": str(self.folder / "home"),
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "CRM_LANG": self.language,
            "LOGNAME": "li",
            "COLUMNS": "100",
            "TZ": ZONE,
            "PYTHONPATH": str(CHECKOUT),
        }

    @property
    def database(self) -> Path:
        """The database that the commands make."""
        return self.folder / "home" / ".local" / "share" / "tui-crm" / "crm.db"

    def write(self, part: Part) -> None:
        """Write a file of the document."""
        (self.folder / part.name).write_text(part.text, encoding="utf-8")

    def run(self, line: str) -> list[str]:
        """Run a command as a shell does, and return what it printed, the home as ``~``. Raises AssertionError where it failed."""
        words = shlex.split(line)
        if words[0] == "crm" and not _OF_THE_SHELL & {*line}:
            code, out, err = forking().run(["--now", NOW, *words[1:]], self.folder, self.environ)
        else:
            code, out, err = self._by_shell(line)
        if code:
            raise AssertionError(line, code, out, err)
        return (out + err).replace(str(self.folder / "home"), "~").splitlines()

    def _by_shell(self, line: str) -> tuple[int, str, str]:
        crm = f'crm() {{ "{sys.executable}" -m tui_crm --now {NOW} "$@"; }}'
        done = subprocess.run(
            ["bash", "-c", f"set -e\n{crm}\n{line}"],
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr


def sandbox(folder: Path, language: str = "en") -> Sandbox:
    """Make a sandbox in ``folder``."""
    (folder / "home").mkdir(parents=True)
    return Sandbox(folder, language)


def _renewed(document: str, language: str) -> str:
    """Return a document with what its commands print today; what is shortened with … stays so."""
    from tests.docs.pressing import do_keys  # noqa: PLC0415 - it needs this module

    i18n.set_language(language)
    with tempfile.TemporaryDirectory() as folder:
        box = sandbox(Path(folder) / "box", language)
        os.environ |= box.environ

        def block(found: re.Match[str]) -> str:
            for part in parts(found[0]):
                if part.kind is Kind.FILE:
                    box.write(part)
                elif part.kind is Kind.KEYS:
                    asyncio.run(do_keys(part, box))
                else:
                    return "```console\n" + "".join(map(told, commands(part.text))) + "```"
            return found[0]

        def told(command: Command) -> str:
            printed = box.run(command.line)
            if command.printed is not None and fits(printed, command.printed):
                printed = list(command.printed)
            return "".join(f"{line.rstrip()}\n" for line in [f"$ {command.line}", *printed])

        return _BLOCK.sub(block, document)


def main() -> None:
    """Bring the tutorials up to date."""
    for language, name in TUTORIALS.items():
        file = CHECKOUT / name
        file.write_text(_renewed(file.read_text(encoding="utf-8"), language), encoding="utf-8")


if __name__ == "__main__" and "--write" in sys.argv[1:]:
    main()
