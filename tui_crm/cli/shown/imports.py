"""What is shown of an import: its counts, the plan of its rows, and past ones."""

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Fields, Flag, Id, Instant, Json, Kind, Number, Records, Text, Texts
from tui_crm.i18n import N_, _
from tui_crm.models import ids
from tui_crm.models.codes import KIND_LABELS
from tui_crm.services.importing.kinds.registry import DECLARED, of_thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from tui_crm.services.importing.columns.mapping import Mappable
    from tui_crm.services.importing.report import ImportReport, ImportRun, PlannedRow

OUTCOME = Text(
    {
        "created": N_("created"),
        "updated": N_("updated"),
        "unchanged": N_("unchanged"),
        "skipped": N_("skipped"),
        "rejected": N_("rejected"),
        "also_created": N_("comes along"),
    }
)
THING = Text(
    {
        **KIND_LABELS,
        **{kind.thing: kind.one for kind in DECLARED if not kind.are_contacts},
        "tag": N_("tag"),
        "user": N_("user"),
        "team": N_("team"),
        "problem": N_("known problem"),
        "field": N_("field"),
    }
)
CAME_ALONG = Fields(
    {
        "contacts": N_("contacts"),
        "companies": N_("companies"),
        "tags": N_("tags"),
        "users": N_("users"),
        "teams": N_("teams"),
        "problems": N_("known problems"),
        "fields": N_("fields"),
    }
)
STATE = Text({"done": "", "undone": N_("undone"), "nothing": N_("changed nothing")})

_FEW: Final = 2  # known headers shown in each language


class Target(Id):
    """The id of what a row is about, with its letter already: a contact, a ticket …"""

    def json(self, value: int | str) -> str:
        """Return it as it is."""
        return str(value)


class Changes(Kind["PlannedRow"]):
    """The fields of a planned row with their old and new values, and of what is created with its values."""

    def json(self, value: "PlannedRow") -> Json:
        """Return an object with ``[old, new]`` for each field."""
        return {field: [_json(old), _json(new)] for field, (old, new) in value.changes.items()}

    def cells(self, value: "PlannedRow") -> tuple[str, ...]:
        """Return ``field: old → new`` for each field, in one cell."""
        return ("; ".join(f"{field}: {text}" for field, text in _changes(value)),)

    def shown(self, value: "PlannedRow", zone: "ZoneInfo") -> str:
        """Return the same with the fields and codes as people call them."""
        from tui_crm.services.change_words import word_of  # noqa: PLC0415 - commands load services when they run

        del zone
        words = {
            name: (word_of(value.thing, name, old), word_of(value.thing, name, new))
            for name, (old, new) in value.changes.items()
        }
        value = replace(value, changes=words)
        labels = of_thing(value.thing).labels
        named = ((_(labels[field]) if field in labels else field, text) for field, text in _changes(value))
        return _("; ").join(_("{name}: {text}").format(name=name, text=text) for name, text in named)


def _changes(row: "PlannedRow") -> "Iterator[tuple[str, str]]":
    for field, (old, new) in row.changes.items():
        yield field, _text(new) if row.outcome == "created" else f"{_text(old)} → {_text(new)}"


