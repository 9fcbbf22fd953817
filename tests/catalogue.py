"""The catalogues: collects what the code says, keeps ``crm.po`` in step with it, and compiles it.

``python -m tests.catalogue`` prints what is missing; with ``--write`` it also adds the new messages (untranslated) to
every catalogue, drops those that are gone, and writes the ``crm.mo`` that the program reads.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tui_crm.cli.tree import ENTRIES
from tui_crm.i18n import LANGUAGES, LOCALE_DIR

ROOT = Path(__file__).parent.parent
_MADE = datetime(2026, 11, 21, tzinfo=UTC)  # the header wants a date, and the same content is to make the same bytes
_PEOPLE = "The tui-crm maintainers"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "NP_": ((1, "c"), 2)}


def said() -> Catalog:
    """Return every message of the code: what passes through the translation functions, and the docstrings of verbs."""
    catalog = Catalog(fuzzy=False)
    found = extract_from_dir(ROOT / "tui_crm", method_map=[("**.py", "python")], keywords=KEYWORDS)
    for file, _line, message, _comments, context in found:
        catalog.add(message, locations=[(f"tui_crm/{file}", 0)], context=context)
    for text in _docstrings():
        catalog.add(text)
    return catalog


def _docstrings() -> Iterator[str]:
    """Yield the help of every command, which is its docstring, as the help page asks for its translation."""
    commands: list[Any] = [entry.load() for entry in ENTRIES]
    while commands:
        command = commands.pop()
        commands += getattr(command, "commands", {}).values()
        if command.help:
            yield command.help


def path_of(language: str, suffix: str = ".po") -> Path:
    """Return where a language's catalogue is."""
    return LOCALE_DIR / language / "LC_MESSAGES" / f"crm{suffix}"


def stored(language: str) -> Catalog:
    """Return a language's catalogue as it is written down."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue in the form that gettext reads, the same bytes whenever it is made."""
    content = io.BytesIO()
    catalog.creation_date = catalog.revision_date = _MADE
    write_mo(content, catalog)
    return content.getvalue()


def _key(message: Message) -> tuple[str, object]:
    return message.context or "", message.id


def in_step(language: str) -> Catalog:
    """Return a language's catalogue with just the messages of the code, each with its translation where it has one."""
    known = {_key(message): message.string for message in stored(language) if message.id}
    fresh = Catalog(
        locale=language,
        project="tui-crm",
        version=f"{_MADE:%Y}",
        msgid_bugs_address="the issues of tui-crm",
        last_translator=_PEOPLE,
        language_team=_PEOPLE,
        fuzzy=False,
    )
    fresh.header_comment = "# The words of tui-crm. Made by: python -m tests.catalogue --write"
    for message in sorted((each for each in said() if each.id), key=lambda each: str(_key(each))):
        places = sorted({place for place, _line in message.locations})
        fresh.add(
            message.id,
            known.get(_key(message), ""),
            context=message.context,
            locations=[(place, 0) for place in places],
            flags=message.flags,
        )
    return fresh


def missing(language: str) -> list[object]:
    """Return the messages of the code that a language's catalogue does not translate."""
    known = {
        _key(message)
        for message in stored(language)
        if message.id and (all(message.string) if isinstance(message.string, (tuple, list)) else message.string)
    }
    return [message.id for message in said() if message.id and _key(message) not in known]


def write(language: str) -> None:
    """Bring a language's two files in step with the code."""
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = in_step(language)
    content = io.BytesIO()
    write_po(content, catalog, width=120, include_lineno=False, omit_header=False, ignore_obsolete=True)
    lines = content.getvalue().decode().splitlines(keepends=True)
    steady = [line for line in lines if not line.startswith(('"POT-Creation', '"PO-Revision', '"Generated-By'))]
    path.write_text("".join(steady), encoding="utf-8")
    path_of(language, ".mo").write_bytes(compiled(stored(language)))


def main() -> None:
    """Print what is missing, after writing where asked to."""
    for language in LANGUAGES:
        if language != "en":
            if "--write" in sys.argv[1:]:
                write(language)
            for message in missing(language):
                print(f"{language}: {message!r}")  # noqa: T201 - what it is for


if __name__ == "__main__":
    main()
