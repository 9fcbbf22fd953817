"""What the settings show: lines in sections, each with its value in words and where that comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tui_crm import call_words, paths
from tui_crm.clock import Clock
from tui_crm.commands import keymap_in_use
from tui_crm.i18n import LANGUAGES, N_, _, ngettext
from tui_crm.modes import MODES
from tui_crm.screens.calendar_words import unknown_holidays, week_in_words
from tui_crm.services import preferences
from tui_crm.settings import SETTINGS, YES, Origin, Scope, UserSettings, Value
from tui_crm.widgets.card import CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role, known
from tui_crm.widgets.columns import Column
from tui_crm.widgets.record_source import KnownRows

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tui_crm.services.crm import Crm

TITLES: Final[Mapping[str, str]] = {
    "language": N_("Language"),
    "theme": N_("Theme"),
    "plain": N_("Plain mode"),
    "start": N_("First screen"),
    "zone": N_("Your time zone"),
    "user": N_("Who you are"),
    "database": N_("Database file"),
    "message_command": N_("Message command"),
    "calendar_zone": N_("Calendar zone"),
    "calendar_country": N_("Public holidays"),
    "calendar_hours": N_("Working hours"),
    "calendar_days": N_("Days of our own"),
    "phone_region": N_("Phone region"),
    "home_currency": N_("Home currency"),
    "levels": N_("Customer levels"),
    "outcomes": N_("Outcomes of calls"),
    "objections": N_("Objections"),
    "low_csat": N_("Low CSAT"),
    "low_nps": N_("Low NPS"),
    "hard_ces": N_("High CES"),
    "survey_rest_days": N_("Rest after survey"),
    "survey_reminders": N_("Survey reminders"),
    "wip_limits": N_("Board limits"),
    "keys": N_("Keys"),
    "users": N_("Users and teams"),
    "tags": N_("Tags"),
    "segments": N_("Segments"),
    "fields": N_("Custom fields"),
    "templates": N_("Templates"),
    "sla": N_("SLA policies"),
    "ways": N_("Service ways"),
    "ticket_receipt": N_("Receipt template"),
    "ticket_causes": N_("Usual causes"),
    "surveys": N_("Surveys"),
    "backup": N_("Last backup"),
}
"""What the lines are called."""

HELPS: Final[Mapping[str, str]] = {
    "language": N_("in which the screens and the command line speak"),
    "theme": N_("the colours of the screens; enter shows them all, each as you come to it"),
    "plain": N_("one column and plain letters, easy to read aloud by a screen reader"),
    "start": N_("which screen opens first"),
    "zone": N_("where “today” is for you, and how times are shown"),
    "user": N_("the name under which you write; by default your name at the computer"),
    "message_command": N_("the program, with its arguments, that messages can be handed to; it gets them as JSON"),
    "calendar_zone": N_("in which the team counts its days, wherever its people are"),
    "calendar_country": N_("the country whose holidays the team has, with its part: CN, DE-BY; “none” has no holidays"),
    "calendar_hours": N_("when the team works: mon-fri 09:00-12:00 13:00-18:00; sat 09:00-12:00"),
    "calendar_days": N_("days that the team has off beside the holidays, and weekends that it works"),
    "phone_region": N_("of phones that are written without a country code"),
    "home_currency": N_("in which the team counts its own money"),
    "levels": N_("how much customers matter, in order, with commas between"),
    "outcomes": N_("how a call can end, each with the key that picks it: r=reached,n=no answer"),
    "objections": N_("what can be objected, each with the key that picks it: p=price,t=timing"),
    "low_csat": N_("a CSAT up to which the owner gets a follow-up: 1 to 5, or none"),
    "low_nps": N_("an NPS up to which the owner gets a follow-up: 0 to 10, or none"),
    "hard_ces": N_("a CES from which on the owner gets a follow-up: 1 (easy) to 7 (hard), or none"),
    "survey_rest_days": N_("for how many days nobody is asked by a second survey"),
    "survey_reminders": N_("how often a survey reminds those who have not answered, at most"),
    "wip_limits": N_("how many tickets a state should have at most, told on the board: open 20, waiting 30"),
    "keys": N_("which key does what on the screens; enter lists them all"),
    "users": N_("who works here, in which team, and who has left"),
    "tags": N_("the labels that contacts bear"),
    "segments": N_("filters over contacts that have a name, and how often one stays in touch with whom they find"),
    "database": N_("the file that all of this is kept in"),
    "fields": N_("what your team wants to know of contacts beyond what every card has"),
    "templates": N_("texts of messages, filled in for each contact"),
    "sla": N_("in what time customers have an answer and a solution, and what is done when that time runs out"),
    "ways": N_("how tickets of each kind go: where they start, what closing asks for, what is ticked off"),
    "ticket_receipt": N_(
        "what a receipt for a new ticket is made of: a template; nothing: a receipt that says $number; none: no receipts"
    ),
    "ticket_causes": N_("what the causes of tickets are called, with commas between, so that reports stay tidy"),
    "surveys": N_("questions to those whom a filter finds: who was asked, who answered, and what came out"),
    "backup": N_("a copy is made once a day by itself, and before anything risky"),
}
"""What the lines are about, in marked words."""
_SECTIONS: Final[Mapping[str, Sequence[str]]] = {
    N_("Yours"): ("language", "theme", "plain", "start", "zone", "user", "message_command", "keys"),
    N_("The team’s"): (
        "phone_region",
        "home_currency",
        "levels",
        "outcomes",
        "objections",
        "wip_limits",
        "users",
        "tags",
        "segments",
        "fields",
        "templates",
    ),
    N_("Customer service"): ("sla", "ways", "ticket_receipt", "ticket_causes"),
    N_("Satisfaction"): ("surveys", "low_csat", "low_nps", "hard_ces", "survey_rest_days", "survey_reminders"),
    N_("Working calendar"): ("calendar_country", "calendar_hours", "calendar_days", "calendar_zone"),
    N_("The file"): ("database", "backup"),
}
LATER: Final = frozenset({"language", "plain", "zone", "user", "database"})
"""The settings that count only when the screens are opened again."""


@dataclass(frozen=True)
class Line:
    """A line: ``value`` in words; ``setting`` where it is one, else what it opens is a list; ``note`` is to be known, too."""

    key: str
    value: str
    origin: str
    where: str = ""
    setting: Value | None = None
    note: str = ""

    @property
    def title(self) -> str:
        """What it is called, in the user's language."""
        return _(TITLES[self.key])

    @property
    def is_overruled(self) -> bool:
        """Whether a change has no effect for as long as something else decides."""
        return self.setting is not None and self.setting.origin in {Origin.FLAG, Origin.ENVIRONMENT}


