"""What an import is asked for, what it plans for each row, and what came of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tui_crm.services.importing.choices import Decimal, FileFormat, OnMatch, Order
from tui_crm.services.importing.columns.doubts import Doubt
from tui_crm.services.importing.columns.mapping import Unclaimed


@dataclass(frozen=True)
class ImportOptions:
    """What a person said of an import. None is found out; ``keys`` are names of ``plan_matches.RANKS``, the strongest first.

    ``keep_columns`` makes a field of the team's own of every column that nothing claims; ``new_fields`` are those that are
    made, as ``str`` of ``NewField``, when that is known. ``create_contacts`` lets those come along whom rows name and who
    are not on file; ``as_of`` is the moment that the rows are decided at, now where it is left out; ``plan`` is where the
    plan is written instead of carried out. ``source`` is where the rows come from: contacts that are created, and those of
    rows that have none, get it as theirs; ``profile`` is the name of the one that says the rest. ``rules`` are ``field=rule``
    for fields that ``on_match`` is not to decide; with ``blanks_erase`` a blank cell erases what is on file, and with
    ``stage_back`` customers go back to an earlier stage.
    """

    keys: tuple[str, ...] = ("email", "phone", "name")
    on_match: OnMatch = OnMatch.UPDATE
    keep_good: bool = False
    rejects: Path | None = None
    dry_run: bool = False
    overrides: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    date_order: Order | None = None
    decimal: Decimal | None = None
    keep_columns: bool = False
    new_fields: tuple[str, ...] = ()
    profile: str | None = None
    create_contacts: bool = False
    file_format: FileFormat | None = None
    sheet: str | None = None
    as_of: datetime | None = None
    plan: Path | None = None
    source: str = ""
    rules: tuple[str, ...] = ()
    blanks_erase: bool = False
    stage_back: bool = False


ALSO_CREATED = "also_created"
"""The outcome of what no row of its own stands for: a company, tag or user that a row names."""


@dataclass(frozen=True)
class PlannedRow:
    """What becomes of a row of ``file``, which begins at ``line``.

    ``outcome`` is created, updated, unchanged, skipped or rejected, or ALSO_CREATED; ``kind`` is person or company, ticket
    or score (of what comes along also tag, user or team), empty where the row could not be read; ``target`` the id where it
    is there already, of a ``thing``, and ``version`` the one that it has; ``changes`` field → (old, new) of an update,
    (None, value) of a creation; ``reason`` of a rejection.
    """

    file: str
    line: int
    outcome: str
    kind: str
    name: str
    target: int | None
    changes: Mapping[str, tuple[object, object]]
    reason: str
    thing: str = "contact"
    version: int | None = None


Listing = Callable[[Iterator[PlannedRow]], None]
"""Is given every row with what becomes of it."""

Progress = Callable[[int], None]
"""Is told how many rows were read so far."""


@dataclass(frozen=True)
class ImportReport:
    """What came of an import: the counts are of the file's rows, ``also_created`` counts what came along by kind.

    ``of_mails`` says that the rows are mails, which are skipped where nobody of them is on file.
    ``number`` is the import's id, None where nothing was written. ``applied`` tells whether the rows went in: they do
    not in a dry run, nor where a row was rejected and the good ones were not to be kept. ``encoding`` is what the file was
    read in, as people call it; ``header`` names its columns; ``remarks`` (translated) are what else a person should know of that, and
    ``removed_controls`` counts the control characters that good rows came without.
    """

    number: int | None
    operation_id: int | None
    file: str
    rows: int
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    rejected: int = 0
    dry_run: bool = False
    applied: bool = False
    seconds: float = 0.0
    also_created: Mapping[str, int] = field(default_factory=dict)
    rejects: Path | None = None
    reasons: tuple[PlannedRow, ...] = ()
    unmapped: tuple[Unclaimed, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    encoding: str = ""
    header: tuple[str, ...] = ()
    removed_controls: int = 0
    remarks: tuple[str, ...] = ()
    of_mails: bool = False


@dataclass(frozen=True)
class ImportRun:
    """A past import; ``state`` is done or undone, or ``nothing`` where it changed nothing; ``source`` is where its rows came
    from, where that was said.

    ``also_created`` counts what came along by kind, as in the report.
    """

    id: int
    at: datetime
    login: str
    kind: str
    file: str
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    rejected: int
    also_created: Mapping[str, int]
    seconds: float
    operation_id: int | None
    state: str
    source: str = ""
