"""How the lines of a file of everything become rows: each is checked whole, and a wrong one is told with its number."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NoReturn

from tui_crm.db.everything import LAST_IDS, PARTS, Part, Row, counted
from tui_crm.db.records import RECORD_TYPES, Collection
from tui_crm.db.refilling import FLOAT, INTEGER, Kept
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.services.everything.manifest import Entry, changed

_LONGEST: Final = 1 << 28
"""How many bytes a line has at most."""
_ACTIONS: Final[Mapping[str, type | None]] = {"create": None, "update": dict, "remove": dict, "forgotten": None}
"""What a change may be, and what it says then."""
_COUNTED: Final = frozenset(part.table.strip('"') for part in PARTS if counted(part))

Columns = Mapping[str, Kept]


class Lines:
    """The rows of one file; ``columns`` says by table what its columns hold. Iterating raises BadInput."""

    def __init__(self, file: Path, part: Part, entry: Entry, columns: Mapping[str, Columns]) -> None:
        self._file = file
        self._part = part
        self._entry = entry
        kinds = columns[part.table]
        self._own = {name: kinds[name] for name in part.columns}
        self._needed = [name for name, kept in self._own.items() if kept.needed]
        self._collections = {each.name: each for each in (part.kind.collections if part.kind else ())}
        self._columns = columns
        self._line = 0

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """Yield each row with its line, from 1 on."""
        found, last = hashlib.sha256(), None
        for line in self._raw():
            found.update(line)
            self._line += 1
            row = self._row(line)
            key = tuple(row[name] for name in self._part.key)
            if last is not None and not key > last:
                self.wrong(_("it is not sorted: every row stands once, by its id"))
            last = key
            yield self._line, row
        if (self._line, found.hexdigest()) != (self._entry.rows, self._entry.sha256):
            raise changed(self._file)
        if self._part.table == "origin" and self._line != 1:
            self.wrong(_("the id of the database stands there, once"), 2 if self._line else 1)

    def wrong(self, reason: str, line: int | None = None) -> NoReturn:
        """Raise what is said of a line that cannot be used, the one that was read last if none is named."""
        text = _("{path}, line {line}: {reason}")
        raise BadInput(
            text.format(path=self._file, line=line or self._line, reason=reason),
            hint=_("nothing was imported; take the folder as it was from where it is kept, or export everything again"),
        )

    def _raw(self) -> Iterator[bytes]:
        try:
            with self._file.open("rb") as opened:
                while line := opened.readline(_LONGEST + 1):
                    if len(line) > _LONGEST:
                        self.wrong(_("it is longer than any that this program writes"), self._line + 1)
                    yield line
        except OSError as error:
            text = _("cannot read {path}: {reason}")
            raise BadInput(text.format(path=self._file, reason=error.strerror or error)) from error

    def _row(self, line: bytes) -> Row:
        row = self._read(line)
        for name, value in row.items():
            if name in self._collections:
                row[name] = self._values(self._collections[name], value)
            elif name not in self._own:
                self.wrong(_("there is no column “{name}”").format(name=name))
            else:
                self._check(name, value, self._own[name], nested=name in self._part.nested)
        for name in self._needed:
            if row.get(name) is None:
                self.wrong(_("it has no “{name}”").format(name=name))
        if self._part.table == "change":
            self._check_change(row)
        if self._part.table == LAST_IDS and row["table"] not in _COUNTED:
            self._mistyped("table")
        return row

    def _read(self, line: bytes) -> Row:
        """Return what stands in a line, which has to be an object with text that can be written again."""
        try:
            row = json.loads(line.decode("utf-8"), parse_constant=float)
            if b"\\u" in line:  # half of a character is JSON, and no text
                json.dumps(row, ensure_ascii=False).encode("utf-8")
        except UnicodeError:
            self.wrong(_("it is not in UTF-8"))
        except (ValueError, RecursionError):
            self.wrong(_("it is no JSON"))
        if not isinstance(row, dict):
            self.wrong(_("it is no JSON object"))
        return row

    def _values(self, collection: Collection, values: object) -> tuple[tuple[object, ...], ...]:
        """Return the values of a collection as records hold them."""
        kinds = self._columns[collection.table]
        found: list[tuple[object, ...]] = []
        for value in values if isinstance(values, list) else [values]:
            if not isinstance(value, dict):
                self._mistyped(collection.name)
            for name in value:
                if name not in collection.columns:
                    self.wrong(_("there is no column “{name}”").format(name=f"{collection.name}.{name}"))
            for name in collection.columns:
                if value.get(name) is None and kinds[name].needed:
                    self.wrong(_("it has no “{name}”").format(name=f"{collection.name}.{name}"))
                self._check(f"{collection.name}.{name}", value.get(name), kinds[name])
            found.append(tuple(map(value.get, collection.columns)))
        self._check_once(collection, found)
        return tuple(found)

    def _check_once(self, collection: Collection, values: Sequence[tuple[object, ...]]) -> None:
        """Raise where a value stands twice that the table has once."""
        if not collection.ordered:
            keys = [collection.key_of(value, "") for value in values]
            if len(set(keys)) < len(keys):
                self.wrong(_("“{name}” has the same value twice").format(name=collection.name))

    def _check(self, name: str, value: object, kept: Kept, *, nested: bool = False) -> None:
        """Raise unless a value is of the type that its column holds."""
        if value is None or (nested and self._is_nested(value)):
            return
        if kept.type == INTEGER:
            fits = type(value) is int and -(1 << 63) <= value < 1 << 63
        elif kept.type == FLOAT:
            fits = type(value) in {int, float} and abs(float(str(value))) < float("inf")
        else:
            fits = isinstance(value, str)
        if not fits or nested:
            self._mistyped(name)

    def _is_nested(self, value: object) -> bool:
        """Tell whether a value is content of JSON, or text that holds some."""
        try:
            return isinstance(json.loads(value) if isinstance(value, str) else value, dict | list)
        except (ValueError, RecursionError):
            return False

    def _mistyped(self, name: str) -> NoReturn:
        self.wrong(_("“{name}” is of the wrong type").format(name=name))

    def _check_change(self, row: Row) -> None:
        """Raise unless a change says what changes of its kind say."""
        action, thing, fields = (row.get(name) for name in ("action", "thing", "fields"))
        if action not in _ACTIONS or thing not in RECORD_TYPES:
            self._mistyped("thing" if action in _ACTIONS else "action")
        said = json.loads(fields) if isinstance(fields, str) else fields
        if not isinstance(said, _ACTIONS[str(action)] or type(None)):
            self._mistyped("fields")
        pairs = said.values() if isinstance(said, dict) and action == "update" else ()
        if not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):  # noqa: PLR2004 - old and new
            self._mistyped("fields")