@dataclass(frozen=True)
class Counts:
    """What there is in the database: users who work here, those who left, tags, segments, fields, templates, days of its own,
    service ways and SLA policies of its own; when it was copied last.
    """

    users: int
    retired: int
    tags: int
    segments: int
    fields: int
    templates: int
    days: int
    ways: int
    policies: int
    surveys: int
    backup: "tuple[datetime, Path] | None"


def read_lines(crm: "Crm", settings: UserSettings) -> dict[str, Line]:
    """Return every line, by its key; call it in a thread. Raises CrmError."""
    users = crm.users.all()
    retired = sum(user.retired_at is not None for user in users)
    tags, fields, templates = (len(each.all()) for each in (crm.tags, crm.custom_fields, crm.templates))
    days = len(crm.calendar.own_days())
    segments, ways = len(crm.segments.names()), sum(way.id is not None for way in crm.ways.all())
    policies = sum(policy.id is not None for policy in crm.sla.policies())
    counts = Counts(
        len(users) - retired,
        retired,
        tags,
        segments,
        fields,
        templates,
        days,
        ways,
        policies,
        len(crm.surveys.all()),
        crm.safety.last_backup(),
    )
    team = {value.setting.name: value for value in crm.settings.all()}
    values = [team[name] if name in team else preferences.own(settings, name) for name in SETTINGS]
    lines = {line.key: line for line in [_of_setting(value) for value in values] + _of_lists(counts, crm.clock)}
    lines["calendar_country"] = replace(lines["calendar_country"], note=unknown_holidays(crm))
    return lines


def _of_setting(value: Value) -> Line:
    origin = _(preferences.ORIGINS[value.origin])
    where = value.where if value.setting.scope is Scope.USER else ""
    return Line(value.setting.name, in_words(value.setting.name, value.value), origin, where, value)


def in_words(name: str, value: str) -> str:
    """Return the value of a setting as people read it."""
    match name:
        case "language":
            return LANGUAGES.get(value, value)
        case "plain":
            return _("yes") if value == YES else _("no")
        case "start":
            return _(MODES[value].title) if value in MODES else value
        case "calendar_hours":
            return week_in_words(value)
        case "outcomes" | "objections":
            return call_words.read_aloud(name, value)
        case _:
            return value


