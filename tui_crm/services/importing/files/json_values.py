"""How JSON is read piece by piece: the objects of an array, of the one list in an object, or one after the other.

Only one object at a time is in memory. Numbers stay as they are written, so that none is rounded and none is too big to
be read.
"""

import json
import re
from collections.abc import Iterator
from typing import Final, NamedTuple, TextIO, TypeAlias

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.services.importing.columns.meanings import known_header

Json: TypeAlias = "dict[str, Json] | list[Json] | str | bool | None"
Record: TypeAlias = dict[str, Json]

LONGEST_OBJECT: Final = 1 << 22
"""How many characters an object may have."""

_CHUNK = 1 << 16
_LONGEST_NUMBER = 100
_NEAR = 64  # what is wrong so near to the end of what is read may only be cut
_BLANK = " \t\r\n"
_BLANKS = re.compile(f"[{_BLANK}]*")
_OPEN = "Unterminated string"  # how Python begins to say so
_OWN = frozenset(("id", "name"))
_LISTS = frozenset(
    [
        "contacts",
        "companies",
        "activities",
        "reminders",
        "tickets",
        "scores",
        "users",
        "data",
        "results",
        "records",
        "items",
        "rows",
    ]
)


class Number(str):
    """A number as it is written."""

    __slots__ = ()


class Found(NamedTuple):
    """An object and the line that it begins in."""

    line: int
    record: Record


class _Value(NamedTuple):
    value: Json
    end: int


class _RefusedError(Exception):
    """A value that JSON allows, or Python reads, and that is none of a record."""


def _number(text: str) -> Number:
    if len(text) > _LONGEST_NUMBER:
        raise _RefusedError(_("a number with more than {count} digits").format(count=_LONGEST_NUMBER))
    return Number(text)


def _constant(text: str) -> None:
    raise _RefusedError(_("{text} is no number of JSON").format(text=text))


def _record(pairs: list[tuple[str, Json]]) -> Record:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _value in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _RefusedError(_("“{key}” stands twice in one object").format(key=twice))
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_record, parse_int=_number, parse_float=_number, parse_constant=_constant)


