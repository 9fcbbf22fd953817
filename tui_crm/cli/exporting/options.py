"""What can be said of an export on the command line: each option once, with the kinds of records that have a use for it."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from tui_crm.cli import completing
from tui_crm.cli.cards.reading import FilterArgument
from tui_crm.cli.cards.who import meant
from tui_crm.cli.nouns.reminder import OwnerOption, TextArgument, ThisPriorityOption, owned_by
from tui_crm.cli.tickets.reading import FilterArgument as TicketFilterArgument
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.codes import ActivityKind
from tui_crm.models.score import ScoreKind
from tui_crm.services.exporting.kinds.registry import Declared
from tui_crm.services.exporting.report import ALARM_MINUTES, ExportFormat, ExportOptions, format_of

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.services.crm import Crm
    from tui_crm.services.exporting.shape import Only

WORDS: Final[Mapping[str, object]] = {
    "contacts": FilterArgument,
    "companies": FilterArgument,
    "activities": FilterArgument,
    "tickets": TicketFilterArgument,
    "reminders": TextArgument,
}
"""What the words of each kind are; the others take none."""

FINDERS: Final[Mapping[str, str]] = {
    "contacts": "contacts",
    "companies": "contacts",
    "activities": "contacts",
    "tickets": "tickets",
}
"""The service that reads the words of a kind as a filter."""

_DATED: Final = frozenset({"activities", "reminders", "scores"})


@dataclass(frozen=True)
class ExportOption:
    """An option ``name`` with its default; ``kinds`` have a use for it, all of them where none is named."""

    name: str
    annotation: object
    default: object = None
    kinds: frozenset[str] = frozenset()

    def parameter(self) -> inspect.Parameter:
        """Return it as a parameter of a command."""
        keyword = inspect.Parameter.KEYWORD_ONLY
        return inspect.Parameter(self.name, keyword, default=self.default, annotation=self.annotation)


def _option(*flags: str, help: str, **more: object) -> object:  # noqa: A002 - Typer's word
    return typer.Option(*flags, help=help, **more)  # type: ignore[arg-type]


OPTIONS: Final = (
    ExportOption(
        "kind_of_activity",
        Annotated[ActivityKind | None, _option("--kind", "-k", help=N_("of this kind: call, meeting, email …"))],
        kinds=frozenset({"activities"}),
    ),
    ExportOption(
        "kind_of_score",
        Annotated[ScoreKind | None, _option("--kind", "-k", help=N_("of this kind: csat, nps or ces"))],
        kinds=frozenset({"scores"}),
    ),
    ExportOption(
        "contact",
        Annotated[str | None, _option("--contact", metavar="WHO", help=N_("with this contact only"))],
        kinds=_DATED,
    ),
    ExportOption(
        "ticket",
        Annotated[
            str | None,
            _option(
                "--ticket", metavar="TICKET", help=N_("on this ticket, such as T-42"), autocompletion=completing.tickets
            ),
        ],
        kinds=_DATED,
    ),
    ExportOption(
        "since", Annotated[str | None, _option("--since", metavar="WHEN", help=N_("from that day on"))], kinds=_DATED
    ),
    ExportOption(
        "until", Annotated[str | None, _option("--until", metavar="WHEN", help=N_("up to that day"))], kinds=_DATED
    ),
    ExportOption(
        "by",
        Annotated[
            str | None,
            _option("--by", metavar="USER", help=N_("what this user did"), autocompletion=completing.users),
        ],
        kinds=frozenset({"activities"}),
    ),
    ExportOption("owner", OwnerOption, kinds=frozenset({"reminders"})),
    ExportOption("priority", ThisPriorityOption, kinds=frozenset({"reminders"})),
    ExportOption(
        "done",
        Annotated[bool, _option("--all", help=N_("with those that are done"))],
        default=False,
        kinds=frozenset({"reminders"}),
    ),
    ExportOption(
        "output",
        Annotated[
            Path | None,
            _option("--output", "-o", metavar="FILE", help=N_("the file to write; standard output, if left out")),
        ],
    ),
    ExportOption(
        "raw",
        Annotated[bool, _option("--raw", help=N_("in csv: leave cells that a spreadsheet would run as they are"))],
        default=False,
    ),
    ExportOption(
        "bom",
        Annotated[bool, _option("--bom", help=N_("in csv: begin with a byte order mark, which Excel needs for UTF-8"))],
        default=False,
    ),
    ExportOption(
        "alarm",
        Annotated[
            int | None,
            _option(
                "--alarm", metavar="N", min=0, max=40_320, help=N_("in ics: ring N minutes before a time; else 10")
            ),
        ],
        kinds=frozenset({"reminders"}),
    ),
    ExportOption(
        "silent",
        Annotated[bool, _option("--silent", help=N_("in ics: never ring"))],
        default=False,
        kinds=frozenset({"reminders"}),
    ),
    ExportOption(
        "tasks",
        Annotated[bool, _option("--tasks", help=N_("in ics: as tasks, for programs that show those"))],
        default=False,
        kinds=frozenset({"reminders"}),
    ),
    ExportOption(
        "quiet",
        Annotated[bool, _option("--quiet", "-q", help=N_("do not say that it was written, for cron"))],
        default=False,
    ),
)
"""Every option but the format, in the order in which help lists them."""


def options_for(kind: Declared) -> list[inspect.Parameter]:
    """Return what can be said of an export of ``kind``: its words, its options, and the formats that it has."""
    words = [ExportOption("words", WORDS[kind.name])] if kind.name in WORDS else []
    own = [option for option in OPTIONS if not option.kinds or kind.name in option.kinds]
    return [option.parameter() for option in (*words, *own, ExportOption("chosen", _format_option(kind)))]


def _format_option(kind: Declared) -> object:
    formats = StrEnum("Formats", [(each.name, each.value) for each in kind.formats])  # type: ignore[misc]
    return Annotated[
        formats | None,
        _option("--format", "-f", help=N_("how it is written; by the end of the file's name, if left out, else csv")),
    ]


def written_as(kind: Declared, said: Mapping[str, Any]) -> ExportOptions:
    """Return how an export is written, as it was said. Raises UsageError for what does not go together."""
    chosen = said.get("chosen")
    wanted = _by_name(kind, said.get("output")) if chosen is None else ExportFormat(str(chosen.value))
    _refuse_alarms(wanted, said)
    minutes = None if said.get("silent") else said.get("alarm", ALARM_MINUTES)
    flags = {name: bool(said.get(name)) for name in ("raw", "bom", "tasks")}
    return ExportOptions(wanted, alarm=minutes, **flags)


def asked(session: "Session", crm: "Crm", said: Mapping[str, Any]) -> "Only":
    """Return what is asked of records beside the words of a filter. Raises UsageError, NotFound, Ambiguous."""
    from tui_crm.services.exporting.shape import Only  # noqa: PLC0415 - commands load services when they run

    kind = said.get("kind_of_activity") or said.get("kind_of_score") or ""
    by = said.get("by")
    return Only(
        contact=meant(session, crm, said["contact"]) if "contact" in said else None,
        ticket=crm.tickets.meant(said["ticket"]) if "ticket" in said else None,
        since=session.when(said["since"]).date if "since" in said else None,
        until=session.when(said["until"]).date if "until" in said else None,
        kind=str(kind.value if isinstance(kind, Enum) else kind),
        by=None if by is None else session.user(by),
        **owned_by(session, said.get("owner")),
        priority=str(said.get("priority") or ""),
        done=bool(said.get("done")),
    )


def _refuse_alarms(wanted: ExportFormat, said: Mapping[str, Any]) -> None:
    """Raise UsageError for options that only a calendar has a use for, and for two that contradict each other."""
    flags = {"--alarm": said.get("alarm") is not None, "--silent": said.get("silent"), "--tasks": said.get("tasks")}
    if wanted is not ExportFormat.ICS and any(flags.values()):
        raise UsageError(
            _("{option} is for calendars only").format(option=next(option for option in flags if flags[option])),
            hint=_("leave it out, or export with --format ics"),
        )
    if flags["--alarm"] and flags["--silent"]:
        raise UsageError(_("--alarm and --silent do not go together"))


def _by_name(kind: Declared, output: Path | None) -> ExportFormat:
    """Return the format that a file's name ends with, CSV without one; raises UsageError where it ends with another's."""
    found = ExportFormat.CSV if output is None else format_of(output)
    if found is None or found not in kind.formats:
        end = Path(output or "").suffix.lower().removeprefix(".")
        raise UsageError(
            _("{path}: there is no export in the format “{format}”").format(path=output, format=end),
            hint=_("one of: {names}; or say how it is written with --format").format(names=", ".join(kind.formats)),
        )
    return found