def _of_lists(counts: Counts, clock: Clock) -> list[Line]:
    own, database = len(keymap_in_use().keys), _(preferences.ORIGINS[Origin.DATABASE])
    users = f"{counts.users:,}"
    if counts.retired:
        users += " · " + ngettext("{count} retired", "{count} retired", counts.retired).format(count=counts.retired)
    made, place = _("none yet"), ""
    if counts.backup is not None:
        made, place = f"{counts.backup[0].astimezone(clock.zone):%Y-%m-%d %H:%M}", str(counts.backup[1])
    origin = _(preferences.ORIGINS[Origin.FILE if own else Origin.DEFAULT])
    return [
        Line("keys", _own(own, _("as they come")), origin, str(paths.keys_file()) if own else ""),
        Line("users", users, database),
        Line("tags", f"{counts.tags:,}", database),
        Line("segments", f"{counts.segments:,}", database),
        Line("fields", f"{counts.fields:,}", database),
        Line("templates", f"{counts.templates:,}", database),
        Line("surveys", f"{counts.surveys:,}", database),
        Line("calendar_days", f"{counts.days:,}", database),
        *(
            Line(key, _own(count, _("as usual")), database if count else _(preferences.ORIGINS[Origin.DEFAULT]))
            for key, count in (("sla", counts.policies), ("ways", counts.ways))
        ),
        Line("backup", made, "", place),
    ]


def _own(count: int, none: str) -> str:
    return ngettext("{count} of your own", "{count} of your own", count).format(count=count) if count else none


def columns() -> tuple[Column, ...]:
    """Return the columns of the settings."""
    return (
        Column("title", _("Setting"), 18, priority=9),
        Column("value", _("Value"), 18, fraction=3, priority=8),
        Column("origin", _("From"), 15, priority=6),
        Column("where", "", 16, fraction=2, priority=3),
    )


class SettingsLines(KnownRows):
    """The lines under their headings, as a list shows them: a line by its number from 1 on, a heading below zero."""

    def __init__(self, lines: Mapping[str, Line]) -> None:
        cells: dict[int, Sequence[Cell]] = {}
        self.lines: dict[int, Line] = {}
        for heading, names in enumerate(_SECTIONS, 1):
            if heading > 1:
                cells[-2 * heading] = ()
            cells[1 - 2 * heading] = (Cell(_(names), Role.MUTED),)
            for key in _SECTIONS[names]:
                number = len(self.lines) + 1
                self.lines[number] = lines[key]
                cells[number] = _cells(lines[key])
        super().__init__(cells)


def _cells(line: Line) -> Sequence[Cell]:
    said = line.origin != _(preferences.ORIGINS[Origin.DEFAULT])
    return (
        Cell(line.title, Role.STRONG),
        known(line.value),
        Cell(line.origin, Role.WARNING if line.is_overruled else Role.PLAIN if said else Role.MUTED),
        Cell(line.where, Role.MUTED),
    )


def told(line: Line) -> tuple[CardSection, ...]:
    """Return what is to be known of a line: what it is for, where its value comes from, and what a change does."""
    what = Cell(_(HELPS[line.key]), Role.MUTED)
    rows = [CardRow((Cell(line.title, Role.STRONG, bold=True),)), CardRow((what,))]
    sections = [
        CardSection(tuple(rows)),
        CardSection((CardRow((Cell(line.value or "—", Role.ACCENT),)), *_origin(line))),
    ]
    if line.setting is not None:
        sections.append(CardSection(tuple(CardRow((Cell(note, Role.MUTED),)) for note in _notes(line))))
        command = CardRow((Cell(f"crm config set {line.key} …", Role.PRIMARY),))
        sections.append(CardSection((command,), _("In a shell")))
    return tuple(section for section in sections if section.rows)


def _origin(line: Line) -> list[CardRow]:
    return [CardRow((Cell(text, Role.MUTED),)) for text in (line.origin, line.where) if text]


def _notes(line: Line) -> list[str]:
    notes = [line.note] if line.note else []
    if overruled := overruled_by(line):
        notes.append(overruled)
    if line.key in LATER:
        notes.append(_("A change counts when the screens are opened again."))
    if line.setting is not None and line.setting.setting.scope is Scope.DATABASE:
        notes.append(_("It holds for everybody who works with this file."))
    return notes


def overruled_by(line: Line) -> str:
    """Return who decides in the place of what one sets, and until when; "" where nobody does."""
    if not line.is_overruled or line.setting is None:
        return ""
    if line.setting.origin is Origin.FLAG:
        return _("The command line decides; a change counts once the program is started without that option.")
    return _("{variable} decides; a change counts once that is gone.").format(variable=line.setting.where)
