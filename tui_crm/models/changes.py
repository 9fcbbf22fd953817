"""What an operation did, as front ends get to show it: records, and of each its fields, old and new, in words."""

import dataclasses
from dataclasses import dataclass

from tui_crm.models.cards import OperationEntry


@dataclass(frozen=True)
class FieldChange:
    """A field that is another one since: its title, what it held before and after ("" is nothing), and its own name.

    Of a list ``old`` has what went, ``new`` what came.
    """

    title: str
    old: str
    new: str
    field: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True)
class RecordChange:
    """What was done to one record: ``create``, ``update``, ``remove`` or ``forgotten``; ``name`` is what it is called now."""

    thing: str
    record_id: int
    name: str
    action: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class OperationChanges:
    """An operation with what it did to the first of its records; ``more`` counts the others.

    ``kept`` names, in words, what could not be taken back: by it where it is an undo or redo, else by what undid it.
    ``kept_more`` counts what is not named.
    """

    entry: OperationEntry
    records: tuple[RecordChange, ...]
    more: int
    kept: tuple[str, ...]
    kept_more: int
