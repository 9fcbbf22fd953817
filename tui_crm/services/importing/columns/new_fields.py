"""Fields of the team's own that an import makes, for columns that nothing else claims, so that nothing of a file is lost."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _
from tui_crm.models.codes import FieldType
from tui_crm.services.custom_fields import checked_name
from tui_crm.services.importing.columns.fields import Kind
from tui_crm.services.importing.columns.looks import TYPES, Look, Looking
from tui_crm.services.importing.columns.mapping import column_called, understood
from tui_crm.services.importing.columns.meanings import CUSTOM_PREFIX
from tui_crm.services.importing.columns.sampling import values_under
from tui_crm.services.importing.columns.shapes import TeamField
from tui_crm.services.importing.files.reading import RowSource

if TYPE_CHECKING:
    from tui_crm.services.importing.report import ImportOptions

GUESSABLE: Final = (FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.BOOL)
"""The types that an import can make a field of; choices have to be declared."""

_LONGEST = 40
_NOT_NAME = re.compile(r"\W+")


@dataclass(frozen=True)
class NewField:
    """A field to be made: ``x.name``, with the header of its column as ``label``."""

    name: str
    type: str
    label: str
    choices: str = ""

    def __str__(self) -> str:
        return f"{self.name}:{self.type}:{self.label}"


def new_field(text: str) -> NewField:
    """Return the field that was written as text by ``str``. Raises ValueError for any other text."""
    name, kind, label = text.split(":", 2)
    return NewField(checked_name(name), FieldType(kind), label)


class Wanted(NamedTuple):
    """What a person says of columns in the words of ``--map``, and the fields that have to be made for it."""

    overrides: tuple[str, ...]
    fields: tuple[NewField, ...]


def suggested(header: str, position: int) -> str:
    """Return the name of a field for a column, without ``x.``: the words of its header, or its place where it has none."""
    name = _NOT_NAME.sub("_", header.casefold()).strip("_")
    if not name or name[0].isdigit():
        name = f"column_{name or position}"
    return name[:_LONGEST].strip("_")


def keep_as(header: str, position: int, looks: Look) -> str:
    """Return the target of ``--map`` that makes a field of a column whose values look so."""
    return f"{CUSTOM_PREFIX}{suggested(header, position)}:{TYPES.get(looks, FieldType.TEXT)}"


def wanted(
    source: RowSource, kind: Kind, overrides: Iterable[str], team_fields: Sequence[TeamField], *, keeps: bool
) -> Wanted:
    """Return the fields to make: those said as ``Header=x.name:type`` (without a type: as the values are), and, where it
    ``keeps`` what nothing claims, one for each such column.

    Raises UsageError for a type that is none, for a name that cannot be one, or that a field of another type has.
    """
    plain: list[str] = []
    asked: list[tuple[int, str, FieldType | None]] = []
    for override in overrides:
        column, _sign, target = override.rpartition("=")
        name, colon, type_said = target.strip().partition(":")
        if colon and name.startswith(CUSTOM_PREFIX):
            plain.append(f"{column}={name}")
            asked.append((column_called(source, column), _checked(name), _type_called(type_said.strip())))
        else:
            plain.append(override)
    said = _asked(source, asked, team_fields)
    if not keeps:
        return Wanted(tuple(plain), said)
    known = (*team_fields, *said)
    left = understood(source, kind, values_under(source), overrides=plain, team_fields=known).unmapped
    return Wanted(tuple(plain), (*said, *_kept(source, [column.header for column in left], known)))


def _checked(name: str) -> str:
    try:
        return checked_name(name)
    except BadInput as error:
        raise UsageError(error.message, hint=error.hint) from error


def _type_called(text: str) -> FieldType | None:
    """Return the type that a person named; None where it is left to the values. Raises UsageError."""
    if not text:
        return None
    if text not in GUESSABLE:
        raise UsageError(
            _("“{text}” is no type of field that an import can make").format(text=text),
            hint=_("one of: {names}").format(names=_(", ").join(GUESSABLE)),
        )
    return FieldType(text)


def _asked(
    source: RowSource, asked: Sequence[tuple[int, str, FieldType | None]], team_fields: Iterable[TeamField]
) -> tuple[NewField, ...]:
    """Return the fields that a person asked for and that are not there yet. Raises UsageError."""
    there = {field.name.casefold(): field.type for field in team_fields}
    new: dict[str, NewField] = {}
    guessed = _types(source, [index for index, _name, said in asked if said is None])
    for index, name, said in asked:
        wish = said or guessed[index] or FieldType.TEXT
        taken = there.setdefault(name.casefold(), wish)
        if said is not None and taken != said:
            raise UsageError(
                _("there is a field x.{name} already, of type {type}").format(name=name, type=taken),
                hint=_("name another, or leave out the type: {example}").format(
                    example=f"{source.header[index]}=x.{name}"
                ),
            )
        if name.casefold() not in {field.name.casefold() for field in team_fields}:
            new.setdefault(name.casefold(), NewField(name, wish, source.header[index]))
    return tuple(new.values())


def _kept(source: RowSource, headers: Sequence[str], known: Iterable[TeamField]) -> tuple[NewField, ...]:
    """Return a field for each column of ``headers`` that has a value in any row."""
    places = [source.header.index(header) for header in headers]
    taken = {field.name.casefold() for field in known}
    found = []
    for index, kind in _types(source, places).items():
        if kind is None:
            continue
        base = name = suggested(source.header[index], index + 1)
        count = 2
        while name.casefold() in taken:
            name, count = f"{base[: _LONGEST - 3]}_{count}", count + 1
        taken.add(name.casefold())
        found.append(NewField(name, kind, source.header[index]))
    return tuple(found)


def _types(source: RowSource, indexes: Sequence[int]) -> dict[int, FieldType | None]:
    """Return the type that all values of each column have; None where it has none."""
    looking = {index: Looking() for index in indexes}
    if looking:
        for _line, cells in source:
            for index, each in looking.items():
                each.see(cells[index])
    return {index: TYPES.get(each.look, FieldType.TEXT) if each.has_values else None for index, each in looking.items()}


def with_new_fields(
    source: RowSource, kind: Kind, options: "ImportOptions", team_fields: Sequence[TeamField]
) -> "ImportOptions":
    """Return the options with the fields that they ask for, known by name and type. Raises UsageError."""
    found = wanted(source, kind, options.overrides, team_fields, keeps=options.keep_columns)
    return replace(options, overrides=found.overrides, new_fields=tuple(map(str, found.fields)))
