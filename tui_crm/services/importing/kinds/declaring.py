"""What the module of a kind declares: its columns, the words for what changes, and what becomes of its rows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_crm.services.importing.columns.fields import Kind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.services.crm import Crm
    from tui_crm.services.importing.records.records import ReadRow, Records
    from tui_crm.services.importing.report import ImportOptions


@dataclass(frozen=True)
class ImportKind:
    """A kind of records: its ``columns``, and what people call the fields that a plan tells of (``labels``, by their names).
    With ``reads_mails`` mailboxes bring records of it, too.
    A row that is rejected is told by the first of the values ``named`` that it has.

    ``begin`` makes a pass over the rows of one file; the call that it gets last reads them once more. None of a kind
    whose rows are contacts, which are planned and written as sets.
    """

    columns: Kind
    labels: Mapping[str, str]
    begin: "Callable[[Crm, ImportOptions, Connection, Callable[[], Iterator[ReadRow]]], Records] | None" = None
    named: tuple[str, ...] = ("name", "contact")
    reads_mails: bool = False