def _json(value: object) -> Json:
    if isinstance(value, tuple | list):
        return [_json(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _text(value: object) -> str:
    """Return a value on one line: of a list its items with commas, of an item its parts that say something."""
    if isinstance(value, tuple | list):
        items = (item if isinstance(item, tuple | list) else (item,) for item in value)
        return ", ".join(" · ".join(str(part) for part in item if part not in (None, "")) for item in items) or "—"
    return "—" if value in (None, "") else str(value)


PLANNED: "tuple[Column[PlannedRow], ...]" = (
    Column("file", N_("file"), in_table=False),
    Column("line", N_("line"), Number()),
    Column("outcome", N_("outcome"), OUTCOME),
    Column("kind", N_("kind"), THING, spare=1),
    Column("id", N_("id"), Target("contact"), value=lambda row: row.target and ids.shown(row.thing, row.target)),
    Column("name", N_("name")),
    Column("changes", N_("changes"), Changes(), value=lambda row: row),
    Column("reason", N_("reason")),
)

PLANNED_OF_SEVERAL = tuple(replace(column, in_table=True) for column in PLANNED)
"""The columns of a plan of several files, which a table tells apart, too."""

PROBLEM = tuple(column for column in PLANNED if column.key in {"line", "name", "reason"})

REPORT: "tuple[Column[ImportReport], ...]" = (
    Column("import", N_("import"), Id("import"), value=lambda report: report.number, spare=2),
    Column("operation", N_("operation"), Id("operation"), value=lambda report: report.operation_id, in_table=False),
    Column("file", N_("file")),
    Column("rows", N_("rows"), Number()),
    Column("created", N_("created"), Number()),
    Column("updated", N_("updated"), Number()),
    Column("unchanged", N_("unchanged"), Number()),
    Column("skipped", N_("skipped"), Number()),
    Column("rejected", N_("rejected"), Number()),
    Column("also_created", N_("also created"), CAME_ALONG, spare=4),
    Column("dry_run", N_("dry run"), Flag(), in_table=False),
    Column("applied", N_("applied"), Flag(), in_table=False),
    Column("seconds", N_("seconds"), Number(), spare=5),
    Column("rejects", N_("rejected rows"), value=lambda report: report.rejects, spare=3),
    Column("encoding", N_("encoding"), in_table=False),
    Column("removed_controls", N_("control characters removed"), Number(), in_table=False),
    Column(
        "unmapped",
        N_("unused columns"),
        Texts(),
        lambda report: [column.header for column in report.unmapped],
        in_table=False,
    ),
    Column("problems", N_("problems"), Records(PROBLEM), lambda report: report.reasons, in_table=False),
)

RUN: "tuple[Column[ImportRun], ...]" = (
    Column("id", N_("id"), Id("import")),
    Column("at", N_("at"), Instant()),
    Column("by", N_("by"), value=lambda run: run.login, spare=1),
    Column(
        "kind",
        N_("kind"),
        Text({kind.name: kind.several for kind in DECLARED}),
        spare=2,
    ),
    Column("file", N_("file")),
    Column("source", N_("source"), value=lambda run: run.source or None, spare=6),
    Column("rows", N_("rows"), Number()),
    Column("created", N_("created"), Number()),
    Column("updated", N_("updated"), Number()),
    Column("unchanged", N_("unchanged"), Number(), spare=3),
    Column("skipped", N_("skipped"), Number(), spare=4),
    Column("rejected", N_("rejected"), Number()),
    Column("also_created", N_("also created"), CAME_ALONG, in_table=False),
    Column("seconds", N_("seconds"), Number(), in_table=False),
    Column("operation", N_("operation"), Id("operation"), value=lambda run: run.operation_id, spare=5),
    Column("state", N_("state"), STATE),
)


class File(Text):
    """A file by its path: people get its name."""

    def shown(self, value: object, zone: "ZoneInfo") -> str:
        """Return the name."""
        return super().shown(PurePath(str(value)).name, zone)


RUN_LINES = tuple(replace(column, kind=File()) if column.key == "file" else column for column in RUN)
"""The columns of a list of past imports, where there is no room for paths."""


class Headers(Texts):
    """The headers that mean a field by themselves: people get a few, machines the hundreds there are."""

    least = 24

    def shown(self, value: "Sequence[str]", zone: "ZoneInfo") -> str:
        """Return the first English and the first Chinese headers, and how many more there are."""
        known = dict.fromkeys(header.strip() for header in value)
        english, chinese = ([header for header in known if header.isascii() is plain][:_FEW] for plain in (True, False))
        few, more = super().shown([*english, *chinese], zone), len(known) - len(english) - len(chinese)
        return few + " " + _("… and {count} more").format(count=f"{more:,}") if more else few


MAPPABLE: "tuple[Column[Mappable], ...]" = (
    Column("name", N_("field")),
    Column("help", N_("what it is")),
    Column("headers", N_("known headers"), Headers()),
)
