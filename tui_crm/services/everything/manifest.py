"""What a folder of everything says of itself: its format, the schema of its rows, and each file's rows and checksum."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui_crm.errors import BadFile, BadInput
from tui_crm.i18n import _

NAME: Final = "manifest.json"
_MARK: Final = "tui-crm everything"
_VERSION: Final = 1
_LONGEST: Final = 1 << 20
"""How many bytes a manifest has at most: one has some thousand."""
_FILE: Final = re.compile(r"[a-z_]{1,60}\.jsonl")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Entry:
    """How many rows a file has, and its SHA-256 in hexadecimal."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The ``schema`` revision that the rows of the ``files`` are of; files by their names, in order."""

    schema: str
    files: Mapping[str, Entry]

    def as_text(self) -> str:
        """Return it as it is written: a line a file, and nothing that says when."""
        entries = ",\n".join(
            f'    "{name}": {{"rows": {entry.rows}, "sha256": "{entry.sha256}"}}' for name, entry in self.files.items()
        )
        return (
            f'{{\n  "format": "{_MARK}",\n  "version": {_VERSION},\n  "schema": "{self.schema}",\n'
            f'  "files": {{\n{entries}\n  }}\n}}\n'
        )


def read(folder: Path) -> Manifest:
    """Return what a folder says of itself. Raises BadInput where it says nothing, or nothing of use; BadFile where a newer
    version of this program wrote it.
    """
    place = folder / NAME
    try:
        with place.open("rb") as file:
            said = json.loads(file.read(_LONGEST).decode("utf-8"))
    except FileNotFoundError as error:
        raise _no_export(folder, _("{name} is not there").format(name=NAME)) from error
    except OSError as error:
        raise BadInput(_("cannot read {path}: {reason}").format(path=place, reason=error.strerror or error)) from error
    except (ValueError, RecursionError) as error:
        raise BadInput(
            _("{path} cannot be read: it is no JSON").format(path=place),
            hint=_("export everything again, or take the folder as it was from where it is kept"),
        ) from error
    if not isinstance(said, dict) or said.get("format") != _MARK:
        raise _no_export(folder, _("{name} is of something else").format(name=NAME))
    if isinstance(said.get("version"), int) and said["version"] > _VERSION:
        raise newer(folder)
    return _checked(place, said)


def newer(folder: Path) -> BadFile:
    """Return what is said of a folder that a newer version of this program wrote."""
    return BadFile(
        _("{path} was written by a newer version of this program").format(path=folder),
        hint=_("update this program to read it"),
    )


def _no_export(folder: Path, why: str) -> BadInput:
    return BadInput(
        _("{path} is no export of everything: {reason}").format(path=folder, reason=why),
        hint=_("such a folder is written by: crm export all DIR"),
    )


def _checked(place: Path, said: Mapping[str, object]) -> Manifest:
    version, schema, files = (said.get(name) for name in ("version", "schema", "files"))
    entries: dict[str, Entry] = {}
    for name, entry in files.items() if isinstance(files, dict) else ():
        rows, sha256 = (entry.get(key) if isinstance(entry, dict) else None for key in ("rows", "sha256"))
        if not _FILE.fullmatch(name) or type(rows) is not int or rows < 0 or not _SHA256.fullmatch(str(sha256)):
            break
        entries[name] = Entry(rows, str(sha256))
    if version != _VERSION or not isinstance(schema, str) or not isinstance(files, dict) or len(entries) != len(files):
        raise BadInput(
            _("{path} is not as this program writes it").format(path=place),
            hint=_("export everything again, or take the folder as it was from where it is kept"),
        )
    return Manifest(schema, entries)


def check_sum(file: Path, entry: Entry) -> None:
    """Raise BadInput unless a file has the checksum that its entry says."""
    try:
        if not file.is_file():
            raise BadInput(
                _("{path} is missing, though {name} names it").format(path=file, name=NAME),
                hint=_("export everything again, or take the folder as it was from where it is kept"),
            )
        with file.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise BadInput(_("cannot read {path}: {reason}").format(path=file, reason=error.strerror or error)) from error
    if found != entry.sha256:
        raise changed(file)


def changed(file: Path) -> BadInput:
    """Return what is said of a file that is not what the manifest says."""
    return BadInput(
        _("{path} is not what its checksum in {name} says: it was changed, or an export was cut short").format(
            path=file, name=NAME
        ),
        hint=_("export everything again, or take the folder as it was from where it is kept"),
    )