class JsonValues:
    """The values in a text called ``name``, from its beginning. Raises BadInput naming the line of what is wrong."""

    def __init__(self, name: str, stream: TextIO) -> None:
        self._name = name
        self._stream = stream
        self._text = ""
        self._at = 0
        self._line = 1
        self._is_whole = False
        self.is_array = False
        """Whether the objects stand in a list; known as soon as the first is read."""

    def records(self) -> Iterator[Found]:
        """Yield the objects that are records."""
        if self._follows("["):
            self.is_array = True
            yield from self._listed()
        elif self._peek() == "{" and (first := self._begun()) is not None:
            yield first
            while self._peek():
                yield self._object()
        else:
            self.is_array = True
            yield from self._wrapped()
        if self._peek():
            raise self._wrong(_("nothing should stand behind the end of the list"))

    def _begun(self) -> Found | None:
        """Return the object at the beginning where it is a record; of an object around a list, read nothing."""
        value = self._decoded()
        if value is None:
            return None
        length = value.end - self._at
        if not self._behind(length) and isinstance(value.value, dict) and _is_wrapper(value.value):
            return None
        line = self._line
        self._pass(self._at + length)
        return self._found(value.value, line)

    def _behind(self, length: int) -> str:
        """Return what follows ``length`` characters on, blanks left out, without going there; "" at the end."""
        while True:
            at = _blanks_end(self._text, self._at + length)
            if at < len(self._text) or not self._read():
                return self._text[at : at + 1]

    def _listed(self) -> Iterator[Found]:
        """Yield the objects of a list whose bracket was read."""
        if self._follows("]"):
            return
        while True:
            yield self._object()
            if self._follows("]"):
                return
            if not self._follows(","):
                raise self._wrong(_("a comma, or the end of the list, should stand here"))

    def _wrapped(self) -> Iterator[Found]:
        """Yield the objects of the one list of objects in an object."""
        if not self._follows("{"):
            raise self._wrong(_("a record should stand here, an object"))
        lists = 0
        while True:
            self._value()
            if not self._follows(":"):
                raise self._wrong(_("a colon should stand here"))
            if self._peek() == "[" and self._behind(1) == "{":
                lists += 1
                if lists > 1:
                    raise self._wrong(_("this is a second list of records; import a file with one of them"))
                self._follows("[")
                yield from self._listed()
            else:
                self._value()
            if self._follows("}"):
                return
            if not self._follows(","):
                raise self._wrong(_("a comma should stand here"))

    def _object(self) -> Found:
        self._peek()
        line = self._line
        return self._found(self._value(), line)

    def _value(self) -> Json:
        self._peek()
        found = self._decoded()
        if found is None:
            raise self._wrong(_("what begins here has more than {count} characters").format(count=LONGEST_OBJECT))
        self._pass(found.end)
        return found.value

    def _found(self, value: Json, line: int) -> Found:
        if not isinstance(value, dict):
            raise self._wrong(_("a record should stand here, an object"), line)
        return Found(line, value)

    def _decoded(self) -> _Value | None:
        """Return the value that comes next, and where it ends; None where it is too long."""
        while True:
            try:
                found = _Value(*_DECODER.raw_decode(self._text, self._at))
            except json.JSONDecodeError as error:
                if len(self._text) - self._at > LONGEST_OBJECT:
                    return None
                cut = error.pos + _NEAR > len(self._text) or error.msg.startswith(_OPEN)
                if not (cut and self._read()):
                    raise self._broken(error) from None
            except RecursionError:
                raise self._wrong(_("objects are nested too deeply")) from None
            except _RefusedError as error:
                raise self._wrong(str(error)) from None
            else:
                return found if found.end - self._at <= LONGEST_OBJECT else None

    def _broken(self, error: json.JSONDecodeError) -> BadInput:
        if error.pos >= len(self._text.rstrip(_BLANK)) or error.msg.startswith(_OPEN):
            return self._wrong(_("the file breaks off in the middle of what begins here"))
        line = self._line + self._text.count("\n", self._at, error.pos)
        column = error.pos - self._text.rfind("\n", 0, error.pos)
        return self._wrong(_("this is no JSON from column {column} on").format(column=column), line)

    def _wrong(self, text: str, line: int | None = None) -> BadInput:
        return BadInput(
            _("{file}, line {line}: {text}").format(file=self._name, line=line or self._line, text=text),
            hint=_("JSON is a list of objects, JSONL an object in each line"),
        )

    def _peek(self) -> str:
        """Pass over blanks; return the next character, "" at the end."""
        while True:
            self._pass(_blanks_end(self._text, self._at))
            if self._at < len(self._text) or not self._read():
                return self._text[self._at : self._at + 1]

    def _follows(self, character: str) -> bool:
        """Tell whether ``character`` comes next, and pass over it."""
        if self._peek() != character:
            return False
        self._pass(self._at + 1)
        return True

    def _pass(self, end: int) -> None:
        self._line += self._text.count("\n", self._at, end)
        self._at = end

    def _read(self) -> bool:
        """Read on; what was passed is let go."""
        if self._is_whole:
            return False
        more = self._stream.read(max(_CHUNK, len(self._text) - self._at))
        self._is_whole = not more
        if more:
            self._text, self._at = self._text[self._at :] + more, 0
        return bool(more)


def _blanks_end(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _is_wrapper(record: Record) -> bool:
    """Tell an object around a list of records from a record that has a list."""
    lists = {
        key for key, value in record.items() if isinstance(value, list) and all(isinstance(v, dict) for v in value)
    }
    named = not lists.isdisjoint(_LISTS) and record.keys().isdisjoint(_OWN)
    return named or (bool(lists) and not any(map(known_header, record.keys() - lists)))
