"""Which file a person means by what they typed, pasted or dragged into the terminal, and how a path goes on."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

TABLES: Final = frozenset(
    (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".ods", ".json", ".jsonl", ".ndjson", ".vcf", ".vcard")
)
"""The endings of files that can be imported."""

_FEW: Final = 50


def path_meant(text: str) -> Path:
    """Return the file that ``text`` names: a path, also quoted or escaped as terminals paste it, ``~`` or ``file:``."""
    said = text.strip()
    if len(said) > 1 and said[0] == said[-1] and said[0] in "'\"":
        said = said[1:-1]
    elif not is_there(said):
        said = said.replace("\\ ", " ")
    if said.startswith("file://"):
        with suppress(ValueError):  # it is no address
            said = unquote(urlsplit(said).path)
    with suppress(RuntimeError):  # nobody has that home
        return Path(said).expanduser()
    return Path(said)


def is_there(path: Path | str) -> bool:
    """Return whether something has that name, which may be longer than any system takes."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises then


def path_words(text: str, cursor: int) -> Sequence[str]:
    """Return what the path before the cursor can become: folders, and files that can be imported, by name."""
    typed = text[:cursor]
    folder, begun = os.path.split(typed)
    try:
        return [os.path.join(folder, name) for name in sorted(_names(path_meant(folder or "."), begun))[:_FEW]]  # noqa: PTH118 - as it is typed
    except (OSError, ValueError):  # no name of a file is so
        return ()


def _names(folder: Path, begun: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(begun) or (entry.name.startswith(".") and not begun):
                continue
            if entry.is_dir():
                yield f"{entry.name}/"
            elif Path(entry.name).suffix.lower() in TABLES:
                yield entry.name
