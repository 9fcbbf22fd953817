"""How records of JSON and JSONL are read as a table: their keys are its columns, in the order in which they come first."""

import io
import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, count
from pathlib import Path

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.services.importing.choices import FileFormat
from tui_crm.services.importing.columns.own_columns import TOLD, place_told
from tui_crm.services.importing.files.encoding import Encoding, encoding_of, refuse_zero_bytes, undecodable
from tui_crm.services.importing.files.input_file import InputFile, plain_start
from tui_crm.services.importing.files.json_columns import columns_of
from tui_crm.services.importing.files.json_values import Found, Json, JsonValues, Number, Record
from tui_crm.services.importing.files.own_objects import as_columns
from tui_crm.services.importing.files.tables import MOST_COLUMNS, ReadOptions, Rejected
from tui_crm.whole_files import whole_text

LINES = frozenset((".jsonl", ".ndjson"))
"""How the names of files end that have a record in each line."""

_MARK = "\ufeff"
_SUFFIXES = LINES | {".json"}
_OBJECTS = re.compile(rb'\[?\s*\{\s*(?:"|\}|\Z)|\[\s*\]\s*\Z')


def is_json(head: bytes) -> bool:
    """Tell whether a file begins as objects of JSON do."""
    return bool(_OBJECTS.match(plain_start(head)))


def is_named_json(name: str, head: bytes) -> bool:
    """Tell whether a file is called so, and could be."""
    return Path(name).suffix.lower() in _SUFFIXES and plain_start(head)[:1] in {b"[", b"{"}


class JsonTable:
    """The table in a JSON file. Raises BadInput where it is no JSON, naming the line."""

    def __init__(self, file: InputFile, options: ReadOptions) -> None:
        self._file = file
        self._encoding = encoding_of(file.view(), options.encoding)
        refuse_zero_bytes(file.name, file.view(), self._encoding)
        self._is_counted = False
        self._is_array = True
        self._count = 0
        self.header = self._keys()
        if not self.header:
            raise BadInput(_("{path} is empty").format(path=file.name))
        alone = options.file_format or (
            FileFormat.JSONL if Path(file.name).suffix.lower() in LINES else FileFormat.JSON
        )
        self.format = FileFormat.JSON if self._is_array else FileFormat.JSONL if self._count > 1 else alone

    @property
    def encoding(self) -> str:
        """What it is written in, as people call it."""
        return self._encoding.name

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return f".{self.format}"

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells); where several records begin in one line, they are counted instead."""
        header = self.header
        for line, record in self._found():
            cells = self._columns(line, record)
            yield line, [cells.get(name, "") for name in header]

    def remarks(self) -> list[str]:
        """Return nothing: what is in the objects is read."""
        return []

    def write_rejects(self, place: Path, header: Sequence[str], told: Sequence[str], rows: Rejected) -> None:
        """Write the objects of rejected rows, with what is told of them under four keys more."""
        del header
        try:
            self._write_rejects(self._encoding, place, told, rows)
        except UnicodeEncodeError:
            self._write_rejects(Encoding("utf-8"), place, told, rows)

    def _write_rejects(self, encoding: Encoding, place: Path, told: Sequence[str], rows: Rejected) -> None:
        begin, between, end = ("[\n", ",\n", "\n]\n") if self._is_array else ("", "\n", "\n")
        with whole_text(place, encoding.codec) as file:
            file.write((_MARK if encoding.mark else "") + begin)
            objects = self._found()
            for number, row in enumerate(rows()):
                record = next(found.record for found in objects if found.line == row.line)
                file.write((between if number else "") + _written(_with_told(record, told, row.told)))
            file.write(end)

    def _keys(self) -> tuple[str, ...]:
        """Read the whole file for the keys of its records, and whether they begin in lines of their own."""
        keys: dict[str, None] = {}
        last = 0
        values = self._values()
        for line, record in self._read(values):
            self._count += 1
            self._is_counted |= line == last
            last = line
            if len(record) <= MOST_COLUMNS:
                keys.update(dict.fromkeys(self._columns(line, record)))
            if max(len(keys), len(record)) > MOST_COLUMNS:
                raise self._wrong(
                    line, _("the records have more than {count} different keys").format(count=MOST_COLUMNS)
                )
        self._is_array = values.is_array
        return tuple(keys)

    def _columns(self, line: int, record: Record) -> dict[str, str]:
        try:
            return columns_of(as_columns(_without_told(record)))
        except BadInput as error:
            raise self._wrong(line, error.message) from error

    def _wrong(self, line: int, text: str) -> BadInput:
        return BadInput(_("{file}, line {line}: {text}").format(file=self._file.name, line=line, text=text))

    def _found(self) -> Iterator[Found]:
        found = self._read(self._values())
        if not self._is_counted:
            return found
        return (Found(number, each.record) for number, each in enumerate(found, 1))

    def _values(self) -> JsonValues:
        text = io.TextIOWrapper(self._file.view(self._encoding.mark), self._encoding.codec, newline="")
        return JsonValues(self._file.name, text)

    def _read(self, values: JsonValues) -> Iterator[Found]:
        try:
            yield from values.records()
        except UnicodeDecodeError as error:
            raise undecodable(self._file.name, self._file.view(), self._encoding) from error


def open_json(file: InputFile, options: ReadOptions) -> JsonTable:
    """Open a file of JSON or JSONL as the options say. Raises UsageError, and BadInput where it is not what was asked for."""
    table = JsonTable(file, options)
    if options.file_format not in {None, table.format}:
        raise BadInput(
            _("{file} is no {asked} file, but {found}").format(
                file=file.name, asked=str(options.file_format).upper(), found=table.format.upper()
            )
        )
    return table


def _without_told(record: Record) -> Record:
    """Leave out what an earlier rejection told of a record."""
    keys = tuple(record)
    at = _place_told(keys)
    return record if at is None else {key: record[key] for key in chain(keys[:at], keys[at + len(TOLD) :])}


@lru_cache(maxsize=1000)
def _place_told(keys: tuple[str, ...]) -> int | None:
    return place_told(keys)


def _with_told(record: Record, names: Sequence[str], told: Sequence[str]) -> Record:
    """Put what is told of a record behind it, under names that it does not have."""
    own = _without_told(record)
    again = dict(own)
    for name, text in zip(names, told, strict=True):
        forms = chain([name], (f"{name} ({number})" for number in count(2)))
        again[next(form for form in forms if form not in own)] = text
    return again


def _written(value: Json) -> str:
    """Return a value as JSON, numbers as they stood."""
    match value:
        case Number():
            return str(value)
        case dict():
            return f"{{{', '.join(f'{_written(key)}: {_written(inner)}' for key, inner in value.items())}}}"
        case list():
            return f"[{', '.join(map(_written, value))}]"
    return json.dumps(value, ensure_ascii=False)
