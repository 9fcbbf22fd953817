"""The plan of an import as a file: written to be read, searched and kept, and read again to be carried out as it stands.

The first line says what it is a plan of, with a checksum over everything; then comes a line a row, with its values, so that
the files it was made of are not needed any more, and a line for what comes along.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import fields, replace
from enum import StrEnum
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Final, get_args, get_type_hints

from tui_crm.errors import BadInput, Conflict, UsageError
from tui_crm.i18n import _, ngettext
from tui_crm.models.record import instant_of, stored_instant
from tui_crm.services.importing.columns.new_fields import new_field
from tui_crm.services.importing.files.input_file import InputFile
from tui_crm.services.importing.kept_rows import FileRows, KeptRows, as_line
from tui_crm.services.importing.kinds.registry import declared
from tui_crm.services.importing.noting import COUNTS
from tui_crm.services.importing.plan_differences import difference, told
from tui_crm.services.importing.report import ALSO_CREATED, ImportOptions
from tui_crm.whole_files import is_device, whole_text

if TYPE_CHECKING:
    from tui_crm.services.importing.planned import Planned

VERSION: Final = 1
"""Which form plans are written in."""

_BEGINNING: Final = b'{"plan": '
_LONGEST: Final = 1 << 20  # bytes of a first line, which names the files
_SUM: Final = "sha256"
_NOT_KEPT: Final = frozenset({"dry_run", "rejects", "as_of", "plan"})


def check_place(place: Path) -> None:
    """Raise UsageError where a plan cannot go to ``place``: only an earlier plan is written over."""
    if place.is_dir():
        raise UsageError(_("{path} is a folder; name a file for the plan").format(path=place))
    if place.exists() and not is_device(place):
        with place.open("rb") as there:
            if (begun := there.read(len(_BEGINNING))) and begun != _BEGINNING:
                raise UsageError(
                    _("{path} is there already, and is no plan").format(path=place),
                    hint=_("name another file for the plan, or move it away"),
                )


def write_plan(place: Path, kind: str, kept: KeptRows, plan: "Planned") -> None:
    """Write what a plan does with ``kept`` rows to ``place``, for its owner alone. Raises OutputFailed, UsageError."""
    report, options = plan.report, plan.options
    assert options.as_of is not None
    header: dict[str, object] = {
        "plan": VERSION,
        "kind": kind,
        "mails": kept.of_mails,
        "files": [each._asdict() for each in kept.files],
        "options": {each.name: getattr(options, each.name) for each in fields(options) if each.name not in _NOT_KEPT},
        "now": stored_instant(options.as_of),
        "rows": report.rows,
        **{name: getattr(report, name) for name in COUNTS},
        ALSO_CREATED: dict(report.also_created),
    }
    total = sha256(_text(header).encode())
    with TemporaryFile("w+", encoding="utf-8", newline="") as draft:
        for line in _lines(kept, plan):
            written = _text(line)
            total.update(written.encode())
            draft.write(written)
        draft.seek(0)
        with whole_text(place) as stream:
            stream.write(_text({**header, _SUM: total.hexdigest()}))
            stream.writelines(draft)


def _text(said: Mapping[str, object]) -> str:
    return json.dumps(said, ensure_ascii=False) + "\n"


def _lines(kept: KeptRows, plan: "Planned") -> Iterator[dict[str, object]]:
    read = iter(kept)
    several = len(kept.files) > 1
    with closing(plan.rows()) as rows:
        for row in rows:
            said: dict[str, object] = {"file": row.file} if several else {}
            if row.outcome == ALSO_CREATED:
                yield {**said, "line": row.line, **told(row)}
                continue
            found = next(read)
            as_read = as_line(found.values, line=found.line, reason=found.reason, blanks=found.blanks)
            yield {**said, "line": row.line, **told(row), **as_read, "reason": row.reason}


class PlanFile:
    """A plan that was written down, open in ``file``. Raises BadInput where it is none, or was changed since."""

    def __init__(self, file: InputFile) -> None:
        self._file = file
        header = self._header()
        try:
            self.kind = declared(str(header["kind"])).name
            self.options = _options(header)
            self._of_mails = bool(header["mails"])
            self._rejected = int(header["rejected"])
            self._files = [FileRows(str(each["file"]), int(each["rows"])) for each in header["files"]]
        except (KeyError, TypeError, ValueError, UsageError) as error:
            raise self._wrong() from error
        self.digest = str(header[_SUM])

    def _header(self) -> dict[str, Any]:
        with self._file.view() as view:
            if view.peek(len(_BEGINNING))[: len(_BEGINNING)] != _BEGINNING:
                raise self._wrong()
            line = view.readline(_LONGEST)
            try:
                header = json.loads(line)
                said = header.pop(_SUM, "")
                total = sha256(_text(header).encode())
            except (ValueError, RecursionError) as error:
                raise self._wrong() from error
            if header["plan"] != VERSION:
                raise BadInput(_("{file} is a plan of another version of this program").format(file=self._file.name))
            for piece in iter(lambda: view.read(1 << 20), b""):
                total.update(piece)
        if total.hexdigest() != said or line != _text({**header, _SUM: said}).encode():
            raise BadInput(
                _("{file} was changed since it was written").format(file=self._file.name),
                hint=_("make the plan again, with --plan FILE"),
            )
        return {**header, _SUM: said}

    def _wrong(self) -> BadInput:
        return BadInput(
            _("{file} is no plan of an import").format(file=self._file.name),
            hint=_("a plan is made with: crm import contacts FILE --plan PLAN"),
        )

    def check_whole(self) -> None:
        """Raise BadInput where rows were rejected, and the good ones are not to be kept."""
        if self._rejected and not self.options.keep_good:
            text = ngettext("{file} rejects {count} row", "{file} rejects {count} rows", self._rejected)
            raise BadInput(
                text.format(file=self._file.name, count=self._rejected),
                hint=_("make the plan again with --keep-good, which imports the good rows"),
            )

    def rows(self) -> KeptRows:
        """Return the rows that it is a plan of."""
        said, fields = {"plan": self.digest}, tuple(map(new_field, self.options.new_fields))
        return KeptRows(
            lambda: filter(_is_row, self._lines()),
            self._files,
            arguments=said,
            of_mails=self._of_mails,
            new_fields=fields,
        )

    def check(self, planned: "Planned") -> None:
        """Raise Conflict where a plan made now does anything else, naming the first row."""
        with closing(planned.rows()) as rows:
            for was, row in zip_longest(self._lines(), rows):
                if said := difference(was, row):
                    file, line = (row.file, row.line) if row else (was.get("file", planned.report.file), was["line"])
                    raise Conflict(
                        _("{file}, line {line}: {difference}").format(file=file, line=line, difference=said),
                        hint=_("nothing was written; make the plan again, and look at it"),
                    )

    def _lines(self) -> Iterator[dict[str, Any]]:
        with self._file.view() as view:
            view.readline()
            yield from map(json.loads, view)


def _is_row(line: Mapping[str, object]) -> bool:
    return line["outcome"] != ALSO_CREATED


def _options(header: Mapping[str, Any]) -> ImportOptions:
    """Return the options that a plan was made with; raises KeyError, TypeError or ValueError for what can be none."""
    hints = get_type_hints(ImportOptions)
    said: dict[str, Any] = {name: _meant(hints[name], value) for name, value in header["options"].items()}
    return replace(ImportOptions(), as_of=instant_of(header["now"]), **said)


def _meant(hint: object, value: object) -> object:
    """Return a value of an option, told as JSON, as what it is."""
    if isinstance(value, list):
        return tuple(tuple(each) if isinstance(each, list) else each for each in value)
    kinds = (hint, *get_args(hint))
    choice = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)), None)
    return choice(str(value)) if choice and value is not None else value
